package org.desirepath.path;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.desirepath.settings.FunnelSettings;
import org.desirepath.settings.PathSettings;
import org.desirepath.table.AccountDimension;
import org.desirepath.table.JourneyFacts;
import org.desirepath.table.JourneySteps;
import org.desirepath.table.PersonDimension;
import org.desirepath.testing.SparkExtension;
import org.desirepath.testing.TextTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SparkExtension.class)
class CountFunnelsTest {

  private static final String STEPS =
      "journey_id | journey_level | step_number | touchpoint_id | occurred_at\n";
  private static final String JOURNEYS = "journey_id | journey_level | persona_id | outcome\n";

  private static final String[] COLUMNS = {
    "scope",
    "scope_value",
    "step_number",
    "step_name",
    "journey_count",
    "share_of_start",
    "share_of_previous",
    "drop_off_count",
    "median_seconds_from_previous",
    "p90_seconds_from_previous",
    "outcome_count",
    "won_count",
    "scope_journey_count"
  };

  private static final FunnelSettings TO_DEMO =
      new FunnelSettings(
          "to-demo",
          "To a demo",
          "account",
          null,
          Duration.ofMinutes(2),
          List.of(
              new FunnelSettings.Step("interest", List.of("home", "blog_post")),
              new FunnelSettings.Step("price", List.of("pricing")),
              new FunnelSettings.Step("demo", List.of("demo_request", "trial_signup"))));

  @Test
  void journeysAreCountedAtEveryStepTheirBestAttemptComesTo(SparkSession spark) {
    JourneySteps steps =
        steps(
            spark,
            """
            j1 | account | 1 | home         | 2026-01-05 09:00:00
            j1 | account | 2 | pricing      | 2026-01-05 09:00:10
            j1 | account | 3 | docs         | 2026-01-05 09:00:20
            j1 | account | 4 | demo_request | 2026-01-05 09:01:10
            j2 | account | 1 | home         | 2026-01-05 09:00:00
            j2 | account | 2 | pricing      | 2026-01-05 09:05:00
            j2 | account | 3 | home         | 2026-01-05 09:06:00
            j2 | account | 4 | pricing      | 2026-01-05 09:06:30
            j3 | account | 1 | blog_post    | 2026-01-05 09:00:00
            j4 | account | 1 | pricing      | 2026-01-05 09:00:00
            j5 | person  | 1 | home         | 2026-01-05 09:00:00
            """);
    JourneyFacts journeys =
        journeys(
            spark,
            """
            j1 | account |    | won
            j2 | account |    | lost
            j3 | account |    | open
            j4 | account | p1 | dormant
            j5 | person  |    | open
            """);

    Dataset<Row> counted = CountFunnels.from(steps, journeys, List.of(TO_DEMO)).rows();

    assertThat(TextTable.show(counted.where("scope <> 'outcome'"), COLUMNS))
        .isEqualTo(
            """
            all | all | 1 | interest | 3 | 1.0 |  | 1 |  |  | 2 | 1 | 4
            all | all | 2 | price | 2 | 0.6666666666666666 | 0.6666666666666666 | 1 | 20.0 | 28.0 | 2 | 1 | 4
            all | all | 3 | demo | 1 | 0.3333333333333333 | 0.5 | 0 | 60.0 | 60.0 | 1 | 1 | 4
            persona | p1 | 1 | interest | 0 |  |  | 0 |  |  | 0 | 0 | 1
            persona | p1 | 2 | price | 0 |  |  | 0 |  |  | 0 | 0 | 1
            persona | p1 | 3 | demo | 0 |  |  | 0 |  |  | 0 | 0 | 1
            """
                .strip());
    assertThat(
            TextTable.show(
                counted.where("scope_value = 'won' and step_number = 3"),
                "funnel_name",
                "funnel_title",
                "journey_level",
                "step_count",
                "journey_count"))
        .isEqualTo("to-demo | To a demo | account | 3 | 1");
  }

  @Test
  void strictFunnelsSeeWhatTheyDoNotName(SparkSession spark) {
    JourneySteps steps =
        steps(
            spark,
            """
            j1 | deal | 1 | quote    | 2026-01-05 09:00:00
            j1 | deal | 2 | docs     | 2026-01-05 09:00:10
            j1 | deal | 3 | contract | 2026-01-05 09:00:20
            j2 | deal | 1 | quote    | 2026-01-05 09:00:00
            j2 | deal | 2 | contract | 2026-01-05 09:00:10
            """);
    JourneyFacts journeys = journeys(spark, "j1 | deal | | won\nj2 | deal | | won");

    Dataset<Row> counted =
        CountFunnels.from(
                steps,
                journeys,
                List.of(
                    funnel("strict", "deal", FunnelSettings.STRICT, "quote", "contract"),
                    funnel("loose", "deal", FunnelSettings.ANY_BETWEEN, "quote", "contract")))
            .rows();

    assertThat(
            TextTable.show(
                counted.where("scope = 'all'"), "funnel_name", "step_number", "journey_count"))
        .isEqualTo(
            """
            loose | 1 | 2
            loose | 2 | 2
            strict | 1 | 2
            strict | 2 | 1
            """
                .strip());
  }

  @Test
  void noFunnelsAndNoJourneysHaveNoRows(SparkSession spark) {
    JourneySteps steps = steps(spark, "j1 | account | 1 | home | 2026-01-05 09:00:00");

    assertThat(
            CountFunnels.from(steps, journeys(spark, "j1 | account | | won"), List.of())
                .rows()
                .count())
        .isZero();
    assertThat(CountFunnels.from(steps, journeys(spark, ""), List.of(TO_DEMO)).rows().count())
        .isZero();
  }

  @Test
  void journeysComeAsFarAsTheyHoldTheGappedPathAndTheOrderOfRowsChangesNothing(SparkSession spark) {
    Random random = new Random(13);
    List<String> outcomes = List.of("won", "lost", "renewed", "open");
    List<String> steps = new ArrayList<>();
    List<String> journeys = new ArrayList<>();
    for (int j = 0; j < 150; j++) {
      int length = random.nextInt(10);
      for (int i = 1; i <= length; i++) {
        steps.add(
            "j%d | person | %d | t%d | 2026-01-05 09:%02d:%02d"
                .formatted(j, i, random.nextInt(5), i, random.nextInt(60)));
      }
      journeys.add(
          "j%d | person | p%d | %s"
              .formatted(j, random.nextInt(3), outcomes.get(random.nextInt(4))));
    }
    List<FunnelSettings> funnels =
        List.of(
            funnel("t0-t1-t2", "person", FunnelSettings.ANY_BETWEEN, "t0", "t1", "t2"),
            funnel("t3-t0-t3", "person", FunnelSettings.ANY_BETWEEN, "t3", "t0", "t3"),
            funnel("strict", "person", FunnelSettings.STRICT, "t0", "t1", "t2"),
            funnel("any", "person", FunnelSettings.ANY, "t0", "t1", "t2"));
    Dataset<Row> counted =
        CountFunnels.from(
                steps(spark, String.join("\n", steps)),
                journeys(spark, String.join("\n", journeys)),
                funnels)
            .rows();
    String first = shown(counted);

    String[] support = {
      "scope", "scope_value", "path", "journey_count", "outcome_count", "won_count"
    };
    String held =
        TextTable.show(
            paths(spark, steps, journeys)
                .where(
                    col("path")
                        .isin("t0", "t0 > t1", "t0 > t1 > t2", "t3", "t3 > t0", "t3 > t0 > t3")),
            support);
    assertThat(held.lines().count()).isGreaterThan(40);
    assertThat(
            TextTable.show(
                counted
                    .where("funnel_name like 't%' and journey_count > 0")
                    .withColumn(
                        "path",
                        expr(
                            "replace(substring_index(funnel_name, '-', step_number), '-', ' > ')")),
                support))
        .isEqualTo(held);

    for (int partitions : new int[] {1, 7, 64}) {
      Collections.shuffle(steps, random);
      Collections.shuffle(journeys, random);
      JourneySteps shuffled =
          new JourneySteps(steps(spark, String.join("\n", steps)).rows().repartition(partitions));
      spark.conf().set("spark.sql.shuffle.partitions", partitions);
      String again =
          shown(
              CountFunnels.from(shuffled, journeys(spark, String.join("\n", journeys)), funnels)
                  .rows());
      spark.conf().set("spark.sql.shuffle.partitions", 2);
      assertThat(again).isEqualTo(first);
    }
  }

  /** The gapped paths of the same journeys, with how many of them were won. */
  private static Dataset<Row> paths(SparkSession spark, List<String> steps, List<String> journeys) {
    return MinePaths.from(
            SequenceJourneys.from(
                steps(spark, String.join("\n", steps)),
                journeys(spark, String.join("\n", journeys)),
                new AccountDimension(
                    TextTable.of(spark, AccountDimension.CONTRACT, "account_id | segment\n")),
                new PersonDimension(
                    TextTable.of(spark, PersonDimension.CONTRACT, "person_id | buying_role\n")),
                new PathSettings(0, 1, 3, 1000, 1000, 20, 30)),
            Set.of(),
            new PathSettings(0, 1, 3, 1000, 1000, 20, 30))
        .rows()
        .where("path_type = 'gapped'")
        .selectExpr(
            "scope",
            "scope_value",
            "path",
            "journey_count",
            "outcome_count",
            "cast(round(coalesce(outcome_rate, 0) * outcome_count) as bigint) as won_count");
  }

  private static String shown(Dataset<Row> counted) {
    return TextTable.show(
        counted,
        Stream.concat(Stream.of("funnel_name"), Stream.of(COLUMNS)).toArray(String[]::new));
  }

  private static FunnelSettings funnel(
      String name, String level, String order, String... touchpoints) {
    return new FunnelSettings(
        name,
        null,
        level,
        order,
        null,
        IntStream.range(0, touchpoints.length)
            .mapToObj(step -> new FunnelSettings.Step("s" + step, List.of(touchpoints[step])))
            .toList());
  }

  private static JourneySteps steps(SparkSession spark, String text) {
    return new JourneySteps(TextTable.of(spark, JourneySteps.CONTRACT, STEPS + text));
  }

  private static JourneyFacts journeys(SparkSession spark, String text) {
    return new JourneyFacts(TextTable.of(spark, JourneyFacts.CONTRACT, JOURNEYS + text));
  }
}
