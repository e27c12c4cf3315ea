package org.desirepath.report;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.percentile_approx;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.desirepath.table.AccountDimension;
import org.desirepath.table.Deals;
import org.desirepath.table.Events;
import org.desirepath.table.Identifiers;
import org.desirepath.table.IdentityQuality.Measure;
import org.desirepath.table.JourneyFacts;
import org.desirepath.table.Journeys;
import org.desirepath.table.ModelScores;
import org.desirepath.table.Paths;
import org.desirepath.table.PersonDimension;
import org.desirepath.table.Personas;
import org.desirepath.table.Persons;
import org.desirepath.table.Quarantine;
import org.desirepath.table.SessionFacts;
import org.desirepath.table.Sessions;
import org.desirepath.table.SourceAudit;

/** Says in a screenful what a run found. Collects a few dozen rows; a small job a paragraph. */
public final class SummarizeRun {

  private static final int TOP_PATHS = 3;
  private static final int SHORTEST_TOLD = 3;
  private static final double SIGNIFICANT = 0.05;
  private static final int LABEL_WIDTH = 12;
  private static final int ACCURACY = 1000;

  private SummarizeRun() {}

  /**
   * The summary, line by line.
   *
   * @param primaryLevel the journey level whose paths are shown
   */
  public static List<String> from(
      SourceAudit audit,
      Quarantine quarantine,
      PersonDimension people,
      AccountDimension accounts,
      IdentityFigures identity,
      SessionFacts sessions,
      JourneyFacts journeys,
      Personas personas,
      Paths paths,
      ModelScores scores,
      RunCosts costs,
      String primaryLevel) {
    List<String> lines = new ArrayList<>();
    lines.addAll(rows(audit));
    lines.addAll(refusals(quarantine));
    lines.add(people(people, accounts));
    lines.add(identity(identity));
    lines.add(sessions(sessions));
    lines.addAll(journeys(journeys));
    lines.addAll(personas(personas));
    lines.addAll(paths(paths, primaryLevel));
    lines.addAll(prediction(scores));
    lines.addAll(ReportRun.lines(costs));
    return lines;
  }

  private static List<String> rows(SourceAudit audit) {
    List<Row> sources =
        audit
            .rows()
            .groupBy(Events.SOURCE_NAME.col())
            .agg(
                sum(SourceAudit.ROWS_READ.col()),
                sum(SourceAudit.ROWS_ACCEPTED.col()),
                sum(SourceAudit.ROWS_DUPLICATE.col()),
                sum(SourceAudit.ROWS_QUARANTINED.col()),
                sum(SourceAudit.ROWS_BOT.col()),
                sum(SourceAudit.ROWS_OUT_OF_WINDOW.col()))
            .orderBy(Events.SOURCE_NAME.col())
            .collectAsList();
    List<String> lines = new ArrayList<>();
    for (Row source : sources) {
      lines.add(
          line(
              lines.isEmpty() ? "Rows" : "",
              "%-12s %,d read = %,d accepted + %,d duplicate + %,d quarantined (%,d by bots) + %,d out of window",
              source.getString(0),
              source.getLong(1),
              source.getLong(2),
              source.getLong(3),
              source.getLong(4),
              source.getLong(5),
              source.getLong(6)));
    }
    return lines;
  }

  private static List<String> refusals(Quarantine quarantine) {
    List<Row> reasons =
        quarantine
            .rows()
            .groupBy(Quarantine.REASON_CODE.col())
            .agg(count(lit(1)).as("rows"))
            .orderBy(col("rows").desc(), Quarantine.REASON_CODE.col())
            .collectAsList();
    if (reasons.isEmpty()) {
      return List.of();
    }
    return List.of(
        line(
            "Refused",
            "%s",
            reasons.stream()
                .map(row -> number("%s %,d", row.getString(0), row.getLong(1)))
                .collect(Collectors.joining(", "))));
  }

  private static String people(PersonDimension people, AccountDimension accounts) {
    Row person =
        people
            .rows()
            .where(Identifiers.PERSON_ID.col().notEqual("unknown"))
            .agg(
                count(lit(1)),
                number(Persons.IS_KNOWN.col()),
                number(Persons.ACCOUNT_ID.col().notEqual("unknown")),
                number(Persons.BUYING_ROLE.col().notEqual("unknown")),
                number(Persons.BUYING_ROLE_SOURCE.col().equalTo(Persons.BY_BEHAVIOUR)))
            .first();
    long accountCount = accounts.rows().where(Persons.ACCOUNT_ID.col().notEqual("unknown")).count();
    return line(
        "People",
        "%,d: %,d known to the CRM or the help desk, %,d with an account, %,d with a buying role,"
            + " %,d of these inferred from behaviour; %,d accounts",
        person.getLong(0),
        person.getLong(1),
        person.getLong(2),
        person.getLong(3),
        person.getLong(4),
        accountCount);
  }

  private static String identity(IdentityFigures identity) {
    String changes =
        identity
            .since()
            .map(
                version ->
                    number(
                        "%,d merged, %,d split since version %d",
                        identity.sum(Measure.PERSONS_MERGED).value(),
                        identity.sum(Measure.PERSONS_SPLIT).value(),
                        version))
            .orElse("no version before");
    return line(
        "Identity",
        "%.0f %% of touchpoints have a person, %.0f %% a known one; %s",
        100 * identity.sum(Measure.TOUCHPOINTS_WITH_PERSON).share(),
        100 * identity.sum(Measure.TOUCHPOINTS_WITH_KNOWN_PERSON).share(),
        changes);
  }

  private static String sessions(SessionFacts sessions) {
    Row row =
        sessions
            .rows()
            .agg(
                count(lit(1)),
                coalesce(
                    percentile_approx(Sessions.TOUCHPOINT_COUNT.col(), lit(0.5), lit(ACCURACY)),
                    lit(0L)),
                coalesce(
                    percentile_approx(Sessions.DURATION_SECONDS.col(), lit(0.5), lit(ACCURACY)),
                    lit(0.0)),
                number(Sessions.IS_BOUNCE.col()))
            .first();
    long total = row.getLong(0);
    return line(
        "Sessions",
        "%,d; the middle one has %d touchpoints in %.0f minutes; %.0f %% have a single one",
        total,
        row.getLong(1),
        row.getDouble(2) / 60,
        share(row.getLong(3), total));
  }

  private static List<String> journeys(JourneyFacts journeys) {
    List<Row> rows =
        journeys
            .rows()
            .groupBy(Journeys.JOURNEY_LEVEL.col(), Deals.OUTCOME.col())
            .agg(count(lit(1)).as("journeys"))
            .orderBy(Journeys.JOURNEY_LEVEL.col(), col("journeys").desc())
            .collectAsList();
    Map<String, List<Row>> levels =
        rows.stream()
            .collect(
                Collectors.groupingBy(
                    row -> row.getString(0), LinkedHashMap::new, Collectors.toList()));
    List<String> lines = new ArrayList<>();
    levels.forEach(
        (level, outcomes) ->
            lines.add(
                line(
                    lines.isEmpty() ? "Journeys" : "",
                    "%-12s %,d: %s",
                    level,
                    outcomes.stream().mapToLong(row -> row.getLong(2)).sum(),
                    outcomes.stream()
                        .map(row -> number("%,d %s", row.getLong(2), row.getString(1)))
                        .collect(Collectors.joining(", ")))));
    return lines;
  }

  private static List<String> personas(Personas personas) {
    List<Row> rows =
        personas
            .rows()
            .where(Personas.STATUS.col().equalTo("active"))
            .where(Personas.SESSION_COUNT.col().gt(0))
            .orderBy(Personas.SESSION_SHARE.col().desc(), Personas.PERSONA_ID.col())
            .select(
                Personas.PERSONA_NAME.col(),
                Personas.SESSION_SHARE.col(),
                Personas.SESSION_COUNT.col())
            .collectAsList();
    List<String> lines = new ArrayList<>();
    for (Row row : rows) {
      lines.add(
          line(
              lines.isEmpty() ? "Personas" : "",
              "%3.0f %%  %s (%,d sessions)",
              100 * row.getDouble(1),
              row.getString(0),
              row.getLong(2)));
    }
    return lines;
  }

  /** The commonest paths, then those that go with winning and with losing more than by chance. */
  private static List<String> paths(Paths paths, String primaryLevel) {
    Dataset<Row> told =
        paths
            .rows()
            .where(Journeys.JOURNEY_LEVEL.col().equalTo(primaryLevel))
            .where(Paths.SCOPE.col().equalTo("all"))
            .where(Paths.IS_CLOSED.col())
            .where(Paths.PATH_LENGTH.col().geq(SHORTEST_TOLD));
    Dataset<Row> telling =
        told.where(Paths.Q_VALUE.col().lt(SIGNIFICANT)).where(Paths.OUTCOME_LIFT.col().isNotNull());
    List<String> lines = new ArrayList<>();
    lines.addAll(
        paths(
            "Top paths",
            told.where(Paths.PATH_TYPE.col().equalTo("contiguous"))
                .orderBy(Paths.JOURNEY_COUNT.col().desc(), Paths.PATH_ID.col())));
    lines.addAll(
        paths(
            "Winning",
            telling
                .where(Paths.OUTCOME_LIFT.col().gt(1))
                .orderBy(Paths.Q_VALUE.col(), Paths.PATH_ID.col())));
    lines.addAll(
        paths(
            "Losing",
            telling
                .where(Paths.OUTCOME_LIFT.col().lt(1))
                .orderBy(Paths.Q_VALUE.col(), Paths.PATH_ID.col())));
    return lines;
  }

  private static List<String> paths(String label, Dataset<Row> ordered) {
    List<Row> rows =
        ordered
            .limit(TOP_PATHS)
            .select(
                Paths.PATH.col(),
                Paths.PATH_TYPE.col(),
                Paths.SUPPORT_SHARE.col(),
                Paths.OUTCOME_COUNT.col(),
                Paths.OUTCOME_RATE.col(),
                Paths.OUTCOME_RATE_LOW.col(),
                Paths.OUTCOME_RATE_HIGH.col())
            .collectAsList();
    List<String> lines = new ArrayList<>();
    for (Row row : rows) {
      String outcome =
          row.isNullAt(4)
              ? ""
              : number(
                  "; %.0f %% of %,d closed won (%.0f to %.0f %%)",
                  100 * row.getDouble(4),
                  row.getLong(3),
                  100 * row.getDouble(5),
                  100 * row.getDouble(6));
      lines.add(
          line(
              lines.isEmpty() ? label : "",
              "%3.0f %%  %s%s",
              100 * row.getDouble(2),
              row.getString(1).equals("gapped")
                  ? row.getString(0).replace(" > ", " … ")
                  : row.getString(0),
              outcome));
    }
    return lines;
  }

  private static List<String> prediction(ModelScores scores) {
    List<Row> rows =
        scores
            .rows()
            .where(ModelScores.MODEL.col().equalTo("next_touchpoint"))
            .where(ModelScores.IS_PUBLISHED.col())
            .where(ModelScores.SPLIT.col().equalTo("strict_test"))
            .where(ModelScores.METRIC.col().isin("top_1", "log_loss"))
            .where(ModelScores.VALUE.col().isNotNull())
            .select(
                ModelScores.CANDIDATE.col(),
                ModelScores.METRIC.col(),
                ModelScores.VALUE.col(),
                ModelScores.CASE_COUNT.col())
            .orderBy(ModelScores.METRIC.col().desc())
            .collectAsList();
    if (rows.isEmpty()) {
      return List.of();
    }
    return List.of(
        line(
            "Next step",
            "%s, on %,d held-out steps: %s",
            rows.get(0).getString(0),
            rows.get(0).getLong(3),
            rows.stream()
                .map(row -> number("%s %.3f", row.getString(1), row.getDouble(2)))
                .collect(Collectors.joining(", "))));
  }

  private static Column number(Column truth) {
    return coalesce(sum(when(truth, 1L).otherwise(0L)), lit(0L));
  }

  private static double share(long part, long whole) {
    return whole == 0 ? 0 : 100.0 * part / whole;
  }

  private static String line(String label, String format, Object... values) {
    return (label + " ".repeat(LABEL_WIDTH - label.length())) + number(format, values);
  }

  private static String number(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
