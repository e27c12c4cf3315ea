package org.desirepath.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.desirepath.settings.PredictionSettings;
import org.desirepath.table.JourneyFacts;
import org.desirepath.table.ModelScores;
import org.desirepath.table.NextTouchpoints;
import org.desirepath.table.PredictionModels;
import org.desirepath.testing.SparkExtension;
import org.desirepath.testing.TextTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SparkExtension.class)
class ReportPredictionTest {

  private static final PredictionSettings SETTINGS =
      new PredictionSettings(
          5,
          0.2,
          List.of(Duration.ofDays(30)),
          Duration.ofDays(30),
          "none",
          Duration.ofDays(30),
          0.05,
          1000,
          2,
          0.15);

  private static final String JOURNEYS =
      """
      journey_id | journey_level | started_at          | ended_at            | touchpoint_count | is_open
      a          | person        | 2026-01-05 09:00:00 | 2026-01-09 09:00:00 | 4                | true
      b          | person        | 2026-02-01 00:00:00 | 2026-03-01 00:00:00 | 3                | true
      c          | person        | 2026-02-02 00:00:00 | 2026-02-03 00:00:00 | 5                | false
      d          | account       | 2020-01-01 00:00:00 | 2026-12-31 00:00:00 | 99               | false
      """;

  private static final String NEXT =
      """
      journey_id | rank | is_abstained | model_version
      a          | 1    | true         | v7
      a          | 2    | true         | v7
      b          | 1    | false        | v7
      """;

  private static final String MODEL =
      """
      candidate    | trained_on | trained_run_id | trained_because | answer_count
      pooled_views | 2026-03-01 | run-3          | age             | 1234
      """;

  @Test
  void theCardTellsScoresDataAndSettings(SparkSession spark) {
    String card =
        page(
                spark,
                """
                model           | candidate       | split             | metric                     | value | value_low | value_high | case_count | is_published
                next_touchpoint | markov_1        | strict_test       | top_1                      | 0.2   | 0.1       | 0.3        | 1000       | false
                next_touchpoint | markov_1        | strict_test       | top_3                      | 0.5   | 0.4       | 0.6        | 1000       | false
                next_touchpoint | markov_1        | strict_test       | mean_reciprocal_rank       | 0.4   | 0.3       | 0.5        | 1000       | false
                next_touchpoint | markov_1        | strict_test       | log_loss                   | 2     | 1.9       | 2.1        | 1000       | false
                next_touchpoint | markov_1        | strict_test       | log_loss_gain              | -0.2  | -0.3      | -0.1       | 1000       | false
                next_touchpoint | markov_1        | strict_test       | brier                      | 0.8   | 0.7       | 0.9        | 1000       | false
                next_touchpoint | markov_1        | strict_test       | expected_calibration_error | 0.05  | 0.04      | 0.06       | 1000       | false
                next_touchpoint | pooled_views    | strict_test       | top_1                      | 0.31  | 0.3       | 0.32       | 1000       | true
                next_touchpoint | pooled_views    | strict_test       | top_3                      | 0.64  | 0.6       | 0.7        | 1000       | true
                next_touchpoint | pooled_views    | strict_test       | mean_reciprocal_rank       | 0.5   | 0.4       | 0.6        | 1000       | true
                next_touchpoint | pooled_views    | strict_test       | log_loss                   | 1.75  | 1.7       | 1.8        | 1000       | true
                next_touchpoint | pooled_views    | strict_test       | log_loss_gain              | 0.05  | 0.01      | 0.09       | 1000       | true
                next_touchpoint | pooled_views    | strict_test       | brier                      | 0.7   | 0.6       | 0.8        | 1000       | true
                next_touchpoint | pooled_views    | strict_test       | expected_calibration_error | 0.02  | 0.01      | 0.03       | 1000       | true
                time_to_next    | kaplan_meier    | strict_test       | coverage_80                | 0.79  |           |            | 900        | true
                next_touchpoint | pooled_views    | since_training    | log_loss                   | 1.8   | 1.6       | 2          | 1234       | true
                next_touchpoint | pooled_views    | since_training    | log_loss_gain              | 0.04  | -0.01     | 0.09       | 1234       | true
                next_touchpoint | pooled_views    | since_training    | top_1                      | 0.3   | 0.2       | 0.4        | 1234       | true
                persona         | markov_mixture  | held_out          | log_loss                   | 9     |           |            | 5          | true
                """)
            .markdown();

    assertThat(card)
        .startsWith(
            """
            # What comes next

            The card of the model that foretold the next touchpoint of person journeys in run run-7; the figures are those of `ops_model_score`.

            - **31 %** of what comes next is hit at once
            - **64 %** is among the first three
            - **2 %** between what it says and what comes, on average
            - **79 %** came within the 80 % interval of days
            """)
        .contains(
            "1,000 questions on the latest journeys, which nobody had learnt from; they chose the",
            "| markov 1 | the last touchpoint |",
            "| markov 1 | 20 % | 0.500 | 0.400 | 2.000 (1.900 to 2.100) | -0.200 (-0.300 to -0.100) | 0.800 | 0.050 |",
            "| pooled views (published) |",
            "| journeys | 3 |",
            "| of these open, and foretold | 2 |",
            "| of these abstained from | 1 |",
            "| touchpoints | 12 |",
            "| first | 2026-01-05 |",
            "| last | 2026-03-01 |",
            "| model version | v7 |",
            "| half-lives | 30 days |",
            "| trained on data as of | 2026-03-01 |",
            "| because | the one before was old |",
            "| answers since | 1,234 |",
            "| log-loss since | 1.800 (1.600 to 2.000) |",
            "| gain since | 0.040 (-0.010 to 0.090) |",
            "| log-loss of the test | 1.750 (1.700 to 1.800) |",
            "## Where it ends",
            "There was too little time to test.")
        .doesNotContain("markov mixture", "null", "None does.")
        .containsSubsequence("| pooled views (published) |", "| markov 1 |");
  }

  @Test
  void whatCouldNotBeMeasuredIsADash(SparkSession spark) {
    StringBuilder scores =
        new StringBuilder(
            "model | candidate | split | metric | value | case_count | is_published\n");
    for (String metric :
        List.of(
            "top_1",
            "top_3",
            "mean_reciprocal_rank",
            "log_loss",
            "log_loss_gain",
            "brier",
            "expected_calibration_error")) {
      scores.append(
          "next_touchpoint | variable_order | strict_test | %s | | 0 | true%n".formatted(metric));
    }
    ReportPage page = page(spark, scores.toString());

    assertThat(page.markdown())
        .contains(
            "0 questions on the latest journeys",
            "unless another beats it beyond chance. None does.",
            "| variable order (published) | - | - | - | - (- to -) | - (- to -) | - | - |");
    assertThat(page.html()).contains("<h1>What comes next</h1>").doesNotContain("null");
  }

  private static ReportPage page(SparkSession spark, String scores) {
    return ReportPrediction.page(
        new ModelScores(TextTable.of(spark, ModelScores.CONTRACT, scores)),
        new PredictionModels(TextTable.of(spark, PredictionModels.CONTRACT, MODEL)),
        new NextTouchpoints(TextTable.of(spark, NextTouchpoints.CONTRACT, NEXT)),
        new JourneyFacts(TextTable.of(spark, JourneyFacts.CONTRACT, JOURNEYS)),
        SETTINGS,
        "person",
        "run-7");
  }
}
