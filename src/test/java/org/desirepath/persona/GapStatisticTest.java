package org.desirepath.persona;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.desirepath.persona.FeatureSpace.Feature;
import org.desirepath.persona.FeatureSpace.Statistic;
import org.desirepath.settings.PersonaSettings;
import org.desirepath.settings.PersonaSettings.Recipe;
import org.desirepath.testing.SparkExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SparkExtension.class)
class GapStatisticTest {

  @Test
  void itIsLargestAtTheNumberOfKinds() {
    GapStatistic gap = gap(PersonaSettings.K_MEANS, heaps(3, 240, 4));
    List<Double> gaps = new ArrayList<>();
    for (int count = 1; count <= 5; count++) {
      gaps.add(gap.of(count, 1).value());
    }

    assertThat(gaps.get(2)).isGreaterThan(gaps.get(0) + 0.5).isGreaterThan(gaps.get(1) + 0.3);
    // By the paper's rule: the first that is within an error of the next one.
    assertThat(gaps.get(2)).isGreaterThanOrEqualTo(gaps.get(3) - gap.of(4, 1).error());
  }

  @Test
  void oneHeapGainsNothingByBeingCut() {
    GapStatistic gap = gap(PersonaSettings.K_MEANS, heaps(1, 240, 5));

    assertThat(gap.of(1, 1).value())
        .isGreaterThanOrEqualTo(gap.of(2, 1).value() - gap.of(2, 1).error());
  }

  @Test
  void thereIsNoneOfAMixtureOfChains() {
    MixtureWorld world = new MixtureWorld(60, 2, 6);
    Algorithm mixture =
        new MixtureAlgorithm(
            MixtureWorld.settings(2, 2, 1), new Sample(world.sessions(), world.statistics()));

    assertThat(GapStatistic.of(mixture, 3, 1, SparkExtension.session().sparkContext())).isEmpty();
  }

  private static GapStatistic gap(String algorithm, Sample sample) {
    PersonaSettings settings =
        MixtureWorld.settings(2, 2, 1)
            .with(new Recipe(algorithm, List.of("sentiment", "time_of_day"), 2, 2, 1));
    return GapStatistic.of(
            Algorithm.of(settings, sample, SparkExtension.session().sparkContext()),
            8,
            3,
            SparkExtension.session().sparkContext())
        .orElseThrow();
  }

  /** Sessions in heaps on a circle, each as wide as a tenth of it. */
  private static Sample heaps(int kinds, int sessions, long seed) {
    Random random = new Random(seed);
    List<List<Feature>> all = new ArrayList<>();
    for (int i = 0; i < sessions; i++) {
      double angle = 2 * Math.PI * (i % kinds) / kinds;
      double reach = kinds == 1 ? 0 : 0.8;
      all.add(
          List.of(
              new Feature("depth", "touchpoints", 3),
              new Feature(
                  "time_of_day", "cosine", reach * Math.cos(angle) + random.nextGaussian() * 0.05),
              new Feature(
                  "time_of_day", "sine", reach * Math.sin(angle) + random.nextGaussian() * 0.05)));
    }
    return new Sample(
        all,
        List.of(
            new Statistic("depth", "touchpoints", sessions, 0, 0, 0),
            new Statistic("time_of_day", "cosine", sessions, 0, 0, 0),
            new Statistic("time_of_day", "sine", sessions, 0, 0, 0)));
  }
}
