package org.desirepath.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ShortlistTest {

  private static final float[] MATCHES = {3, 0.5f};
  private static final float[] NUMBERS = {7};

  /** Code 9 came last, four times, and code 2 just before, five times. */
  private static final int[] OCCURRED = {9, 4, 0, 2, 5, 1};

  @Test
  void theLikeliestComeFirstAndEquallyLikelyOnesByCode() {
    Shortlist list = list(0.1, 0.2, 0.4, 0.2, 0.1);

    assertThat(list.size()).isEqualTo(5);
    assertThat(list.labels(2)).containsExactly(1, 0, 0, 0, 0);
    assertThat(list.labels(3)).containsExactly(0, 0, 1, 0, 0);
    assertThat(list.labels(0)).containsExactly(0, 0, 0, 1, 0);
    assertThat(list.logProbabilities()[0]).isCloseTo((float) Math.log(0.4), within(1e-6f));
  }

  @Test
  void everyCodeIsToldWithWhatTheExpertsSayOfItAndWhatIsKnownOfTheCase() {
    Shortlist list = list(0.1, 0.7, 0.2);

    assertThat(list.width()).isEqualTo(6 + 1 + 2 + 1 + 1 + 1 + 6);
    assertThat(Arrays.copyOfRange(list.features(), list.width(), 2 * list.width()))
        .containsExactly(
            new float[] {
              (float) Math.log(0.2),
              1,
              2,
              0.7f,
              5,
              1,
              (float) Math.log(0.2),
              3,
              0.5f,
              7,
              0,
              2,
              9,
              4,
              2,
              5,
              -1,
              0
            },
            within(1e-6f));
    // Code 1 has not come yet.
    assertThat(Arrays.copyOfRange(list.features(), 4, 6)).containsExactly(0, -1);
  }

  @Test
  void aSecondLookPartsWhatTheListHasAndLeavesTheOthersWhatTheyHave() {
    Random random = new Random(4);
    for (int round = 0; round < 100; round++) {
      double[] pooled = random.doubles(2 + random.nextInt(30)).toArray();
      double all = Arrays.stream(pooled).sum();
      pooled = Arrays.stream(pooled).map(one -> one / all).toArray();
      Shortlist list = list(pooled);
      float[] margins = new float[list.size()];
      for (int place = 0; place < margins.length; place++) {
        margins[place] = (float) random.nextGaussian();
      }

      double[] reranked = list.reranked(margins);

      assertThat(Arrays.stream(reranked).sum()).isCloseTo(1, within(1e-9));
      long moved = 0;
      for (int code = 0; code < pooled.length; code++) {
        moved += reranked[code] == pooled[code] ? 0 : 1;
      }
      assertThat(moved).isLessThanOrEqualTo(list.size());
    }
  }

  @Test
  void probabilitiesAreInProportionToTheExponentialsOfMargins() {
    Shortlist list = list(0.5, 0.3, 0.2);

    assertThat(list.reranked(new float[] {0, 0, (float) Math.log(2)}))
        .containsExactly(new double[] {0.25, 0.25, 0.5}, within(1e-7));
    assertThat(list.reranked(list.logProbabilities()))
        .containsExactly(new double[] {0.5, 0.3, 0.2}, within(1e-6));
  }

  private static Shortlist list(double... pooled) {
    return new Shortlist(
        pooled,
        new PooledCase(new double[][] {pooled}, 0),
        MATCHES,
        new CaseFeatures(NUMBERS, OCCURRED));
  }
}
