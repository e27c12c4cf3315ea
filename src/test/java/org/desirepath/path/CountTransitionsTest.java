package org.desirepath.path;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.desirepath.table.JourneyFacts;
import org.desirepath.table.JourneySteps;
import org.desirepath.testing.SparkExtension;
import org.desirepath.testing.TextTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SparkExtension.class)
class CountTransitionsTest {

  private static final String[] COLUMNS = {
    "journey_level",
    "scope",
    "scope_value",
    "from_touchpoint_id",
    "to_touchpoint_id",
    "transition_count",
    "journey_count",
    "probability",
    "median_gap_seconds",
    "p90_gap_seconds"
  };

  @Test
  void everyStepIsATransitionFromStartToTheOutcomeOrOpen(SparkSession spark) {
    JourneySteps steps =
        steps(
            spark,
            """
            journey_id | step_number | touchpoint_id | occurred_at
            j1         | 1           | home          | 2026-01-05 09:00:00
            j1         | 2           | pricing       | 2026-01-05 09:00:10
            j1         | 3           | home          | 2026-01-05 09:01:10
            j1         | 4           | pricing       | 2026-01-05 09:01:40
            j2         | 1           | home          | 2026-01-05 09:00:00
            j2         | 2           | home          | 2026-01-05 09:00:00.5
            """);
    JourneyFacts journeys =
        journeys(
            spark,
            """
            journey_id | journey_level | persona_id | outcome | outcome_at
            j1         | person        | p1         | won     | 2026-01-05 10:01:40
            j2         | person        |            | open    |
            """);

    assertThat(
            TextTable.show(
                CountTransitions.from(steps, journeys).rows().where("scope <> 'outcome'"), COLUMNS))
        .isEqualTo(
            """
            person | all | all | home | home | 1 | 1 | 0.25 | 0.5 | 0.5
            person | all | all | home | open | 1 | 1 | 0.25 |  |
            person | all | all | home | pricing | 2 | 1 | 0.5 | 20.0 | 28.0
            person | all | all | pricing | home | 1 | 1 | 0.5 | 60.0 | 60.0
            person | all | all | pricing | outcome:won | 1 | 1 | 0.5 | 3600.0 | 3600.0
            person | all | all | start | home | 2 | 2 | 1.0 |  |
            person | persona | p1 | home | pricing | 2 | 1 | 1.0 | 20.0 | 28.0
            person | persona | p1 | pricing | home | 1 | 1 | 0.5 | 60.0 | 60.0
            person | persona | p1 | pricing | outcome:won | 1 | 1 | 0.5 | 3600.0 | 3600.0
            person | persona | p1 | start | home | 1 | 1 | 1.0 |  |
            """
                .strip());
  }

  @Test
  void levelsAndOutcomesAreCountedApart(SparkSession spark) {
    JourneySteps steps =
        steps(
            spark,
            """
            journey_id | step_number | touchpoint_id | occurred_at
            j1         | 1           | home          | 2026-01-05 09:00:00
            j2         | 1           | home          | 2026-01-05 09:00:00
            j3         | 1           | home          | 2026-01-05 09:00:00
            """);
    JourneyFacts journeys =
        journeys(
            spark,
            """
            journey_id | journey_level | persona_id | outcome | outcome_at
            j1         | person        |            | lost    | 2026-01-05 08:00:00
            j2         | person        |            | dormant |
            j3         | account       |            | lost    | 2026-01-05 09:00:01
            """);

    assertThat(
            TextTable.show(
                CountTransitions.from(steps, journeys)
                    .rows()
                    .where("scope = 'outcome' and from_touchpoint_id <> 'start'"),
                COLUMNS))
        .isEqualTo(
            """
            account | outcome | lost | home | outcome:lost | 1 | 1 | 1.0 | 1.0 | 1.0
            person | outcome | dormant | home | outcome:dormant | 1 | 1 | 1.0 |  |
            person | outcome | lost | home | outcome:lost | 1 | 1 | 1.0 | 0.0 | 0.0
            """
                .strip());
  }

  @Test
  void noJourneysGiveNoTransitionsAndStepsOfUnknownJourneysDoNotCount(SparkSession spark) {
    JourneySteps steps =
        steps(
            spark,
            """
            journey_id | step_number | touchpoint_id | occurred_at
            j0         | 1           | home          | 2026-01-05 09:00:00
            j9         | 1           | home          | 2026-01-05 09:00:00
            """);
    String header = "journey_id | journey_level | persona_id | outcome | outcome_at\n";

    assertThat(CountTransitions.from(steps, journeys(spark, header)).rows().count()).isZero();
    assertThat(
            TextTable.show(
                CountTransitions.from(steps, journeys(spark, header + "j5 | deal | | open |"))
                    .rows()
                    .where("scope = 'all'"),
                COLUMNS))
        .isEqualTo("deal | all | all | start | open | 1 | 1 | 1.0 |  |");
  }

  @Test
  void flowsAreConservedAndTheOrderOfRowsChangesNothing(SparkSession spark) {
    Random random = new Random(7);
    List<String> steps = new ArrayList<>();
    List<String> journeys = new ArrayList<>();
    List<String> outcomes = List.of("won", "lost", "churned", "renewed", "dormant", "open");
    for (int j = 0; j < 150; j++) {
      long at = 1_770_000_000_000L;
      int length = 1 + random.nextInt(12);
      for (int i = 1; i <= length; i++) {
        at += (long) Math.exp(random.nextDouble() * 20);
        steps.add("j%d | %d | t%d | %s".formatted(j, i, random.nextInt(5), moment(at)));
      }
      journeys.add(
          "j%d | %s | p%d | %s | %s"
              .formatted(
                  j,
                  j % 3 == 0 ? "account" : "person",
                  random.nextInt(3),
                  outcomes.get(random.nextInt(6)),
                  moment(at + 60_000)));
    }
    String head = "journey_id | step_number | touchpoint_id | occurred_at\n";
    String journeyHead = "journey_id | journey_level | persona_id | outcome | outcome_at\n";
    JourneyFacts facts = journeys(spark, journeyHead + String.join("\n", journeys));
    Dataset<Row> rows =
        CountTransitions.from(steps(spark, head + String.join("\n", steps)), facts).rows();
    String first = TextTable.show(rows, COLUMNS);

    spark
        .createDataFrame(rows.collectAsList(), rows.schema())
        .createOrReplaceTempView("transitions");
    assertThat(
            spark
                .sql(
                    """
                    select 1 from transitions
                    group by journey_level, scope, scope_value, from_touchpoint_id
                    having abs(sum(probability) - 1) > 1e-12
                    """)
                .count())
        .isZero();
    assertThat(
            spark
                .sql(
                    """
                    select sum(transition_count) from transitions
                    where from_touchpoint_id = 'start' and scope = 'persona'
                    """)
                .head()
                .getLong(0))
        .isEqualTo(150);
    assertThat(
            spark
                .sql(
                    """
                    select journey_level, scope, scope_value, touchpoint, sum(flow) from (
                      select *, to_touchpoint_id as touchpoint, transition_count as flow
                      from transitions
                      union all
                      select *, from_touchpoint_id as touchpoint, -transition_count as flow
                      from transitions)
                    where touchpoint like 't%'
                    group by 1, 2, 3, 4 having sum(flow) <> 0
                    """)
                .count())
        .isZero();

    for (int partitions : new int[] {1, 7, 64}) {
      Collections.shuffle(steps, random);
      Collections.shuffle(journeys, random);
      JourneySteps shuffled =
          new JourneySteps(
              steps(spark, head + String.join("\n", steps)).rows().repartition(partitions));
      spark.conf().set("spark.sql.shuffle.partitions", partitions);
      String again =
          TextTable.show(
              CountTransitions.from(
                      shuffled, journeys(spark, journeyHead + String.join("\n", journeys)))
                  .rows(),
              COLUMNS);
      spark.conf().set("spark.sql.shuffle.partitions", 2);
      assertThat(again).isEqualTo(first);
    }
  }

  private static String moment(long millis) {
    return Instant.ofEpochMilli(millis).toString().replace("T", " ").replace("Z", "");
  }

  private static JourneySteps steps(SparkSession spark, String text) {
    return new JourneySteps(TextTable.of(spark, JourneySteps.CONTRACT, text));
  }

  private static JourneyFacts journeys(SparkSession spark, String text) {
    return new JourneyFacts(TextTable.of(spark, JourneyFacts.CONTRACT, text));
  }
}
