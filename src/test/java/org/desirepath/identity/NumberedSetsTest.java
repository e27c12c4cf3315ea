package org.desirepath.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NumberedSetsTest {

  @Test
  void numbersAreInTheSetsThatDisjointSetsPutTheirNamesInto() {
    Random random = new Random(3);
    for (int graph = 0; graph < 2000; graph++) {
      int nodes = 1 + random.nextInt(200);
      long[] numbers = random.longs(nodes, 0, Long.MAX_VALUE).toArray();
      NumberedSets sets = new NumberedSets();
      DisjointSets oracle = new DisjointSets();
      for (int edge = random.nextInt(2 * nodes); edge >= 0; edge--) {
        long one = numbers[random.nextInt(nodes)];
        long other = numbers[random.nextInt(nodes)];
        sets.join(one, other);
        oracle.join(name(one), name(other));
      }

      assertThat(IntStream.range(0, sets.size()).mapToObj(i -> name(sets.number(i))))
          .isEqualTo(oracle.names());
      for (int i = 0; i < sets.size(); i++) {
        assertThat(name(sets.least(i))).isEqualTo(oracle.least(name(sets.number(i))));
      }
    }
  }

  @Test
  void negativeNumbersComeBeforePositiveOnes() {
    NumberedSets sets = new NumberedSets();

    sets.join(0, Long.MAX_VALUE);
    sets.join(Long.MIN_VALUE, Long.MAX_VALUE);

    assertThat(sets.least(0)).isEqualTo(Long.MIN_VALUE);
  }

  private static String name(long number) {
    return "%016x".formatted(number);
  }
}
