package org.desirepath.path;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class MarkovStepsTest {

  @Test
  void pathsAreExpectedAsFollowingEveryJourneyStepByStepTells() {
    Random random = new Random(17);
    for (int round = 0; round < 500; round++) {
      int touchpoints = 1 + random.nextInt(4);
      double[][] counts = counts(touchpoints, random);
      int[] path = random.ints(1 + random.nextInt(5), 0, touchpoints).toArray();
      MarkovSteps steps = new MarkovSteps(counts);

      assertThat(steps.gapped(path)).isCloseTo(followed(counts, path, false), within(1e-9));
      assertThat(steps.contiguous(path)).isCloseTo(followed(counts, path, true), within(1e-9));
    }
  }

  @Test
  void whatNeverHappenedIsNotExpected() {
    double[][] counts = {{0, 2, 0, 1}, {0, 0, 0, 2}, {0, 0, 0, 0}, {3, 0, 0, 1}};
    MarkovSteps steps = new MarkovSteps(counts);

    assertThat(steps.gapped(new int[] {0, 1})).isCloseTo(0.75 * 2 / 3, within(1e-12));
    assertThat(steps.gapped(new int[] {1, 0})).isZero();
    assertThat(steps.contiguous(new int[] {2})).isZero();
    assertThat(steps.contiguous(new int[] {0})).isCloseTo(0.75, within(1e-12));
  }

  /** Transitions of which some never happen, and from each of which one leads to the end. */
  private static double[][] counts(int touchpoints, Random random) {
    double[][] counts = new double[touchpoints + 1][touchpoints + 1];
    for (double[] from : counts) {
      for (int to = 0; to < touchpoints; to++) {
        from[to] = random.nextInt(3) == 0 ? 0 : random.nextInt(10);
      }
      from[touchpoints] = 1 + random.nextInt(5);
    }
    return counts;
  }

  /** The share of journeys that have held the path once all have ended, by single steps. */
  private static double followed(double[][] counts, int[] path, boolean isContiguous) {
    int outside = counts.length - 1;
    double[][] now = new double[counts.length][path.length];
    now[outside][0] = 1;
    double held = 0;
    for (int step = 0; step < 3000; step++) {
      double[][] next = new double[counts.length][path.length];
      for (int from = 0; from < counts.length; from++) {
        for (int matched = 0; matched < path.length; matched++) {
          for (int to = 0; to < outside && now[from][matched] > 0; to++) {
            double share = now[from][matched] * counts[from][to] / sum(counts[from]);
            int matches = matched(path, matched, to, isContiguous);
            if (matches == path.length) {
              held += share;
            } else {
              next[to][matches] += share;
            }
          }
        }
      }
      now = next;
    }
    return held;
  }

  private static int matched(int[] path, int matched, int next, boolean isContiguous) {
    if (path[matched] == next) {
      return matched + 1;
    }
    if (!isContiguous) {
      return matched;
    }
    String seen = text(path, matched) + (char) next;
    int longest = matched;
    while (!seen.endsWith(text(path, longest))) {
      longest--;
    }
    return longest;
  }

  private static String text(int[] path, int length) {
    return new String(path, 0, length);
  }

  private static double sum(double[] counts) {
    double sum = 0;
    for (double count : counts) {
      sum += count;
    }
    return sum;
  }
}
