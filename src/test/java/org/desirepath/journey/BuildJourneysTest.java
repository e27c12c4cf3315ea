package org.desirepath.journey;

import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.SparkSession;
import org.desirepath.table.JourneySteps;
import org.desirepath.table.Journeys;
import org.desirepath.table.TouchpointCatalogue;
import org.desirepath.testing.SparkExtension;
import org.desirepath.testing.TextTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SparkExtension.class)
class BuildJourneysTest {

  private static final List<String> STAGES = List.of("awareness", "decision", "use");

  private static final String CATALOGUE =
      """
      touchpoint_id | channel | stage
      home          | web     | awareness
      call_inbound  | phone   | decision
      deal_won      | sales   | decision
      other_ga4     | none    | none
      """;

  @Test
  void theFurthestStageIsTheLastInTheOrderOfTheStages(SparkSession spark) {
    assertThat(one(spark, BuildJourneys.placeOf(lit("awareness"), STAGES))).isEqualTo(1L);
    assertThat(one(spark, BuildJourneys.placeOf(lit("none"), STAGES))).isEqualTo(0L);
    assertThat(one(spark, BuildJourneys.stageAt(lit(3), STAGES))).isEqualTo("use");
    assertThat(one(spark, BuildJourneys.stageAt(lit(0), STAGES))).isEqualTo("none");
    assertThat(one(spark, BuildJourneys.stageAt(lit(null).cast("int"), STAGES))).isEqualTo("none");
  }

  @Test
  void aJourneyIsSummedUp(SparkSession spark) {
    Journeys journeys =
        journeys(
            spark,
            """
            journey_id | step_number | journey_level | subject_id | person_id | account_id | touchpoint_id | occurred_at         | session_id | sentiment | journey_outcome | journey_outcome_at  | journey_amount
            j1         | 1           | account       | acme       | ada       | acme       | home          | 2026-01-05 09:00:00 | s1         |           |                 |                     |
            j1         | 2           | account       | acme       | ada       | acme       | home          | 2026-01-05 09:01:00 | s1         | -0.5      |                 |                     |
            j1         | 3           | account       | acme       | bob       | acme       | call_inbound  | 2026-01-06 09:00:00 | s2         | 0.25      |                 |                     |
            j1         | 4           | account       | acme       | ada       | acme       | other_ga4     | 2026-01-07 09:00:00 | s3         | 0.75      |                 |                     |
            j1         | 5           | account       | acme       | unknown   | acme       | deal_won      | 2026-01-07 09:00:30 |            |           | won             | 2026-01-07 09:00:30 | 12.5
            """);

    assertThat(TextTable.show(journeys.rows(), Journeys.CONTRACT.schema().fieldNames()))
        .isEqualTo(
            "j1 | account | acme | unknown | acme | 2026-01-05 09:00:00.0 | 2026-01-07 09:00:30.0"
                + " | 172830.0 | 5 | 3 | 2 | 3 | home | deal_won | decision | won"
                + " | 2026-01-07 09:00:30.0 | 12.5000 | -0.5 | 0.75 | false");
  }

  @Test
  void aPersonsJourneyIsThePersonsAndAnUnlistedTouchpointDoesNotLoseIt(SparkSession spark) {
    Journeys journeys =
        journeys(
            spark,
            """
            journey_id | step_number | journey_level | subject_id | person_id | account_id | touchpoint_id | occurred_at         | session_id | journey_outcome
            j1         | 1           | person        | ada        | ada       | unknown    | gone          | 2026-01-05 09:00:00 | s1         | open
            """);

    assertThat(
            TextTable.show(
                journeys.rows(),
                "person_id",
                "touchpoint_count",
                "person_count",
                "channel_count",
                "furthest_stage",
                "outcome",
                "is_open",
                "sentiment_first"))
        .isEqualTo("ada | 1 | 1 | 0 | none | open | true |");
  }

  private static Journeys journeys(SparkSession spark, String steps) {
    return BuildJourneys.from(
        new JourneySteps(TextTable.of(spark, JourneySteps.CONTRACT, steps)),
        new TouchpointCatalogue(TextTable.of(spark, TouchpointCatalogue.CONTRACT, CATALOGUE)),
        STAGES);
  }

  private static Object one(SparkSession spark, Column expression) {
    return spark.range(1).select(expression.as("value")).head().get(0);
  }
}
