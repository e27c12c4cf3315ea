package org.desirepath.identity;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DisjointSetsTest {

  @Test
  void namesThatWereJoinedShareTheirLeast() {
    DisjointSets sets = new DisjointSets();
    sets.join("d", "c");
    sets.join("x", "y");
    sets.join("b", "d");
    sets.join("b", "b");
    sets.join("a", "c");

    assertThat(sets.names()).containsExactly("d", "c", "x", "y", "b", "a");
    assertThat(sets.names()).map(sets::least).containsExactly("a", "a", "x", "x", "a", "a");
  }

  @Test
  void aLongChainIsOneSet() {
    DisjointSets sets = new DisjointSets();
    for (int i = 100_000; i > 0; i--) {
      sets.join("n%06d".formatted(i), "n%06d".formatted(i - 1));
    }

    assertThat(sets.names()).hasSize(100_001);
    assertThat(sets.least("n100000")).isEqualTo("n000000");
  }
}
