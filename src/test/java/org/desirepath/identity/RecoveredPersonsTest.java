package org.desirepath.identity;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.desirepath.settings.IdentitySettings;
import org.desirepath.settings.SourceSettings;
import org.desirepath.source.CollectMailboxes;
import org.desirepath.source.CollectSightings;
import org.desirepath.source.DescribedRecords;
import org.desirepath.source.JudgeRecords;
import org.desirepath.source.Mapping;
import org.desirepath.source.ReadRecords;
import org.desirepath.table.AccountKeys;
import org.desirepath.table.Accounts;
import org.desirepath.table.CrmAccounts;
import org.desirepath.table.Identifiers;
import org.desirepath.table.Mailboxes;
import org.desirepath.table.Persons;
import org.desirepath.table.Records;
import org.desirepath.table.Refusals;
import org.desirepath.testing.SparkExtension;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/** Holds persons and accounts against the planted truth of the sample exports. */
@EnabledIfEnvironmentVariable(named = "DESIREPATH_DATA", matches = ".+")
class RecoveredPersonsTest {

  private static final Map<String, String> KINDS =
      Map.of(
          "sf_contact_id", "contact",
          "sf_lead_id", "lead",
          "email", "email",
          "email_sha256", "email",
          "zendesk_email", "email",
          "zendesk_user_id", "ticket_user",
          "ga4_user_pseudo_id", "cookie");

  /** An identifier, and what truth says of it. */
  private record Planted(String identifier, String entity, boolean isResolvable) {

    boolean isStrong() {
      return !identifier.startsWith("cookie:");
    }
  }

  @TempDir private static Path work;

  private static List<Planted> planted;
  private static List<Row> plantedPersons;
  private static final Map<String, String> PERSON_OF_IDENTIFIER = new HashMap<>();
  private static final Map<String, Row> PERSONS = new HashMap<>();

  @BeforeAll
  static void resolveTheSample() throws IOException {
    SparkSession spark = SparkExtension.session();
    Path sample = Path.of(System.getenv("DESIREPATH_DATA"), "exports-sample");
    SourceSettings sources =
        new SourceSettings(
            sample.toString(),
            List.of("sources/ga4.yaml", "sources/salesforce.yaml", "sources/zendesk.yaml"),
            Duration.ofDays(730),
            LocalDate.of(2000, 1, 1),
            Duration.ofDays(366),
            200_000,
            2_000,
            0.05);
    List<Mapping> mappings = new ArrayList<>();
    for (String file : sources.mappings()) {
      mappings.add(Mapping.read(Files.readString(Path.of("conf", file), UTF_8), file));
    }
    Records records =
        new Records(
            stored(
                ReadRecords.from(
                        spark,
                        mappings,
                        sample.toString(),
                        sources,
                        Instant.parse("2026-04-02T22:00:00Z"))
                    .rows(),
                "records"));
    Refusals refusals =
        new Refusals(stored(JudgeRecords.from(records, sources).rows(), "refusals"));
    Mailboxes mailboxes =
        new Mailboxes(stored(CollectMailboxes.from(records, refusals).rows(), "mailboxes"));
    CrmAccounts crmAccounts =
        new CrmAccounts(
            stored(DescribedRecords.accounts(records, refusals).rows(), "crm_accounts"));
    Identifiers identifiers =
        new Identifiers(
            stored(
                ResolveIdentities.from(
                        CollectSightings.from(records, refusals),
                        mailboxes,
                        new IdentitySettings(
                            Map.of("cookie", 4, "email", 4, "ticket_user", 4, "lead", 4),
                            "people.yaml"))
                    .rows(),
                "identifiers"));
    AccountKeys keys = new AccountKeys(stored(ResolveAccounts.keys(crmAccounts).rows(), "keys"));
    Accounts accounts =
        new Accounts(stored(ResolveAccounts.from(crmAccounts, keys).rows(), "accounts"));
    Persons persons =
        DescribePersons.from(
            identifiers,
            mailboxes,
            DescribedRecords.people(records, refusals),
            crmAccounts,
            DescribedRecords.organizations(records, refusals),
            DescribedRecords.dealRoles(records, refusals),
            keys,
            accounts,
            JudgeTitlesTest.rules());
    for (Row row : identifiers.rows().collectAsList()) {
      PERSON_OF_IDENTIFIER.put(
          row.getAs("identifier_kind") + ":" + row.getAs("identifier_key"), row.getAs("person_id"));
    }
    for (Row row : persons.rows().collectAsList()) {
      PERSONS.put(row.getAs("person_id"), row);
    }
    planted =
        truth(spark, sample, "person_of_identifier.csv").stream()
            .map(
                row ->
                    new Planted(
                        identifier(row.getAs("identifier_kind"), row.getAs("value")),
                        row.getAs("entity_id"),
                        row.getAs("resolvable").equals("1")))
            .distinct()
            .toList();
    plantedPersons = truth(spark, sample, "account_of_person.csv");
  }

  @Test
  void pairsOfIdentifiersAreThoseOfTheTruth() {
    List<Planted> resolvable = planted.stream().filter(Planted::isResolvable).toList();
    long bothSame = 0;
    long foundSame = 0;
    long trulySame = 0;
    for (int i = 0; i < resolvable.size(); i++) {
      for (int j = i + 1; j < resolvable.size(); j++) {
        Planted one = resolvable.get(i);
        Planted other = resolvable.get(j);
        if (!one.identifier().equals(other.identifier())) {
          boolean isTrue = one.entity().equals(other.entity());
          boolean isFound = person(one).equals(person(other));
          trulySame += isTrue ? 1 : 0;
          foundSame += isFound ? 1 : 0;
          bothSame += isTrue && isFound ? 1 : 0;
        }
      }
    }

    assertThat(trulySame).isGreaterThan(1_000);
    assertThat((double) bothSame / foundSame).as("precision").isGreaterThanOrEqualTo(0.999);
    assertThat((double) bothSame / trulySame).as("recall").isGreaterThanOrEqualTo(0.99);
  }

  @Test
  void noPersonHoldsStrongIdentifiersOfTwo() {
    Map<String, Set<String>> entities = new HashMap<>();
    planted.stream()
        .filter(Planted::isStrong)
        .forEach(
            one ->
                entities.computeIfAbsent(person(one), person -> new HashSet<>()).add(one.entity()));

    assertThat(entities.values()).allMatch(some -> some.size() == 1);
  }

  @Test
  void sharedThingsAreMarkedAndNothingElse() {
    Set<String> shared = new HashSet<>();
    planted.stream()
        .filter(one -> one.entity().startsWith("anonymous:") || one.entity().startsWith("mailbox:"))
        .forEach(one -> shared.add(person(one)));
    Set<String> marked = new HashSet<>();
    PERSONS.forEach(
        (person, row) -> {
          if (row.<Boolean>getAs("is_shared_device")) {
            marked.add(person);
          }
        });

    assertThat(marked).isEqualTo(shared);
  }

  @Test
  void theAccountIsTheEmployer() {
    long asked = 0;
    List<String> wrong = new ArrayList<>();
    for (Row truth : plantedPersons) {
      Row found = person(truth.<String>getAs("entity_id"));
      if (truth.getAs("resolvable").equals("1")) {
        asked++;
        String account = hash("account:" + truth.getAs("true_account_id"));
        if (found == null || !account.equals(found.getAs("account_id"))) {
          wrong.add(truth + " found " + found);
        }
      }
    }

    assertThat(asked).isGreaterThan(200);
    assertThat(wrong).hasSizeLessThanOrEqualTo((int) (0.01 * asked));
  }

  @Test
  void theBuyingRoleOfWhoHasATitleIsThePlantedOne() {
    long asked = 0;
    List<String> wrong = new ArrayList<>();
    for (Row truth : plantedPersons) {
      Row found = person(truth.<String>getAs("entity_id"));
      if (truth.<String>getAs("kind").startsWith("crm") && found != null) {
        asked++;
        if (!found.getAs("buying_role").equals(truth.getAs("buying_role"))) {
          wrong.add(truth + " found " + found);
        }
      }
    }

    assertThat(asked).isGreaterThan(200);
    assertThat(wrong).hasSizeLessThanOrEqualTo((int) (0.02 * asked));
  }

  private static String person(Planted one) {
    return PERSON_OF_IDENTIFIER.getOrDefault(one.identifier(), "never seen " + one.identifier());
  }

  private static Row person(String entity) {
    return planted.stream()
        .filter(one -> one.entity().equals(entity))
        .map(one -> PERSONS.get(person(one)))
        .filter(row -> row != null)
        .findFirst()
        .orElse(null);
  }

  /** The identifier as the source step hashes it. */
  private static String identifier(String truthKind, String value) {
    String kind = KINDS.get(truthKind);
    String text =
        value.contains("@")
            ? sha256(value.toLowerCase(Locale.ROOT).replaceAll("\\+[^@]*", ""))
            : value;
    return kind + ":" + hash(kind + ":" + text);
  }

  private static String hash(String text) {
    return sha256(text).substring(0, 32);
  }

  private static String sha256(String text) {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<Row> truth(SparkSession spark, Path sample, String file) {
    return spark
        .read()
        .option("header", true)
        .csv(sample.resolve("truth").resolve(file).toString())
        .collectAsList();
  }

  private static Dataset<Row> stored(Dataset<Row> rows, String name) {
    String folder = work.resolve(name).toString();
    rows.write().parquet(folder);
    return rows.sparkSession().read().parquet(folder);
  }
}
