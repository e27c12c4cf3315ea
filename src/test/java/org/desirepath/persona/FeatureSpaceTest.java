package org.desirepath.persona;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.desirepath.persona.FeatureSpace.Feature;
import org.desirepath.persona.FeatureSpace.Statistic;
import org.junit.jupiter.api.Test;

class FeatureSpaceTest {

  private static final FeatureSpace SPACE =
      FeatureSpace.of(
          List.of(
              new Statistic("touchpoint", "rare", 9, 0, 0, 0),
              new Statistic("touchpoint", "common", 49, 0, 0, 0),
              new Statistic("touchpoint", "always", 99, 0, 0, 0),
              new Statistic("hour_band", "night", 9, 0, 0, 0),
              new Statistic("depth", "touchpoints", 99, 1, 1.5, 2)),
          List.of(FeatureGroup.TOUCHPOINT, FeatureGroup.HOUR_BAND, FeatureGroup.DEPTH));

  @Test
  void aMixIsLogCountsTimesRarityOfLengthOne() {
    double rare = Math.log(4) * Math.log(10);
    double common = Math.log(2) * Math.log(2);
    double length = Math.hypot(rare, common);

    double[] point =
        SPACE
            .vector(
                List.of(
                    new Feature("touchpoint", "rare", 3),
                    new Feature("touchpoint", "common", 1),
                    new Feature("touchpoint", "always", 5)))
            .dense(SPACE.dimension());

    Map<String, Integer> places = SPACE.placesOf(FeatureGroup.TOUCHPOINT);
    assertThat(point[places.get("rare")]).isCloseTo(rare / length, within(1e-4));
    assertThat(point[places.get("common")]).isCloseTo(common / length, within(1e-4));
    assertThat(point[places.get("always")]).isZero();
  }

  @Test
  void aMagnitudeIsItsLogarithmByMedianAndQuartilesAndIsCut() {
    assertThat(depth(Math.expm1(2))).isCloseTo(0.3 * 0.5, within(1e-4));
    assertThat(depth(1e9)).isCloseTo(0.3 * 3, within(1e-4));
    assertThat(depth(0)).isCloseTo(0.3 * -1.5, within(1e-4));
  }

  @Test
  void whatTrainingDidNotKnowAndWhatOnlyDescribesHasNoPlace() {
    assertThat(SPACE.dimension()).isEqualTo(4);
    assertThat(
            SPACE
                .vector(
                    List.of(
                        new Feature("touchpoint", "new", 3), new Feature("hour_band", "night", 1)))
                .squaredNorm())
        .isZero();
  }

  private static double depth(double measure) {
    return SPACE.vector(List.of(new Feature("depth", "touchpoints", measure)))
        .dense(SPACE.dimension())[SPACE.placesOf(FeatureGroup.DEPTH).get("touchpoints")];
  }
}
