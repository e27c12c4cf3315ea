package org.desirepath.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.Locale;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.desirepath.table.AccountKeys;
import org.desirepath.table.CrmPeople;
import org.desirepath.table.Identifiers;
import org.desirepath.table.PersonAccounts;
import org.desirepath.table.Persons;
import org.desirepath.table.RunLog;
import org.desirepath.testing.SparkExtension;
import org.desirepath.testing.TextTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SparkExtension.class)
class TraceAccountsTest {

  private static final LocalDate LATER = LocalDate.of(2026, 4, 2);

  private static final String IDENTIFIERS =
      """
      identifier_kind | identifier_key | person_id
      contact         | a1             | ada
      contact         | a2             | ada
      contact         | a3             | ada
      contact         | b1             | bob
      lead            | c1             | cyd
      contact         | d1             | dan
      contact         | d2             | dan
      """;

  private static final String PEOPLE =
      """
      identifier_kind | identifier_key | account_key | created_at
      contact         | a1             | acme        | 2025-01-01 00:00:00
      contact         | a2             | globex      | 2026-02-01 00:00:00
      contact         | a3             | globex      | 2026-03-01 00:00:00
      contact         | b1             | acme        | 2025-06-01 00:00:00
      lead            | c1             | acme        | 2025-06-01 00:00:00
      contact         | d1             | acme        | 2025-01-01 00:00:00
      contact         | d2             | globex      | 2025-09-01 00:00:00
      """;

  private static final String NOW =
      """
      person_id | account_id
      ada       | Globex
      bob       | Acme
      cyd       | Acme
      dan       | Acme
      eve       | unknown
      """;

  @Test
  void contactsTellMovesAndNothingElseDoes(SparkSession spark) {
    assertThat(show(first(spark)))
        .isEqualTo(
            """
            ada | 1 | Acme |  | 2026-02-01 00:00:00.0 | true
            ada | 2 | Globex | 2026-02-01 00:00:00.0 |  | true
            bob | 1 | Acme |  |  | true
            cyd | 1 | Acme |  |  | false
            dan | 1 | Acme |  |  | true
            eve | 1 | unknown |  |  | false""");
  }

  @Test
  void anAccountWrittenOverAnotherCountsFromTheSnapshotBefore(SparkSession spark) {
    String moved = PEOPLE.replace("b1             | acme  ", "b1             | globex");
    String now = NOW.replace("bob       | Acme", "bob       | Globex");

    assertThat(show(next(spark, now, moved)).lines().filter(line -> line.startsWith("bob")))
        .containsExactly(
            "bob | 1 | Acme |  | 2026-04-02 00:00:00.0 | true",
            "bob | 2 | Globex | 2026-04-02 00:00:00.0 |  | true");
  }

  @Test
  void aNewContactCountsFromTheMomentItWasMade(SparkSession spark) {
    assertThat(
            show(
                next(
                    spark,
                    NOW.replace("dan       | Acme", "dan       | Globex"),
                    PEOPLE.replace("globex      | 2025-09-01", "globex      | 2026-04-02"))))
        .contains(
            """
            dan | 1 | Acme |  | 2026-04-02 00:00:00.0 | true
            dan | 2 | Globex | 2026-04-02 00:00:00.0 |  | true""");
  }

  @Test
  void theSameContactsTellTheSameAsTheNightBefore(SparkSession spark) {
    assertThat(show(next(spark, NOW, PEOPLE))).isEqualTo(show(first(spark)));
  }

  @Test
  void aBetterGuessIsNoMove(SparkSession spark) {
    assertThat(
            show(
                next(
                    spark,
                    NOW.replace("cyd       | Acme", "cyd       | Globex")
                        .replace("eve       | unknown", "eve       | Acme"),
                    PEOPLE)))
        .contains("cyd | 1 | Globex |  |  | false", "eve | 1 | Acme |  |  | false");
  }

  @Test
  void whatAVersionOfALaterDaySaysOfThatTimeIsNotKnownYet(SparkSession spark) {
    LocalDate early = LocalDate.of(2026, 1, 15);
    String before = NOW.replace("ada       | Globex", "ada       | Acme");
    String then =
        PEOPLE
            .replaceAll("contact +\\| a[23] .*\n", "")
            .replace("b1             | acme  ", "b1             | globex");

    PersonAccounts earlier =
        next(
            spark,
            first(spark),
            LATER,
            early,
            before.replace("bob       | Acme", "bob       | Globex"),
            then);

    assertThat(show(earlier).lines().limit(3))
        .containsExactly(
            "ada | 1 | Acme |  |  | true",
            "bob | 1 | Acme |  | 2026-01-15 00:00:00.0 | true",
            "bob | 2 | Globex | 2026-01-15 00:00:00.0 |  | true");
    assertThat(
            show(next(spark, earlier, early, LATER, NOW, PEOPLE))
                .lines()
                .filter(line -> line.startsWith("ada")))
        .containsExactly(
            "ada | 1 | Acme |  | 2026-03-01 00:00:00.0 | true",
            "ada | 2 | Globex | 2026-03-01 00:00:00.0 |  | true");
  }

  private static PersonAccounts first(SparkSession spark) {
    return TraceAccounts.from(
        persons(spark, NOW), identifiers(spark), people(spark, PEOPLE), keys(spark));
  }

  private static PersonAccounts next(SparkSession spark, String now, String people) {
    return next(spark, first(spark), LATER, LATER.plusDays(1), now, people);
  }

  private static PersonAccounts next(
      SparkSession spark,
      PersonAccounts before,
      LocalDate snapshotBefore,
      LocalDate today,
      String now,
      String people) {
    return TraceAccounts.from(
        persons(spark, now),
        identifiers(spark),
        people(spark, people),
        keys(spark),
        new PersonAccounts(Lineage.cut(before.rows())),
        new RunLog(
            TextTable.of(
                spark,
                RunLog.CONTRACT,
                "stage | snapshot_date\nstg_record | %s\n".formatted(snapshotBefore))),
        today);
  }

  private static Persons persons(SparkSession spark, String text) {
    Column id = functions.col("account_id");
    return new Persons(
        TextTable.of(spark, Persons.CONTRACT, text)
            .withColumn(
                "account_id",
                functions
                    .when(id.equalTo("unknown"), id)
                    .otherwise(ResolveAccounts.id(functions.lower(id)))));
  }

  private static Identifiers identifiers(SparkSession spark) {
    return new Identifiers(TextTable.of(spark, Identifiers.CONTRACT, IDENTIFIERS));
  }

  private static CrmPeople people(SparkSession spark, String text) {
    return new CrmPeople(TextTable.of(spark, CrmPeople.CONTRACT, text));
  }

  private static AccountKeys keys(SparkSession spark) {
    return new AccountKeys(
        TextTable.of(spark, AccountKeys.CONTRACT, "account_key | account_id\nacme | \nglobex |\n")
            .withColumn("account_id", ResolveAccounts.id(functions.col("account_key"))));
  }

  /** Accounts by their names. */
  private static String show(PersonAccounts accounts) {
    String text =
        TextTable.show(
            accounts.rows(),
            "person_id",
            "period_number",
            "account_id",
            "from_at",
            "to_at",
            "is_told_by_contact");
    SparkSession spark = accounts.rows().sparkSession();
    for (String key : new String[] {"acme", "globex"}) {
      String id = spark.range(1).select(ResolveAccounts.id(functions.lit(key))).head().getString(0);
      text = text.replace(id, key.substring(0, 1).toUpperCase(Locale.ROOT) + key.substring(1));
    }
    return text;
  }
}
