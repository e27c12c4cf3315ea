package org.desirepath.path;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.apache.commons.math3.distribution.HypergeometricDistribution;
import org.junit.jupiter.api.Test;

class FisherExactTestTest {

  @Test
  void theTeaTastingLadyIsNoSurprise() {
    assertThat(FisherExactTest.pValue(3, 1, 1, 3)).isCloseTo(34 / 70.0, within(1e-12));
    assertThat(FisherExactTest.pValue(4, 0, 0, 4)).isCloseTo(2 / 70.0, within(1e-12));
  }

  @Test
  void noDifferenceAndEmptyGroupsAreCertain() {
    assertThat(FisherExactTest.pValue(5, 5, 5, 5)).isEqualTo(1);
    assertThat(FisherExactTest.pValue(0, 0, 7, 5)).isEqualTo(1);
    assertThat(FisherExactTest.pValue(7, 0, 5, 0)).isEqualTo(1);
  }

  @Test
  void itIsTheSumOfAllTablesThatAreNoMoreProbable() {
    Random random = new Random(3);
    for (int round = 0; round < 500; round++) {
      int scale = round < 400 ? 30 : 3000;
      int a = random.nextInt(scale);
      int b = random.nextInt(scale);
      int c = random.nextInt(scale);
      int d = random.nextInt(scale);
      if (a + b + c + d == 0) {
        continue;
      }
      HypergeometricDistribution tables =
          new HypergeometricDistribution(null, a + b + c + d, a + c, a + b);
      double sum = 0;
      for (int x = tables.getSupportLowerBound(); x <= tables.getSupportUpperBound(); x++) {
        if (tables.probability(x) <= tables.probability(a) * (1 + 1e-7)) {
          sum += tables.probability(x);
        }
      }
      double found = FisherExactTest.pValue(a, b, c, d);
      assertThat(found).as("%d %d %d %d", a, b, c, d).isCloseTo(sum, within(1e-9 + 1e-7 * sum));
      assertThat(FisherExactTest.pValue(c, d, a, b)).isCloseTo(found, within(1e-9));
    }
  }

  @Test
  void aMillionJourneysAreNoTrouble() {
    assertThat(FisherExactTest.pValue(250_000, 250_000, 250_400, 249_600))
        .isCloseTo(0.4246, within(5e-3));
    assertThat(FisherExactTest.pValue(300_000, 200_000, 200_000, 300_000)).isZero();
  }
}
