package org.desirepath.prediction;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StructField;
import org.desirepath.settings.PredictionSettings;
import org.desirepath.table.JourneyFacts;
import org.desirepath.table.JourneySteps;
import org.desirepath.testing.SparkExtension;
import org.desirepath.testing.TextTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What is known of a journey only afterwards must not foretell it. */
@ExtendWith(SparkExtension.class)
class HindsightTest {

  private static final PredictionSettings SETTINGS =
      new PredictionSettings(
          2,
          0.3,
          List.of(Duration.ofDays(30)),
          Duration.ofDays(7),
          "none",
          Duration.ofDays(30),
          0.05,
          1000,
          2,
          0.2);
  private static final Instant AS_OF = Instant.parse("2026-04-01T00:00:00Z");

  /** What a journey is, and what comes when: the question itself. */
  private static final Set<String> ASKED =
      Set.of(
          "journey_id",
          "journey_level",
          "step_number",
          "touchpoint_id",
          "occurred_at",
          "next_touchpoint_id",
          "next_at",
          "started_at",
          "ended_at",
          "outcome",
          "outcome_at",
          "is_open",
          "sentiment");

  @Test
  void columnsThatTellHowAJourneyEndedAreNotLookedAt(SparkSession spark) {
    JourneyLog log = JourneyLog.random(80, false, 6);
    JourneySteps steps = log.steps(spark);
    JourneyFacts journeys = log.journeys(spark);

    // All other columns are made to tell how each journey ended.
    Dataset<Row> told = betrayed(journeys.rows(), col("outcome"));
    Dataset<Row> ends = journeys.rows().select(col("journey_id"), col("outcome").as("betrayal"));
    Dataset<Row> toldSteps =
        betrayed(steps.rows().join(ends, "journey_id"), col("betrayal")).drop("betrayal");

    assertThat(told.except(journeys.rows()).count()).isPositive();
    assertThat(text(new JourneySteps(toldSteps), new JourneyFacts(told)))
        .contains("pooled_views")
        .contains("win")
        .isEqualTo(text(steps, journeys));
  }

  private static Dataset<Row> betrayed(Dataset<Row> rows, Column ending) {
    Dataset<Row> betrayed = rows;
    for (StructField field : rows.schema().fields()) {
      if (!ASKED.contains(field.name()) && !field.name().equals("betrayal")) {
        Column number =
            when(ending.equalTo("won"), lit(1)).when(ending.equalTo("open"), lit(2)).otherwise(3);
        if (field.dataType().equals(DataTypes.StringType)) {
          betrayed = betrayed.withColumn(field.name(), ending);
        } else if (field.dataType() instanceof NumericType) {
          betrayed = betrayed.withColumn(field.name(), number.cast(field.dataType()));
        }
      }
    }
    return betrayed;
  }

  private static String text(JourneySteps steps, JourneyFacts journeys) {
    Dataset<Row> scores =
        ChooseForecaster.from(steps, journeys, SETTINGS, JourneyLog.LEVEL, AS_OF).scores().rows();
    return TextTable.show(scores, scores.columns());
  }
}
