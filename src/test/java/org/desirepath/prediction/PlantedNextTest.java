package org.desirepath.prediction;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.sum;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.storage.StorageLevel;
import org.desirepath.demo.DemoExports;
import org.desirepath.demo.DemoSettings;
import org.desirepath.settings.PredictionSettings;
import org.desirepath.testing.Soak;
import org.desirepath.testing.SparkExtension;
import org.desirepath.testing.TextTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * What comes next in the demo's visits, beside what the model says that made them. With {@code
 * DESIREPATH_SOAK=true} in the environment there are about 700,000 events and the log-loss is
 * within 5 % of the model's own, else 25,000 and it is within 12 %.
 */
@ExtendWith(SparkExtension.class)
class PlantedNextTest {

  private static final boolean IS_SOAK = Soak.isOn();
  private static final double MOST_ABOVE = IS_SOAK ? 1.05 : 1.12;
  private static final double TEST_SHARE = 0.2;
  private static final String CASE = "session";

  @Test
  void theViewsComeNearTheModelThatMadeTheVisits(SparkSession spark, @TempDir Path folder)
      throws IOException {
    DemoExports.write(
        new DemoSettings(
            IS_SOAK ? 900 : 60, IS_SOAK ? 180 : 90, 7, false, true, DemoSettings.DEFAULT_END),
        folder.resolve("demo"),
        progress -> {});
    Column id = concat_ws("-", col("true_person_id"), col("true_session_no")).as(CASE);
    Dataset<Row> sessions =
        read(spark, folder, "sessions")
            .filter("planted is null")
            .select(
                id,
                col("started_ms").cast("long"),
                col("touchpoint_count").cast("long"),
                col("bayes_next_log_loss").cast("double"));
    Dataset<Row> log =
        read(spark, folder, "events")
            .filter("source = 'ga4' and is_touchpoint = '1'")
            .selectExpr("*", "timestamp_millis(cast(occurred_ms as long)) as at")
            .select(id, col("touchpoint"), col("at"))
            .join(sessions.select(CASE), CASE)
            .persist(StorageLevel.MEMORY_AND_DISK());
    ReadEventLog reading = new ReadEventLog(CASE, List.of("touchpoint"), "at");

    Dataset<Row> all =
        CompareCandidates.of(
                reading.events(log, List.of()),
                List.of(),
                new HalfLives(
                    IS_SOAK
                        ? List.of(Duration.ofDays(20), Duration.ofDays(150))
                        : List.of(Duration.ofDays(30))),
                TEST_SHARE,
                CompareCandidates.Split.STRICT,
                PredictionSettings.NO_LEARNER)
            .scores()
            .rows();
    Dataset<Row> scores = all.filter("is_published and split = 'strict_test'");

    double planted = planted(sessions.join(log.select(CASE).distinct(), CASE));
    double told = value(scores, "log_loss");
    assertThat(told)
        .as(
            TextTable.show(
                all.filter("metric = 'log_loss' or metric = 'log_loss_gain'"),
                "split",
                "candidate",
                "metric",
                "value",
                "value_low",
                "case_count"))
        .isGreaterThan(planted)
        .isLessThan(MOST_ABOVE * planted);
    assertThat(value(scores, "expected_calibration_error")).isLessThan(0.02);
    log.unpersist();
  }

  /** The log-loss of the true model in the test: the latest sessions. */
  private static double planted(Dataset<Row> sessions) {
    long count = sessions.count();
    Row sums =
        sessions
            .select(
                col("*"),
                row_number().over(Window.orderBy(col("started_ms"), col(CASE))).as("place"))
            .filter(col("place").gt(count - Math.round(TEST_SHARE * count)))
            .agg(sum(col("bayes_next_log_loss")), sum(col("touchpoint_count")))
            .first();
    return sums.getDouble(0) / sums.getLong(1);
  }

  private static double value(Dataset<Row> scores, String metric) {
    return scores.filter(col("metric").equalTo(metric)).first().getDouble(4);
  }

  private static Dataset<Row> read(SparkSession spark, Path folder, String name) {
    return spark
        .read()
        .option("header", true)
        .csv(folder.resolve("demo/truth/" + name + ".csv.gz").toString());
  }
}
