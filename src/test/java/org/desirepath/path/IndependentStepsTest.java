package org.desirepath.path;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class IndependentStepsTest {

  private static final double[] FREQUENCIES = {0.5, 0.3, 0.2};

  @Test
  void aSingleStepIsExpectedUnlessEveryDrawMissesIt() {
    IndependentSteps steps = new IndependentSteps(FREQUENCIES, new TreeMap<>(Map.of(2, 3L, 1, 1L)));
    double expected = 0.75 * (1 - 0.7 * 0.7) + 0.25 * 0.3;

    assertThat(steps.gapped(new int[] {1})).isCloseTo(expected, within(1e-15));
    assertThat(steps.contiguous(new int[] {1})).isCloseTo(expected, within(1e-15));
  }

  @Test
  void pathsAreExpectedAsOftenAsAllPossibleJourneysHoldThem() {
    Random random = new Random(11);
    for (int round = 0; round < 100; round++) {
      int[] path = random.ints(1 + random.nextInt(4), 0, 2).toArray();
      int draws = random.nextInt(8);
      IndependentSteps steps = new IndependentSteps(FREQUENCIES, new TreeMap<>(Map.of(draws, 5L)));
      double gapped = 0;
      double contiguous = 0;
      for (int word = 0; word < Math.pow(3, draws); word++) {
        StringBuilder letters = new StringBuilder();
        double probability = 1;
        for (int i = 0, rest = word; i < draws; i++, rest /= 3) {
          letters.append(rest % 3);
          probability *= FREQUENCIES[rest % 3];
        }
        StringBuilder exact = new StringBuilder();
        int place = 0;
        for (int step : path) {
          exact.append(step);
          place = place < 0 ? place : letters.indexOf("" + step, place) + 1;
          place = place == 0 ? -1 : place;
        }
        gapped += place > 0 ? probability : 0;
        contiguous += letters.indexOf(exact.toString()) >= 0 ? probability : 0;
      }

      assertThat(steps.gapped(path)).isCloseTo(gapped, within(1e-12));
      assertThat(steps.contiguous(path)).isCloseTo(contiguous, within(1e-12));
    }
  }

  @Test
  void inEndlessJourneysEverythingIsFound() {
    IndependentSteps steps =
        new IndependentSteps(FREQUENCIES, new TreeMap<>(Map.of(100_000, 1L, 90_000, 1L)));

    assertThat(steps.gapped(new int[] {2, 2, 2})).isCloseTo(1, within(1e-9));
    assertThat(steps.contiguous(new int[] {2, 2, 2})).isCloseTo(1, within(1e-9));
  }
}
