package org.desirepath.prediction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class AbsorptionTest {

  private static final Set<String> WON = Set.of("outcome:won");
  private static final Set<String> LOST = Set.of("outcome:lost");

  @Test
  void aSystemOfEquationsIsSolvedWhateverThePivots() {
    // 2y = 4; x + y = 3
    assertThat(Absorption.solve(new double[][] {{0, 2, 4}, {1, 1, 3}})).containsExactly(1, 2);
    assertThat(Absorption.solve(new double[0][])).isEmpty();
  }

  @Test
  void manyCountsMakeTheChainThatWasCounted() {
    // From a: half to b, half lost; from b: half to a, half won. So a wins a third, b two thirds.
    NextModel model =
        NextModel.of(
            NextModelTest.pairs(
                List.of(
                    "a b 1000000000", "a outcome:lost 1000000000",
                    "b a 1000000000", "b outcome:won 1000000000")));

    assertThat(Absorption.in(WON, model).from("a").orElseThrow()).isCloseTo(1.0 / 3, within(1e-6));
    assertThat(Absorption.in(WON, model).from("b").orElseThrow()).isCloseTo(2.0 / 3, within(1e-6));
    assertThat(Absorption.in(LOST, model).from("b").orElseThrow()).isCloseTo(1.0 / 3, within(1e-6));
  }

  @Test
  void chancesAreThoseOfWalkingOnStepByStep() {
    Random random = new Random(8);
    for (int round = 0; round < 20; round++) {
      SortedMap<String, SortedMap<String, Long>> pairs = new TreeMap<>();
      String[] goals = {"a", "b", "c", "d", "outcome:won", "outcome:lost"};
      for (int i = 0; i < 8; i++) {
        pairs
            .computeIfAbsent(goals[random.nextInt(4)], key -> new TreeMap<>())
            .merge(goals[random.nextInt(6)], 1L + random.nextInt(5), Long::sum);
      }
      pairs.computeIfAbsent("a", key -> new TreeMap<>()).put("outcome:won", 1L);
      NextModel model = NextModel.of(pairs);
      Absorption wins = Absorption.in(WON, model);
      Absorption losses = Absorption.in(LOST, model);
      for (String from : List.of("a", "b", "never")) {
        double chance = wins.from(from).orElseThrow();
        assertThat(chance).isCloseTo(walk(model, from, WON), within(1e-6));
        assertThat(chance + losses.from(from).orElseThrow()).isCloseTo(1, within(1e-9));
      }
    }
  }

  @Test
  void withoutOutcomesNoChanceIsKnown() {
    NextModel model = NextModel.of(NextModelTest.pairs(List.of("a b 1")));

    assertThat(Absorption.in(WON, model).from("a")).isEmpty();
  }

  /** Where the mass of a journey is after very many steps. */
  private static double walk(NextModel model, String from, Set<String> goals) {
    Map<String, Double> mass = new HashMap<>(Map.of(from, 1.0));
    double arrived = 0;
    for (int step = 0; step < 2000; step++) {
      Map<String, Double> moved = new HashMap<>();
      for (Map.Entry<String, Double> here : mass.entrySet()) {
        Distribution next = model.after(here.getKey());
        for (Distribution.Candidate to : next.candidates()) {
          double share = here.getValue() * to.probability() / (1 - next.rest());
          if (goals.contains(to.touchpointId())) {
            arrived += share;
          } else if (!to.touchpointId().startsWith("outcome:")) {
            moved.merge(to.touchpointId(), share, Double::sum);
          }
        }
      }
      mass = moved;
    }
    return arrived;
  }
}
