package org.desirepath.path;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.posexplode;
import static org.apache.spark.sql.functions.split;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.desirepath.settings.PathSettings;
import org.desirepath.table.AccountDimension;
import org.desirepath.table.Field;
import org.desirepath.table.JourneyFacts;
import org.desirepath.table.JourneySteps;
import org.desirepath.table.Paths;
import org.desirepath.table.PersonDimension;
import org.desirepath.testing.SparkExtension;
import org.desirepath.testing.TextTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SparkExtension.class)
class MinePathsTest {

  private static final PathSettings EVERY_PATH = new PathSettings(0, 1, 3, 1000, 1000, 20, 30);
  private static final String STEPS = "journey_id | step_number | touchpoint_id | occurred_at\n";
  private static final String JOURNEYS =
      "journey_id | journey_level | person_id | account_id | persona_id | outcome\n";
  private static final String[] KEY = {"path_type", "path", "scope", "scope_value"};

  @Test
  void aPathIsToldWithWhatItLeadsTo(SparkSession spark) {
    JourneySteps steps =
        steps(
            spark,
            """
            j1 | 1 | home    | 2026-01-05 09:00:00
            j1 | 2 | home    | 2026-01-05 09:00:05
            j1 | 3 | pricing | 2026-01-05 09:00:10
            j1 | 4 | demo    | 2026-01-05 09:00:30
            j2 | 1 | home    | 2026-01-05 09:00:00
            j2 | 2 | pricing | 2026-01-05 09:01:00
            j3 | 1 | home    | 2026-01-05 09:00:00
            j4 | 1 | docs    | 2026-01-05 09:00:00
            """);
    JourneyFacts journeys =
        journeys(
            spark,
            """
            j1 | person | ada | acme | p1 | won
            j2 | person | bob | acme | p1 | renewed
            j3 | person | cyd | none | p1 | churned
            j4 | person | dan | none |    | open
            """);

    Dataset<Row> paths = mined(steps, journeys, EVERY_PATH).rows();

    assertThat(
            TextTable.show(
                paths.where("scope = 'all' and path_type = 'contiguous'"),
                "path",
                "path_length",
                "journey_count",
                "support_share",
                "outcome_count",
                "outcome_rate",
                "p_value",
                "median_duration_seconds",
                "is_closed",
                "is_maximal"))
        .isEqualTo(
            """
            demo | 1 | 1 | 0.25 | 1 | 1.0 | 1.0 | 0.0 | false | false
            docs | 1 | 1 | 0.25 | 0 |  |  1.0 | 0.0 | true | true
            home > pricing > demo | 3 | 1 | 0.25 | 1 | 1.0 | 1.0 | 30.0 | true | true
            home > pricing | 2 | 2 | 0.5 | 2 | 1.0 | 0.33333333333333337 | 35.0 | true | false
            home | 1 | 3 | 0.75 | 3 | 0.6666666666666666 | 1.0 | 0.0 | true | false
            pricing > demo | 2 | 1 | 0.25 | 1 | 1.0 | 1.0 | 20.0 | false | false
            pricing | 1 | 2 | 0.5 | 2 | 1.0 | 0.33333333333333337 | 0.0 | false | false
            """
                .replace("|  1.0", "| 1.0")
                .strip());
    Row pricing =
        paths
            .where("scope = 'all' and path = 'home > pricing' and path_type = 'gapped'")
            .selectExpr(
                "lift * expected_share",
                "outcome_lift",
                "outcome_rate_low",
                "outcome_rate_high",
                "q_value",
                "path_id = substring(sha2('gapped > home > pricing', 256), 1, 32)",
                "odds_ratio",
                "odds_ratio_low",
                "odds_ratio_high",
                "p90_duration_seconds",
                "drop_off_share",
                "array(person_count, account_count)")
            .head();
    assertThat(pricing.getDouble(0)).isCloseTo(0.5, within(1e-12));
    assertThat(pricing.getDouble(1)).isCloseTo(1.5, within(1e-12));
    assertThat(pricing.getDouble(2)).isCloseTo(0.3424, within(1e-4));
    assertThat(pricing.getDouble(3)).isCloseTo(1, within(1e-12));
    assertThat(pricing.getDouble(4)).isEqualTo(1);
    assertThat(pricing.getBoolean(5)).isTrue();
    assertThat(pricing.getDouble(6)).isCloseTo(2.5 * 1.5 / (0.5 * 0.5), within(1e-9));
    assertThat(pricing.getDouble(7)).isCloseTo(0.182, within(1e-3));
    assertThat(pricing.getDouble(7) * pricing.getDouble(8)).isCloseTo(225, within(1e-6));
    assertThat(pricing.getDouble(9)).isCloseTo(10 + 0.9 * 50, within(1e-9));
    assertThat(pricing.getDouble(10)).isCloseTo(1 / 3.0, within(1e-9));
    assertThat(pricing.<Long>getList(11)).containsExactly(2L, 1L);
  }

  @Test
  void whatDecidesTheOutcomeIsNotSetAgainstIt(SparkSession spark) {
    Paths paths =
        mined(
            steps(
                spark,
                """
                j1 | 1 | home     | 2026-01-05 09:00:00
                j1 | 2 | deal_won | 2026-01-05 09:01:00
                j2 | 1 | home     | 2026-01-05 09:00:00
                """),
            journeys(
                spark,
                """
                j1 | person | ada     | acme    | p1 | won
                j2 | person | unknown | unknown | p1 | lost
                """),
            EVERY_PATH);

    assertThat(
            TextTable.show(
                paths.rows().where("scope = 'all' and path_type = 'gapped'"),
                "path",
                "journey_count",
                "person_count",
                "account_count",
                "outcome_rate",
                "odds_ratio",
                "q_value",
                "expected_share",
                "markov_expected_share",
                "markov_lift"))
        .isEqualTo(
            """
            deal_won | 1 | 1 | 1 | 1.0 |  |  | 0.4444444444444444 | 0.5 | 1.0
            home > deal_won | 1 | 1 | 1 | 1.0 |  |  | 0.1111111111111111 | 0.5 | 1.0
            home | 2 | 1 | 1 | 0.5 | 1.0 | 1.0 | 0.7777777777777777 | 1.0 | 1.0
            """
                .strip());
  }

  @Test
  void everyScopeHasItsOwnPaths(SparkSession spark) {
    JourneySteps steps =
        steps(
            spark,
            """
            j1 | 1 | home    | 2026-01-05 09:00:00
            j2 | 1 | home    | 2026-01-05 09:00:00
            j3 | 1 | home    | 2026-01-05 09:00:00
            """);
    JourneyFacts journeys =
        journeys(
            spark,
            """
            j1 | person  | ada | acme | p1 | won
            j2 | person  |     | acme |    | dormant
            j3 | account |     |      | p1 | lost
            """);
    AccountDimension accounts =
        new AccountDimension(
            TextTable.of(spark, AccountDimension.CONTRACT, "account_id | segment\nacme | smb"));
    PersonDimension persons =
        new PersonDimension(
            TextTable.of(spark, PersonDimension.CONTRACT, "person_id | buying_role\nada | user"));

    assertThat(
            TextTable.show(
                mined(steps, journeys, accounts, persons, EVERY_PATH)
                    .rows()
                    .where("path_type = 'gapped'"),
                "journey_level",
                "scope",
                "scope_value",
                "path",
                "journey_count",
                "p_value"))
        .isEqualTo(
            """
            account | all | all | home | 1 |
            account | outcome | lost | home | 1 |
            account | persona | p1 | home | 1 |
            person | all | all | home | 2 |
            person | buying_role | user | home | 1 |
            person | outcome | dormant | home | 1 |
            person | outcome | won | home | 1 |
            person | persona | p1 | home | 1 |
            person | segment | smb | home | 2 |
            """
                .strip());
  }

  @Test
  void longJourneysAreToldByTheirLastTouchpoints(SparkSession spark) {
    JourneySteps steps =
        steps(
            spark,
            """
            j1 | 1 | a | 2026-01-05 09:00:00
            j1 | 2 | b | 2026-01-05 09:00:00
            j1 | 3 | c | 2026-01-05 09:00:00
            j1 | 4 | c | 2026-01-05 09:00:00
            """);
    JourneyFacts journeys = journeys(spark, "j1 | person | ada | acme | p1 | open");

    assertThat(
            TextTable.show(
                mined(steps, journeys, new PathSettings(1, 1, 2, 9, 2, 20, 30))
                    .rows()
                    .where("scope = 'all' and path_type = 'contiguous'"),
                "path"))
        .isEqualTo("b\nb > c\nc");
  }

  @Test
  void noJourneysHoldNoPaths(SparkSession spark) {
    assertThat(mined(steps(spark, ""), journeys(spark, ""), EVERY_PATH).rows().count()).isZero();
    assertThat(
            mined(
                    steps(spark, "j0 | 1 | a | 2026-01-05 09:00:00"),
                    journeys(spark, "j1 | person | | | | open"),
                    EVERY_PATH)
                .rows()
                .count())
        .isZero();
  }

  @Test
  void theOrderAndPlaceOfRowsChangeNothing(SparkSession spark) {
    Random random = new Random(5);
    List<String> steps = new ArrayList<>();
    List<String> journeys = new ArrayList<>();
    List<String> outcomes = List.of("won", "lost", "churned", "renewed", "dormant", "open");
    for (int j = 0; j < 200; j++) {
      int length = 1 + random.nextInt(9);
      for (int i = 1; i <= length; i++) {
        steps.add(
            "j%d | %d | t%d | 2026-01-05 %02d:%02d:00"
                .formatted(j, i, random.nextInt(6), i, random.nextInt(60)));
      }
      journeys.add(
          "j%d | person | | | p%d | %s"
              .formatted(j, random.nextInt(3), outcomes.get(random.nextInt(6))));
    }
    PathSettings settings = new PathSettings(0.02, 2, 4, 60, 6, 20, 30);
    String[] columns = Paths.CONTRACT.fields().stream().map(Field::name).toArray(String[]::new);
    String first = null;
    for (int partitions : new int[] {1, 7, 64}) {
      Collections.shuffle(steps, random);
      Collections.shuffle(journeys, random);
      spark.conf().set("spark.sql.shuffle.partitions", partitions);
      String found =
          TextTable.show(
              mined(
                      new JourneySteps(
                          steps(spark, String.join("\n", steps)).rows().repartition(partitions)),
                      journeys(spark, String.join("\n", journeys)),
                      settings)
                  .rows(),
              columns);
      spark.conf().set("spark.sql.shuffle.partitions", 2);
      assertThat(found.lines().count()).isGreaterThan(1000);
      assertThat(first == null ? found : first).isEqualTo(found);
      first = found;
    }
  }

  @Test
  void theLeastSupportIsRoundedUpwards() {
    assertThat(ScopeProfile.minSupport(100, new BigDecimal("0.07"), 1)).isEqualTo(7);
    assertThat(ScopeProfile.minSupport(101, new BigDecimal("0.07"), 1)).isEqualTo(8);
    assertThat(ScopeProfile.minSupport(100, new BigDecimal("0.07"), 9)).isEqualTo(9);
    assertThat(ScopeProfile.minSupport(0, BigDecimal.ZERO, 1)).isEqualTo(1);
  }

  @Test
  void openAndDormantJourneysAreNoLoss() {
    assertThat(
            List.of("won", "renewed", "lost", "churned", "open", "dormant").stream()
                .map(outcome -> Ending.of(outcome).name())
                .toList())
        .containsExactly("WON", "WON", "LOST", "LOST", "UNKNOWN", "UNKNOWN");
  }

  @Test
  void theFalseDiscoveryRateIsTheLowestAtWhichAPathIsStillFound(SparkSession spark) {
    Random random = new Random(9);
    List<Double> values = new ArrayList<>();
    StringBuilder text = new StringBuilder("p_value | journey_level | scope | path\n");
    for (int i = 0; i < 60; i++) {
      double p = random.nextInt(40) / 100.0;
      values.add(p);
      text.append("%s | person | all | %s\n".formatted(p, i));
    }
    text.append(" | person | all | none\n0.03 | deal | all | alone\n");
    List<Row> rows =
        MinePaths.ranked(TextTable.of(spark, Paths.CONTRACT, text.toString()))
            .select("path", "q_value")
            .collectAsList();

    assertThat(rows).hasSize(62);
    for (Row row : rows) {
      switch (row.getString(0)) {
        case "none" -> assertThat(row.isNullAt(1)).isTrue();
        case "alone" -> assertThat(row.getDouble(1)).isEqualTo(0.03);
        default -> {
          double own = values.get(Integer.parseInt(row.getString(0)));
          double lowest =
              values.stream()
                  .filter(p -> p >= own)
                  .mapToDouble(p -> p * 60 / values.stream().filter(o -> o <= p).count())
                  .min()
                  .orElseThrow();
          assertThat(row.getDouble(1)).isCloseTo(Math.min(1, lowest), within(1e-12));
        }
      }
    }
  }

  @Test
  void everyPathIsListedOnceByItsSteps(SparkSession spark) {
    Paths paths =
        new Paths(
            TextTable.of(
                spark,
                Paths.CONTRACT,
                """
                path_id | journey_level | path
                x       | person        | home > pricing
                x       | deal          | home > pricing
                y       | deal          | home
                """));

    assertThat(
            TextTable.show(
                ListPathSteps.from(paths).rows(), "path_id", "step_number", "touchpoint_id"))
        .isEqualTo(
            """
            x | 1 | home
            x | 2 | pricing
            y | 1 | home
            """
                .strip());
  }

  @Test
  @EnabledIfEnvironmentVariable(named = "DESIREPATH_DATA", matches = ".+")
  void theSupportOfEveryPathOfTheSampleIsItsTrueOne(SparkSession spark) {
    String truth = System.getenv("DESIREPATH_DATA") + "/exports-sample/truth/";
    Dataset<Row> sessions =
        spark
            .read()
            .option("header", true)
            .csv(truth + "sessions.csv.gz")
            .withColumn(
                "journey_id", concat_ws(":", col("true_person_id"), col("true_session_no")));
    JourneySteps steps =
        new JourneySteps(
            TextTable.of(spark, JourneySteps.CONTRACT, STEPS)
                .unionByName(
                    sessions
                        .select(
                            col("journey_id"),
                            lit("session").as("journey_level"),
                            expr("timestamp_millis(cast(started_ms as bigint))").as("occurred_at"),
                            posexplode(split(col("path"), " > "))
                                .as(new String[] {"step_number", "touchpoint_id"}))
                        .withColumn("step_number", expr("step_number + 1")),
                    true));
    JourneyFacts journeys =
        new JourneyFacts(
            TextTable.of(spark, JourneyFacts.CONTRACT, JOURNEYS)
                .unionByName(
                    sessions.select(
                        col("journey_id"),
                        lit("session").as("journey_level"),
                        col("persona").as("persona_id"),
                        lit("open").as("outcome")),
                    true));
    Dataset<Row> expected =
        spark
            .read()
            .option("header", true)
            .csv(truth + "paths.csv.gz")
            .where("journey_level = 'session' and repeats = 'collapsed'");
    Dataset<Row> found =
        mined(steps, journeys, new PathSettings(0, 3, 4, 5000, 1000, 20, 30))
            .rows()
            .where("scope <> 'outcome'");
    long contiguous = expected.where("path_type = 'contiguous'").count();

    assertThat(contiguous).isGreaterThan(2000);
    assertThat(
            TextTable.show(
                expected
                    .withColumn("expected", expr("cast(journey_count as bigint)"))
                    .drop("journey_count", "path_length", "journey_level")
                    .join(found, KEY, "left")
                    .where("not expected <=> journey_count"),
                "path_type",
                "path",
                "scope",
                "scope_value",
                "expected",
                "journey_count"))
        .isEmpty();
    assertThat(
            found
                .join(
                    expected
                        .groupBy("path_type", "scope", "scope_value")
                        .agg(expr("min(cast(journey_count as bigint))").as("floor")),
                    new String[] {"path_type", "scope", "scope_value"})
                .where("path_type = 'contiguous' and journey_count >= floor")
                .count())
        .isEqualTo(contiguous);
  }

  /** Mined without an account's segment and a person's role. */
  private static Paths mined(JourneySteps steps, JourneyFacts journeys, PathSettings settings) {
    SparkSession spark = steps.rows().sparkSession();
    return mined(
        steps,
        journeys,
        new AccountDimension(
            TextTable.of(spark, AccountDimension.CONTRACT, "account_id | segment\n")),
        new PersonDimension(
            TextTable.of(spark, PersonDimension.CONTRACT, "person_id | buying_role\n")),
        settings);
  }

  private static Paths mined(
      JourneySteps steps,
      JourneyFacts journeys,
      AccountDimension accounts,
      PersonDimension persons,
      PathSettings settings) {
    return MinePaths.from(
        SequenceJourneys.from(steps, journeys, accounts, persons, settings),
        Set.of("deal_won"),
        settings);
  }

  private static JourneySteps steps(SparkSession spark, String text) {
    return new JourneySteps(TextTable.of(spark, JourneySteps.CONTRACT, STEPS + text));
  }

  private static JourneyFacts journeys(SparkSession spark, String text) {
    return new JourneyFacts(TextTable.of(spark, JourneyFacts.CONTRACT, JOURNEYS + text));
  }
}
