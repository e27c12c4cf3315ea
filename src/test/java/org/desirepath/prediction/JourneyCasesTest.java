package org.desirepath.prediction;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.desirepath.testing.SparkExtension;
import org.desirepath.testing.TextTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SparkExtension.class)
class JourneyCasesTest {

  @Test
  void theLastStepIsFollowedByTheOutcomeOrByNothingThatIsKnown(SparkSession spark) {
    JourneyLog log =
        new JourneyLog()
            .add("closed", 0, "won", "a", "b")
            .add("open", 1, "open", "a", "c")
            .add("deal", "other level", JourneyLog.START, "won", "a");

    assertThat(
            TextTable.show(
                JourneyCases.of(log.steps(spark), log.journeys(spark), JourneyLog.LEVEL).rows(),
                "case_id",
                "started_at",
                "event_number",
                "touchpoint_id",
                "next_id",
                "came_at"))
        .isEqualTo(
            """
            closed | 2026-01-01 00:00:00.0 | 1 | a | b | 2026-01-02 00:00:00.0
            closed | 2026-01-01 00:00:00.0 | 2 | b | outcome:won | 2026-01-03 00:00:00.0
            open | 2026-01-02 00:00:00.0 | 1 | a | c | 2026-01-03 00:00:00.0
            open | 2026-01-02 00:00:00.0 | 2 | c |  |\
            """);
  }

  @Test
  void aSentimentIsGoodOrBadOrNeitherOrNotKnown(SparkSession spark) {
    assertThat(
            spark
                .range(1)
                .select(
                    JourneyCases.mood(lit(0.1)),
                    JourneyCases.mood(lit(-0.1)),
                    JourneyCases.mood(lit(0.0)),
                    JourneyCases.mood(lit(null).cast("double")))
                .first()
                .mkString(","))
        .isEqualTo("good,bad,neither,");
  }

  @Test
  void aSampleHasAboutAsManyJourneysAsAreWanted(SparkSession spark) {
    Dataset<Row> sample =
        spark
            .range(20_000)
            .toDF()
            .filter(ChooseForecaster.isTaken(col("id"), "journeys", 20_000, 5_000));

    assertThat(sample.count()).isBetween(4_700L, 5_300L);
    assertThat(
            sample.filter(ChooseForecaster.isTaken(col("id"), "questions", 5_000, 2_500)).count())
        .as("half of the sample, drawn from it")
        .isBetween(2_250L, 2_750L);
  }
}
