package org.desirepath.path;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.desirepath.settings.PathSettings;
import org.desirepath.table.JourneyFacts;
import org.desirepath.table.JourneySteps;
import org.desirepath.testing.SparkExtension;
import org.desirepath.testing.TextTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SparkExtension.class)
class CountStepsTest {

  private static final String STEPS = "journey_id | step_number | touchpoint_id | occurred_at\n";
  private static final String JOURNEYS =
      "journey_id | journey_level | persona_id | outcome | outcome_at\n";

  private static final String[] COLUMNS = {
    "journey_level",
    "scope",
    "scope_value",
    "step_number",
    "touchpoint_id",
    "journey_count",
    "share",
    "scope_journey_count"
  };

  private static final String WALKED =
      """
      j1 | 1 | home    | 2026-01-05 09:00:00
      j1 | 2 | home    | 2026-01-05 09:00:10
      j1 | 3 | pricing | 2026-01-05 09:01:10
      j2 | 1 | home    | 2026-01-05 09:00:00
      j2 | 2 | docs    | 2026-01-05 09:00:01
      j2 | 3 | docs    | 2026-01-05 09:00:02
      j2 | 4 | demo    | 2026-01-05 09:00:03
      j3 | 1 | docs    | 2026-01-05 09:00:00
      """;
  private static final String WALKERS =
      """
      j1 | person  | p1 | won  | 2026-01-05 10:01:40
      j2 | person  |    | open |
      j3 | person  |    | open |
      j4 | person  |    | lost |
      j5 | account |    | open |
      """;

  @Test
  void everyJourneyIsAtATouchpointOrEndedAtEachStep(SparkSession spark) {
    Dataset<Row> counted =
        CountSteps.from(steps(spark, WALKED), journeys(spark, WALKERS), settings(3, 30)).rows();

    assertThat(TextTable.show(counted.where("scope <> 'outcome'"), COLUMNS))
        .isEqualTo(
            """
            account | all | all | 1 | ended | 1 | 1.0 | 1
            account | all | all | 2 | ended | 1 | 1.0 | 1
            account | all | all | 3 | ended | 1 | 1.0 | 1
            person | all | all | 1 | docs | 1 | 0.25 | 4
            person | all | all | 1 | ended | 1 | 0.25 | 4
            person | all | all | 1 | home | 2 | 0.5 | 4
            person | all | all | 2 | docs | 1 | 0.25 | 4
            person | all | all | 2 | ended | 2 | 0.5 | 4
            person | all | all | 2 | home | 1 | 0.25 | 4
            person | all | all | 3 | docs | 1 | 0.25 | 4
            person | all | all | 3 | ended | 2 | 0.5 | 4
            person | all | all | 3 | pricing | 1 | 0.25 | 4
            person | persona | p1 | 1 | home | 1 | 1.0 | 1
            person | persona | p1 | 2 | home | 1 | 1.0 | 1
            person | persona | p1 | 3 | pricing | 1 | 1.0 | 1
            """
                .strip());
    assertThat(TextTable.show(counted.where("scope_value = 'open' and step_number = 2"), COLUMNS))
        .isEqualTo(
            """
            account | outcome | open | 2 | ended | 1 | 1.0 | 1
            person | outcome | open | 2 | docs | 1 | 0.5 | 2
            person | outcome | open | 2 | ended | 1 | 0.5 | 2
            """
                .strip());
  }

  @Test
  void touchpointsBehindTheBestSupportedAreOtherAndTiesGoById(SparkSession spark) {
    Dataset<Row> counted =
        CountSteps.from(steps(spark, WALKED), journeys(spark, WALKERS), settings(4, 1)).rows();

    assertThat(
            TextTable.show(
                counted.where("journey_level = 'person' and scope = 'all'"),
                "step_number",
                "touchpoint_id",
                "journey_count"))
        .isEqualTo(
            """
            1 | ended | 1
            1 | home | 2
            1 | other | 1
            2 | docs | 1
            2 | ended | 2
            2 | other | 1
            3 | docs | 1
            3 | ended | 2
            3 | other | 1
            4 | demo | 1
            4 | ended | 3
            """
                .strip());
  }

  @Test
  void noJourneysHaveNoSteps(SparkSession spark) {
    assertThat(
            CountSteps.from(steps(spark, WALKED), journeys(spark, ""), settings(3, 30))
                .rows()
                .count())
        .isZero();
  }

  @Test
  void theOrderOfRowsChangesNothingAndTheFirstStepIsWhatLeavesStart(SparkSession spark) {
    Random random = new Random(11);
    List<String> steps = new ArrayList<>();
    List<String> journeys = new ArrayList<>();
    List<String> outcomes = List.of("won", "lost", "dormant", "open");
    for (int j = 0; j < 150; j++) {
      int length = random.nextInt(12);
      for (int i = 1; i <= length; i++) {
        steps.add("j%d | %d | t%d | 2026-01-05 09:00:%02d".formatted(j, i, random.nextInt(9), i));
      }
      journeys.add(
          "j%d | %s | p%d | %s |"
              .formatted(
                  j,
                  j % 3 == 0 ? "account" : "person",
                  random.nextInt(3),
                  outcomes.get(random.nextInt(4))));
    }
    JourneyFacts facts = journeys(spark, String.join("\n", journeys));
    String first =
        TextTable.show(
            CountSteps.from(steps(spark, String.join("\n", steps)), facts, settings(8, 4)).rows(),
            COLUMNS);

    assertThat(first.lines().count()).isGreaterThan(300);
    assertThat(first).contains("| other |").contains("| ended |");
    String[] start = {"journey_level", "scope", "scope_value", "touchpoint_id", "journey_count"};
    assertThat(
            TextTable.show(
                CountSteps.from(steps(spark, String.join("\n", steps)), facts, settings(1, 9))
                    .rows()
                    .where("touchpoint_id <> 'ended'"),
                start))
        .isEqualTo(
            TextTable.show(
                CountTransitions.from(steps(spark, String.join("\n", steps)), facts)
                    .rows()
                    .where("from_touchpoint_id = 'start' and to_touchpoint_id like 't%'")
                    .withColumnRenamed("to_touchpoint_id", "touchpoint_id"),
                start));

    for (int partitions : new int[] {1, 7, 64}) {
      Collections.shuffle(steps, random);
      Collections.shuffle(journeys, random);
      JourneySteps shuffled =
          new JourneySteps(steps(spark, String.join("\n", steps)).rows().repartition(partitions));
      spark.conf().set("spark.sql.shuffle.partitions", partitions);
      String again =
          TextTable.show(
              CountSteps.from(
                      shuffled, journeys(spark, String.join("\n", journeys)), settings(8, 4))
                  .rows(),
              COLUMNS);
      spark.conf().set("spark.sql.shuffle.partitions", 2);
      assertThat(again).isEqualTo(first);
    }
  }

  private static PathSettings settings(int maxSteps, int maxTouchpointsPerStep) {
    return new PathSettings(0, 1, 3, 1000, 1000, maxSteps, maxTouchpointsPerStep);
  }

  private static JourneySteps steps(SparkSession spark, String text) {
    return new JourneySteps(TextTable.of(spark, JourneySteps.CONTRACT, STEPS + text));
  }

  private static JourneyFacts journeys(SparkSession spark, String text) {
    return new JourneyFacts(TextTable.of(spark, JourneyFacts.CONTRACT, JOURNEYS + text));
  }
}
