package org.desirepath.prediction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class NextModelTest {

  @Test
  void aCountIsSmoothedByTheFrequenciesAndTheseByEqualShares() {
    // b follows a three times, c once; c follows b once: five moves to two kinds.
    SortedMap<String, SortedMap<String, Long>> pairs = pairs(List.of("a b 3", "a c 1", "b c 1"));
    NextModel model = NextModel.of(pairs);

    double below = (3 + 2.0 / 3) / (5 + 2);
    assertThat(model.fallback().probability("b")).isCloseTo(below, within(1e-12));
    assertThat(model.fallback().rest()).isCloseTo(2.0 / 3 / 7, within(1e-12));
    assertThat(model.after("a").probability("b")).isCloseTo((3 + 2 * below) / 6, within(1e-12));
    assertThat(model.after("b").probability("b")).isCloseTo(below / 2, within(1e-12));
    assertThat(model.after("new").probability("b")).isCloseTo(below, within(1e-12));
    assertThat(model.after("a").probability("new")).isEqualTo(model.after("a").rest());
  }

  @Test
  void probabilitiesSumToOneWhateverTheCounts() {
    Random random = new Random(1);
    for (int round = 0; round < 50; round++) {
      SortedMap<String, SortedMap<String, Long>> pairs = new TreeMap<>();
      for (int i = 0; i < 1 + random.nextInt(30); i++) {
        pairs
            .computeIfAbsent("t" + random.nextInt(6), key -> new TreeMap<>())
            .merge("t" + random.nextInt(9), 1L + random.nextInt(1000), Long::sum);
      }
      NextModel model = NextModel.of(pairs);
      for (String from : List.of("t0", "t1", "t5", "never")) {
        Distribution next = model.after(from);
        double sum =
            next.rest()
                + next.candidates().stream().mapToDouble(Distribution.Candidate::probability).sum();
        assertThat(sum).isCloseTo(1, within(1e-12));
        assertThat(next.rest()).isPositive();
      }
    }
  }

  @Test
  void equallyLikelyOnesAreRankedByName() {
    NextModel model = NextModel.of(pairs(List.of("a c 1", "a b 1", "a d 2")));

    assertThat(model.after("a").candidates())
        .extracting(Distribution.Candidate::touchpointId)
        .containsExactly("d", "b", "c");
    assertThat(model.after("a").rank("c")).isEqualTo(3);
    assertThat(model.after("a").rank("never")).isZero();
  }

  @Test
  void withoutCountsAllProbabilityIsLeftToTheRest() {
    NextModel model = NextModel.of(new TreeMap<>());

    assertThat(model.after("a").candidates()).isEmpty();
    assertThat(model.after("a").rest()).isEqualTo(1);
  }

  static SortedMap<String, SortedMap<String, Long>> pairs(List<String> lines) {
    SortedMap<String, SortedMap<String, Long>> pairs = new TreeMap<>();
    for (String line : lines) {
      String[] words = line.split(" ", -1);
      pairs.computeIfAbsent(words[0], key -> new TreeMap<>()).put(words[1], Long.valueOf(words[2]));
    }
    return pairs;
  }
}
