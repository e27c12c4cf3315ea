package org.desirepath.persona;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CrossTableTest {

  @Test
  void theIndexCountsPairsThatBothPartitionsJoinOrPart() {
    Random random = new Random(2);
    for (int round = 0; round < 200; round++) {
      int count = 2 + random.nextInt(20);
      int[] one = IntStream.range(0, count).map(i -> random.nextInt(3)).toArray();
      int[] other = IntStream.range(0, count).map(i -> random.nextInt(4)).toArray();

      assertThat(table(one, other).adjustedRandIndex())
          .isCloseTo(byPairs(one, other), within(1e-9));
    }
  }

  @Test
  void namesDoNotMatter() {
    assertThat(table(new int[] {0, 0, 1, 2}, new int[] {3, 3, 0, 1}).adjustedRandIndex())
        .isEqualTo(1);
  }

  @Test
  void twoThatPartNothingAgree() {
    assertThat(table(new int[] {1, 1, 1}, new int[] {0, 0, 0}).adjustedRandIndex()).isEqualTo(1);
    assertThat(new CrossTable(2, 2).adjustedRandIndex()).isEqualTo(1);
  }

  private static CrossTable table(int[] one, int[] other) {
    CrossTable first = new CrossTable(3, 4);
    CrossTable second = new CrossTable(3, 4);
    for (int i = 0; i < one.length; i++) {
      (i % 2 == 0 ? first : second).add(one[i], other[i]);
    }
    return first.merge(second);
  }

  /** The index as it is written with pairs of sessions. */
  private static double byPairs(int[] one, int[] other) {
    double both = 0;
    double inOne = 0;
    double inOther = 0;
    double all = 0;
    for (int i = 0; i < one.length; i++) {
      for (int j = 0; j < i; j++) {
        boolean joinedByOne = one[i] == one[j];
        boolean joinedByOther = other[i] == other[j];
        both += joinedByOne && joinedByOther ? 1 : 0;
        inOne += joinedByOne ? 1 : 0;
        inOther += joinedByOther ? 1 : 0;
        all++;
      }
    }
    double expected = inOne * inOther / all;
    double most = (inOne + inOther) / 2;
    return most == expected ? 1 : (both - expected) / (most - expected);
  }
}
