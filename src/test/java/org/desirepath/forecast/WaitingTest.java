package org.desirepath.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class WaitingTest {

  private static final double DAY = 86_400;

  private final SortedMap<Integer, long[]> counts = new TreeMap<>();

  @Test
  void whatIsLeftFallsByThoseWhoEndAmongThoseWhoStillWait() {
    // Of four one ends on the first day, one is lost on the second, one ends on the third.
    add(DAY, true);
    add(2 * DAY, false);
    add(3 * DAY, true);
    add(4 * DAY, false);
    Waiting waiting = new Waiting(counts);

    assertThat(waiting.ended()).isEqualTo(2);
    assertThat(waiting.left(0.5 * DAY)).isEqualTo(1);
    assertThat(waiting.left(1.5 * DAY)).isEqualTo(0.75);
    assertThat(waiting.left(2.5 * DAY)).isEqualTo(0.75);
    assertThat(waiting.left(3.5 * DAY)).isCloseTo(0.375, within(1e-12));
    assertThat(waiting.left(100 * DAY)).isCloseTo(0.375, within(1e-12));
  }

  @Test
  void waitingsThatWereNotSeenToEndDoNotShortenTheOthers() {
    Random random = new Random(1);
    for (int i = 0; i < 100_000; i++) {
      double ends = -DAY * Math.log(random.nextDouble());
      double seen = 3 * DAY * random.nextDouble();
      add(Math.min(ends, seen), ends <= seen);
    }
    Waiting waiting = new Waiting(counts);

    for (double share : new double[] {0.1, 0.5, 0.8}) {
      assertThat(waiting.quantile(share, 0).orElseThrow())
          .isCloseTo(-DAY * Math.log(1 - share), within(0.03 * -DAY * Math.log(1 - share)));
      // The next event of a Poisson process is as far away whatever the time since the last one.
      assertThat(waiting.quantile(share, DAY).orElseThrow() - DAY)
          .isCloseTo(-DAY * Math.log(1 - share), within(0.1 * DAY));
    }
    assertThat(waiting.quantile(0.99, 0)).as("after three days nobody is seen").isEmpty();
  }

  @Test
  void whoHasWaitedLongerThanAnybodyIsToldNothing() {
    add(DAY, true);
    add(2 * DAY, true);
    Waiting waiting = new Waiting(counts);

    assertThat(waiting.quantile(0.5, 3 * DAY)).isEmpty();
    assertThat(waiting.quantile(0.5, 1.5 * DAY).orElseThrow())
        .isCloseTo(2 * DAY, within(0.05 * DAY));
    assertThat(new Waiting(new TreeMap<>()).quantile(0.5, 0)).isEmpty();
  }

  @Test
  void aQuantileNeverLiesBeforeTheTimeThatWasWaited() {
    Random random = new Random(2);
    for (int i = 0; i < 500; i++) {
      add(Math.exp(14 * random.nextDouble()), random.nextInt(4) > 0);
    }
    Waiting waiting = new Waiting(counts);
    for (int round = 0; round < 1000; round++) {
      double waited = Math.exp(14 * random.nextDouble());
      double before = waited;
      for (double share : new double[] {0, 0.1, 0.3, 0.5, 0.7, 0.9}) {
        double quantile = waiting.quantile(share, waited).orElse(Double.POSITIVE_INFINITY);
        assertThat(quantile).isGreaterThanOrEqualTo(before);
        before = quantile;
      }
    }
  }

  @Test
  void whatIsForetoldRightlyCoversWhatItSaysAlsoWhereSomeAreNotSeenToEnd() {
    Random random = new Random(3);
    SortedMap<Integer, long[]> right = new TreeMap<>();
    SortedMap<Integer, long[]> tooShort = new TreeMap<>();
    for (int i = 0; i < 100_000; i++) {
      add(-DAY * Math.log(random.nextDouble()), true);
    }
    Waiting waiting = new Waiting(counts);
    for (int i = 0; i < 100_000; i++) {
      double ends = -DAY * Math.log(random.nextDouble());
      double seen = 6 * DAY * random.nextDouble();
      count(right, waiting.part(Math.min(ends, seen)), ends <= seen);
      count(tooShort, waiting.part(Math.min(3 * ends, seen)), 3 * ends <= seen);
    }

    assertThat(Waiting.coverage(right, 10, 90)).isCloseTo(0.8, within(0.01));
    assertThat(Waiting.coverage(tooShort, 10, 90)).isLessThan(0.6);
  }

  private void add(double seconds, boolean isEnded) {
    count(counts, Waiting.step(seconds), isEnded);
  }

  private static void count(SortedMap<Integer, long[]> counts, int step, boolean isEnded) {
    counts.computeIfAbsent(step, any -> new long[2])[isEnded ? 0 : 1]++;
  }
}
