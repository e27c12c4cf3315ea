package org.desirepath.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.function.DoubleSupplier;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DiceTest {

  private static final int ROLLS = 20_000;

  @Test
  void theSameThingRollsTheSameNumbers() {
    assertThat(rolls(Dice.of(1, "visits", 5))).isEqualTo(rolls(Dice.of(1, "visits", 5)));
  }

  @Test
  void anotherSeedPurposeOrNumberRollsOthers() {
    List<Double> rolls = rolls(Dice.of(1, "visits", 5));
    assertThat(rolls(Dice.of(2, "visits", 5))).doesNotContainAnyElementsOf(rolls);
    assertThat(rolls(Dice.of(1, "staff", 5))).doesNotContainAnyElementsOf(rolls);
    assertThat(rolls(Dice.of(1, "visits", 6))).doesNotContainAnyElementsOf(rolls);
  }

  private static List<Double> rolls(Dice dice) {
    return DoubleStream.generate(dice::unit).limit(10).boxed().toList();
  }

  @Test
  void bothEndsOfARangeAreReached() {
    Dice dice = Dice.of(3, "range", 0);
    assertThat(IntStream.range(0, ROLLS).mapToLong(i -> dice.between(2, 4)).distinct().sorted())
        .containsExactly(2L, 3L, 4L);
  }

  @Test
  void meansAreWhatTheyAreSaidToBe() {
    Dice dice = Dice.of(4, "means", 0);
    assertThat(mean(() -> dice.poisson(2.5))).isCloseTo(2.5, within(0.05));
    assertThat(mean(() -> dice.exponential(7))).isCloseTo(7, within(0.2));
    assertThat(mean(() -> dice.lognormal(10, 0.8) < 10 ? 1 : 0)).isCloseTo(0.5, within(0.02));
    assertThat(mean(() -> dice.weighted(1, 3))).isCloseTo(0.75, within(0.02));
  }

  private static double mean(DoubleSupplier roll) {
    return DoubleStream.generate(roll).limit(ROLLS).average().orElseThrow();
  }
}
