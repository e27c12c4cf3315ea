package org.desirepath.prediction;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.apache.spark.sql.SparkSession;
import org.desirepath.forecast.Logistic;
import org.desirepath.forecast.Pool;
import org.desirepath.settings.PredictionSettings;
import org.desirepath.table.ModelScores;
import org.desirepath.testing.SparkExtension;
import org.desirepath.testing.TextTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SparkExtension.class)
class ForecasterTextTest {

  private static final PredictionSettings SETTINGS =
      new PredictionSettings(
          2,
          0.3,
          List.of(),
          Duration.ofDays(7),
          "xgboost",
          Duration.ofDays(30),
          0.05,
          1000,
          2,
          0.2);

  private static final Instant AS_OF = Instant.parse("2026-02-01T00:00:00Z");

  @Test
  void aModelIsReadAsItWasWritten(SparkSession spark) {
    FrozenForecaster model = model(spark);
    String text = ForecasterText.of(model);

    FrozenForecaster read = ForecasterText.read(spark, text).orElseThrow();

    assertThat(ForecasterText.of(read)).isEqualTo(text);
    assertThat(read.training()).isEqualTo(model.training());
    assertThat(read.codes().names()).containsExactly("b", "d", "a", "c");
    assertThat(read.chosen().codes().names()).containsExactly("b", "d");
    assertThat(read.answerCount()).isEqualTo(1);
    assertThat(read.chosen().forecaster().text()).isEqualTo(model.chosen().forecaster().text());
    assertThat(margins(read)).isDeepEqualTo(margins(model));
  }

  @Test
  void anotherTextIsNoModel(SparkSession spark) {
    assertThat(ForecasterText.read(spark, "{}")).isEqualTo(Optional.empty());
    assertThat(ForecasterText.read(spark, "{\"of\": \"another release\"}")).isEmpty();
    assertThat(ForecasterText.read(spark, "")).isEmpty();
    String text = ForecasterText.of(model(spark));
    assertThat(ForecasterText.read(spark, text.replaceFirst("\\[0,0,", "[0,"))).isEmpty();
    assertThat(ForecasterText.read(spark, text.replace("2026-02-01", "yesterday"))).isEmpty();
    assertThat(ForecasterText.read(spark, text.replace("blend", "oracle"))).isEmpty();
    assertThat(ForecasterText.read(spark, text.replace("\"knownCodes\":2", "\"knownCodes\":9")))
        .isEmpty();
  }

  private static float[][] margins(FrozenForecaster model) {
    try (BoostedTrees.Session trees =
        model.chosen().forecaster().learnt().classifier().model().open()) {
      return trees.margins(new float[] {0.1f, 0.9f, 0.5f, 0.2f}, 2, null, 3);
    }
  }

  private static FrozenForecaster model(SparkSession spark) {
    TunedTrees trees = trees();
    Learnt learnt =
        new Learnt(
            3,
            new Logistic(new double[] {0.1, 1 / 3.0}, new double[][] {{1e-300, 2}, {3, -4}}),
            trees,
            null,
            Pool.of(List.of(0.7, 1 / 7.0)));
    FrozenForecaster model =
        Models.frozen(
            SETTINGS,
            LocalDate.parse("2026-02-01"),
            new ChosenForecaster(
                Candidate.BLEND,
                new Forecaster(3, 1, Pool.even(7), learnt),
                Codes.inOrder(List.of("b", "d")),
                new OutcomeModel(List.of(0.5, 0.25, 0.25), null, 3),
                new ModelScores(
                    TextTable.of(
                        spark,
                        ModelScores.CONTRACT,
                        """
                        model | candidate | split       | metric   | value | value_low | value_high | case_count | is_published
                        n     | blend     | strict_test | log_loss | 0.1   |           | 0.2        | 7          | true
                        """))),
            List.of("c", "a", "b"),
            AS_OF);
    model.answers().get(Candidate.BLEND).add(17, new double[] {0.1, 0.2, 0.7}, 2);
    return model;
  }

  private static TunedTrees trees() {
    Random random = new Random(3);
    float[] features = new float[2 * 300];
    float[] labels = new float[300];
    float[] weights = new float[300];
    for (int row = 0; row < labels.length; row++) {
      features[2 * row] = random.nextFloat();
      features[2 * row + 1] = random.nextFloat();
      labels[row] = features[2 * row] > 0.5 ? 1 : 0;
      weights[row] = 1;
    }
    return new TunedTrees(XgboostTrees.classifying(features, 2, labels, weights, 2, 4), 3);
  }
}
