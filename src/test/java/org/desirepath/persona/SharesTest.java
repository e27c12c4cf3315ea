package org.desirepath.persona;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class SharesTest {

  @Test
  void theySumToOneAndTellTheLikelihoodOfAll() {
    double[] shares = {Math.log(0.2), Math.log(0.6)};

    double logarithm = Shares.ofLogarithms(shares);

    assertThat(shares).containsExactly(new double[] {0.25, 0.75}, within(1e-12));
    assertThat(logarithm).isCloseTo(Math.log(0.8), within(1e-12));
  }

  @Test
  void sessionsThatNoClusterMakesLikelyAreSharedOutAllTheSame() {
    double[] shares = {-100_000, -100_001};

    Shares.ofLogarithms(shares);

    assertThat(shares[0]).isCloseTo(1 / (1 + Math.exp(-1)), within(1e-12));
    assertThat(shares[0] + shares[1]).isCloseTo(1, within(1e-12));
  }

  @Test
  void ofEqualOnesTheFirstIsTheLargest() {
    assertThat(Shares.largest(new double[] {0.2, 0.4, 0.4})).isEqualTo(1);
  }
}
