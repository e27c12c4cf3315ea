package org.desirepath.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;

class CaseFeaturesTest {

  /** Five events, the last two alike, an hour after the one before, on a Tuesday at eight. */
  private static final float[] NUMBERS = {5, 2, 8, 9, 8, 1, 130};

  private static final int[] OCCURRED = {2, 3, 0, 1, 1, 2, 9, 1, 4};

  @Test
  void denseFeaturesTellEachTouchpointTheLatestAndTheNumbers() {
    CaseFeatures features = new CaseFeatures(NUMBERS, OCCURRED);
    float[] target = new float[1 + features.width(3)];

    features.write(3, target, 1);

    assertThat(target)
        .containsExactly(0, 0, 1, 3, -1, 2, 0, 2, 3, 1, 1, 9, 1, 5, 2, 8, 9, 8, 1, 130, 0);
  }

  @Test
  void sparseFeaturesHaveAPlaceForEachValue() {
    SortedMap<Integer, Double> sparse = new CaseFeatures(NUMBERS, OCCURRED).sparse(3);

    // Came, how often, last, the one before; run, four measures, hour, weekday, attribute.
    assertThat(sparse.keySet())
        .containsExactly(1, 2, 4, 5, 8, 10, 13, 17, 18, 19, 20, 29, 46, 52 + 130 % 64);
    assertThat(sparse.get(5)).isCloseTo(Math.log(3), within(1e-12));
    assertThat(sparse.get(17)).isCloseTo(Math.log(5), within(1e-12));
    assertThat(sparse.get(20)).isZero();
    assertThat(new CaseFeatures(NUMBERS, OCCURRED).after(99).sparse(3).get(20))
        .isCloseTo(Math.log(100), within(1e-6));
  }

  @Test
  void noFeatureIsBeyondTheWidth() {
    Random random = new Random(2);
    for (int round = 0; round < 500; round++) {
      Contexts.Reader reader = new Contexts(List.of("a", "b")).reader();
      Occurrences occurrences = new Occurrences();
      long at = random.nextInt();
      for (int event = 0; event <= random.nextInt(20); event++) {
        at += random.nextInt(100_000_000);
        occurrences.add(random.nextInt(12));
        reader.history().add(random.nextInt(5), at, new long[] {random.nextLong(), 1});
      }
      CaseFeatures features = new CaseFeatures(reader.history().numbers(), occurrences.told());

      SortedMap<Integer, Double> sparse = features.sparse(10);

      assertThat(sparse.firstKey()).isNotNegative();
      assertThat(sparse.lastKey()).isLessThan(features.sparseWidth(10));
      assertThat(sparse.values()).allMatch(value -> value >= 0 && value < 30);
      features.write(10, new float[features.width(10)], 0);
    }
  }
}
