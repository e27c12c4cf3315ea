package org.desirepath.prediction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class AbsorptionTest {

  @Test
  void aSystemOfEquationsIsSolvedWhateverThePivots() {
    // 2y = 4; x + y = 3
    assertThat(Absorption.solve(new double[][] {{0, 2, 4}, {1, 1, 3}})).containsExactly(1, 2);
    assertThat(Absorption.solve(new double[0][])).isEmpty();
  }

  @Test
  void manyCountsMakeTheChainThatWasCounted() {
    // From a half goes on to b, from b half to a: one touchpoint after either.
    NextModel model =
        NextModel.of(
            NextModelTest.pairs(
                List.of(
                    "a b 1000000000", "a outcome:lost 1000000000",
                    "b a 1000000000", "b outcome:won 1000000000")));

    assertThat(Absorption.of(model).after("a").orElseThrow()).isCloseTo(1, within(1e-6));
    assertThat(Absorption.of(model).after("b").orElseThrow()).isCloseTo(1, within(1e-6));
  }

  @Test
  void numbersAreThoseOfWalkingOnStepByStep() {
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
      Absorption left = Absorption.of(model);
      for (String from : List.of("a", "b", "never")) {
        assertThat(left.after(from).orElseThrow()).isCloseTo(walk(model, from), within(1e-6));
      }
    }
  }

  @Test
  void withoutOutcomesNoNumberIsKnown() {
    NextModel model = NextModel.of(NextModelTest.pairs(List.of("a b 1")));

    assertThat(Absorption.of(model).after("a")).isEmpty();
  }

  /** How many touchpoints a journey comes to in very many steps. */
  private static double walk(NextModel model, String from) {
    Map<String, Double> mass = new HashMap<>(Map.of(from, 1.0));
    double touchpoints = 0;
    for (int step = 0; step < 2000; step++) {
      Map<String, Double> moved = new HashMap<>();
      for (Map.Entry<String, Double> here : mass.entrySet()) {
        Distribution next = model.after(here.getKey());
        for (Distribution.Candidate to : next.candidates()) {
          double share = here.getValue() * to.probability() / (1 - next.rest());
          if (!to.touchpointId().startsWith("outcome:")) {
            touchpoints += share;
            moved.merge(to.touchpointId(), share, Double::sum);
          }
        }
      }
      mass = moved;
    }
    return touchpoints;
  }
}
