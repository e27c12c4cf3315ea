package org.desirepath.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class LogisticTest {

  @Test
  void probabilitiesAreThoseOfTheWeightedSum() {
    CaseFeatures features = new CaseFeatures(new float[] {1, 1, -1, 0, 0, 0}, new int[] {1, 1, 0});
    int width = features.sparseWidth(2);
    double[][] weights = new double[2][width];
    // Touchpoint 1 has come.
    weights[1][1] = Math.log(3);
    Logistic model = new Logistic(new double[] {Math.log(2), 0}, weights);

    assertThat(model.probabilities(features, 2))
        .containsExactly(new double[] {0.4, 0.6}, within(1e-12));
  }
}
