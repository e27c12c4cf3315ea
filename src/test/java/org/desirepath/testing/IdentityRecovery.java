package org.desirepath.testing;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.desirepath.table.Identifiers;
import org.desirepath.table.PersonDimension;

/**
 * How well a run found out who is who, against the truth that was planted in its exports: of the
 * identifiers that deterministic links alone can bring together.
 *
 * @param identifiers how many of them the run knows
 * @param precision share of its pairs of identifiers of one person that are of one
 * @param recall share of the true pairs that it found
 * @param falseMerges its persons with contacts or e-mails of several people
 * @param persons how many of their persons have an employer who can be known
 * @param accounts share of these whose account is the employer
 */
public record IdentityRecovery(
    long identifiers,
    double precision,
    double recall,
    long falseMerges,
    long persons,
    double accounts) {

  /** The kinds and hashed keys of the truth's identifiers, as the mappings make them. */
  private static final String TRUTH =
      """
      SELECT DISTINCT kind AS identifier_kind,
        substr(sha256(kind || ':' || CASE WHEN is_plain THEN sha256(value) ELSE value END), 1, 32) AS identifier_key,
        entity_id
      FROM (
        SELECT *, identifier_kind IN ('email', 'zendesk_email') AS is_plain,
          CASE identifier_kind WHEN 'ga4_user_pseudo_id' THEN 'cookie' WHEN 'sf_contact_id' THEN 'contact'
            WHEN 'sf_lead_id' THEN 'lead' WHEN 'zendesk_user_id' THEN 'ticket_user' ELSE 'email' END AS kind
        FROM read_csv('%1$s/truth/person_of_identifier.csv', all_varchar = true, header = true))
      WHERE resolvable = '1' AND is_shared = '0'
      """;

  private static final String MEASURED =
      """
      WITH truth AS (%2$s),
      known AS (SELECT * FROM truth JOIN (%3$s) USING (identifier_kind, identifier_key)),
      cells AS (SELECT entity_id, person_id, count(*) AS n FROM known GROUP BY ALL),
      ours AS (SELECT sum(n) AS n FROM cells GROUP BY person_id),
      theirs AS (SELECT sum(n) AS n FROM cells GROUP BY entity_id),
      merged AS (
        SELECT person_id FROM known WHERE identifier_kind IN ('contact', 'email')
        GROUP BY person_id HAVING count(DISTINCT entity_id) > 1),
      employed AS (
        SELECT DISTINCT person_id, account_id,
          substr(sha256('account:' || true_account_id), 1, 32) AS true_id
        FROM cells JOIN (%4$s) USING (person_id) JOIN (
          SELECT DISTINCT entity_id, true_account_id
          FROM read_csv('%1$s/truth/account_of_person.csv', all_varchar = true, header = true)
          WHERE resolvable = '1' AND coalesce(to_ms, '') = '') USING (entity_id))
      SELECT concat_ws(' ', (SELECT count(*) FROM known),
        (SELECT sum(n * (n - 1)) FROM cells) / (SELECT sum(n * (n - 1)) FROM ours),
        (SELECT sum(n * (n - 1)) FROM cells) / (SELECT sum(n * (n - 1)) FROM theirs),
        (SELECT count(*) FROM merged), (SELECT count(*) FROM employed),
        (SELECT avg((account_id = true_id)::int) FROM employed))
      """;

  /** Measures a run over exports with their truth. */
  public static IdentityRecovery of(Path exports, PublishedRun run) throws SQLException {
    String truth = TRUTH.formatted(exports);
    String sql =
        MEASURED.formatted(
            exports, truth, run.rows(Identifiers.CONTRACT), run.rows(PersonDimension.CONTRACT));
    List<String> figures = List.of(PublishedRun.query(sql).get(0).split(" ", -1));
    return new IdentityRecovery(
        Long.parseLong(figures.get(0)),
        Double.parseDouble(figures.get(1)),
        Double.parseDouble(figures.get(2)),
        Long.parseLong(figures.get(3)),
        Long.parseLong(figures.get(4)),
        Double.parseDouble(figures.get(5)));
  }
}
