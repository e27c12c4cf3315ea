package org.desirepath.persona;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.desirepath.persona.FeatureSpace.Feature;
import org.desirepath.persona.FeatureSpace.Statistic;
import org.junit.jupiter.api.Test;

class TermSpaceTest {

  private static final TermSpace SPACE =
      TermSpace.of(
          List.of(
              new Statistic("move", "() > home", 5, 0, 0, 0),
              new Statistic("move", "home > pricing", 3, 0, 0, 0),
              new Statistic("move", "pricing > ()", 3, 0, 0, 0),
              new Statistic("device", "desktop", 4, 0, 0, 0),
              new Statistic("device", "mobile", 1, 0, 0, 0)),
          List.of(
              FeatureGroup.MOVE,
              FeatureGroup.DEVICE,
              FeatureGroup.PACE,
              FeatureGroup.SENTIMENT,
              FeatureGroup.TIME_OF_DAY));

  @Test
  void statesAreTheTouchpointsTheOthersAndTheBoundary() {
    assertThat(SPACE.touchpoints()).containsExactly("home", "pricing");
    assertThat(SPACE.states()).isEqualTo(4);
  }

  @Test
  void everyGroupOfMarksHasATermForWhatTrainingDidNotKnowAndCyclesHaveNone() {
    assertThat(SPACE.marks())
        .extracting(TermSpace.Marks::attribute)
        .containsExactly("device", "pace", "sentiment");
    assertThat(SPACE.marks()).extracting(TermSpace.Marks::size).containsExactly(3, 42, 4);
    assertThat(SPACE.size()).isEqualTo(16 + 3 + 42 + 4);
  }

  @Test
  void aSessionHoldsItsMovesAndMarksAsOftenAsTheyAre() {
    List<Double> held =
        held(
            new Feature("move", "() > home", 1),
            new Feature("move", "home > home", 2),
            new Feature("move", "home > elsewhere", 1),
            new Feature("device", "watch", 1),
            new Feature("sentiment", "mean", -0.4),
            new Feature("time_of_day", "sine", 0.5),
            new Feature("depth", "touchpoints", 7));

    // States: home 0, pricing 1, others 2, boundary 3.
    assertThat(held.get(3 * 4)).isEqualTo(1);
    assertThat(held.get(0)).isEqualTo(2);
    assertThat(held.get(2)).isEqualTo(1);
    assertThat(held.get(16 + 2)).as("a device that is not known").isEqualTo(1);
    assertThat(held.get(16 + 3 + 42)).as("a negative sentiment").isEqualTo(1);
    assertThat(held.stream().mapToDouble(Double::doubleValue).sum()).isEqualTo(6);
  }

  @Test
  void bandsAreHalfPowersOfTwoAboveOne() {
    assertThat(TermSpace.band(0)).isEqualTo("0");
    assertThat(TermSpace.band(0.4)).isEqualTo("0");
    assertThat(TermSpace.band(0.5)).isEqualTo("1");
    assertThat(TermSpace.band(1)).isEqualTo("2");
    assertThat(TermSpace.band(3)).isEqualTo("4");
    assertThat(TermSpace.band(-1)).isEqualTo("0");
    assertThat(TermSpace.band(1e300)).isEqualTo("40");
  }

  @Test
  void aSpaceIsMadeAgainFromItsVocabulary() {
    assertThat(TermSpace.of(SPACE.vocabulary()).vocabulary()).isEqualTo(SPACE.vocabulary());
    assertThat(TermSpace.of(SPACE.vocabulary()).size()).isEqualTo(SPACE.size());
  }

  /** How often each term is held. */
  private static List<Double> held(Feature... features) {
    Visit visit = SPACE.visit(List.of(features));
    List<Double> held = new ArrayList<>();
    for (int term = 0; term < SPACE.size(); term++) {
      double[] values = new double[SPACE.size()];
      values[term] = 1;
      held.add(visit.sum(values));
    }
    return held;
  }
}
