package org.desirepath.identity;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CautiousSetsTest {

  private final CautiousSets sets = new CautiousSets(4);

  @Test
  void twoWhoAreSomebodyAreNeverJoinedHoweverLongTheChain() {
    sets.join("ada", true, "phone", false);
    sets.join("phone", false, "desk", false);
    sets.join("desk", false, "bob", true);

    assertThat(sets.sets().least("desk")).isEqualTo(sets.sets().least("ada"));
    assertThat(sets.sets().least("bob")).isEqualTo("bob");
  }

  @Test
  void whoJoinsSomebodyIsSomebodyToo() {
    sets.join("a", false, "z", true);
    sets.join("a", false, "y", true);

    assertThat(sets.sets().least("z")).isEqualTo("a");
    assertThat(sets.sets().least("y")).isEqualTo("y");
  }

  @Test
  void beyondTheMostNamesPairsOfNewOnesArePassedOverAndOthersAreNot() {
    sets.join("a", false, "b", false);
    sets.join("c", false, "d", false);
    sets.join("d", false, "e", false);
    sets.join("a", false, "c", false);

    assertThat(sets.sets().names()).containsExactly("a", "b", "c", "d");
    assertThat(sets.sets().least("d")).isEqualTo("a");
  }
}
