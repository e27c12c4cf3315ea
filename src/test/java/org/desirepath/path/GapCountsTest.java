package org.desirepath.path;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class GapCountsTest {

  @Test
  void gapsKeepThreeSignificantDigits() {
    assertThat(kept(999)).isEqualTo(0.999);
    assertThat(kept(1004)).isEqualTo(1);
    assertThat(kept(1005)).isEqualTo(1.01);
    assertThat(kept(9996)).isEqualTo(10);
    assertThat(kept(999_499)).isEqualTo(999);
    assertThat(kept(999_500)).isEqualTo(1000);
    assertThat(kept(3_661_000)).isEqualTo(3660);
    assertThat(kept(0)).isZero();
    assertThat(kept(-5)).isZero();
  }

  @Test
  void withoutGapsThereIsNoPercentile() {
    assertThat(new GapCounts().percentileSeconds(0.5)).isNull();
    assertThat(new GapCounts().encoded()).isEmpty();
  }

  @Test
  void percentilesAreThoseOfTheSortedGapsInWhateverPartsTheyWereAdded() {
    Random random = new Random(2);
    for (int round = 0; round < 100; round++) {
      long[] gaps =
          random
              .longs(1 + random.nextInt(300), 0, 1 + random.nextInt(1_000_000))
              .map(gap -> gap % 7 == 0 ? 42 : gap)
              .toArray();
      GapCounts[] parts = {new GapCounts(), new GapCounts(), new GapCounts()};
      for (long gap : gaps) {
        parts[random.nextInt(3)].add(gap);
      }
      GapCounts whole = new GapCounts();
      for (GapCounts part : parts) {
        for (long entry : part.encoded()) {
          whole.addEntry(entry);
        }
      }
      double share = random.nextDouble();
      Arrays.sort(gaps);
      double place = (gaps.length - 1) * share;
      int before = (int) place;
      double exact =
          gaps[before]
              + (gaps[Math.min(gaps.length - 1, before + 1)] - gaps[before]) * (place - before);

      assertThat(whole.percentileSeconds(share))
          .isCloseTo(exact / 1000, within(0.0051 * exact / 1000));
    }
  }

  private static double kept(long gap) {
    GapCounts gaps = new GapCounts();
    gaps.add(gap);
    return gaps.percentileSeconds(0.5);
  }
}
