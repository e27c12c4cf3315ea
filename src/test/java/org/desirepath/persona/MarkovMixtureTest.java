package org.desirepath.persona;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.desirepath.persona.FeatureSpace.Feature;
import org.junit.jupiter.api.Test;

class MarkovMixtureTest {

  @Test
  void kindsThatAreWellApartAreFoundAgain() {
    for (long seed = 0; seed < 5; seed++) {
      MixtureWorld world = new MixtureWorld(600, 4, seed);
      MarkovMixture mixture = fit(world, 4);

      assertThat(adjustedRandIndex(world.kinds(), mixture.owners(world.visits())))
          .as("seed %d", seed)
          .isGreaterThan(0.95);
    }
  }

  @Test
  void sharesSumToOneAndEveryRoundMakesTheSessionsLikelier() {
    MixtureWorld world = new MixtureWorld(300, 3, 9);
    List<Visit> visits = world.visits();
    int[] once = FitMixture.once(visits.size());
    int[] owners = new Random(4).ints(visits.size(), 0, 3).toArray();
    MarkovMixture mixture =
        FitMixture.of(world.start(MixtureWorld.settings(3, 3, 1)).terms(), visits, once, owners, 3);

    double before = Double.NEGATIVE_INFINITY;
    for (int round = 0; round < 10; round++) {
      MixtureCounts counts = new MixtureCounts(3, mixture.space().size());
      for (Visit visit : visits) {
        double[] shares = new double[3];
        mixture.share(visit, shares);
        assertThat(Arrays.stream(shares).sum()).isCloseTo(1, within(1e-12));
        mixture.expect(visit, counts);
      }
      // What is smoothed is not the likelihood alone, so it may fall by a trifle.
      assertThat(counts.logLikelihood()).isGreaterThan(before - 1);
      assertThat(counts.sessions()).isEqualTo(300);
      assertThat(counts.owned().stream().mapToLong(Long::longValue).sum()).isEqualTo(300);
      before = counts.logLikelihood();
      mixture = MarkovMixture.of(mixture.space(), counts);
    }
  }

  @Test
  void theProbabilitiesOfAllWaysOutOfATouchpointSumToOne() {
    MixtureWorld world = new MixtureWorld(200, 2, 2);
    MarkovMixture mixture = fit(world, 2);

    // A session of one move is as likely as the component and the move, with marks left out.
    for (int component = 0; component < 2; component++) {
      MarkovMixture alone = (MarkovMixture) mixture.inOrder(List.of(component));
      double weight = likelihood(alone, List.of());
      double sum = 0;
      for (int to = 0; to < 12; to++) {
        sum += likelihood(alone, List.of(new Feature("move", "t3 > t" + to, 1))) / weight;
      }
      sum += likelihood(alone, List.of(new Feature("move", "t3 > ()", 1))) / weight;
      sum += likelihood(alone, List.of(new Feature("move", "t3 > never seen", 1))) / weight;
      assertThat(sum).isCloseTo(1, within(1e-9));
    }
  }

  @Test
  void countsAreTheSameInWhateverOrderAndGrouping() {
    MixtureWorld world = new MixtureWorld(200, 2, 2);
    MarkovMixture mixture = fit(world, 2);
    List<Visit> visits = world.visits();

    MixtureCounts forward = new MixtureCounts(2, mixture.space().size());
    visits.forEach(visit -> mixture.expect(visit, forward));
    MixtureCounts first = new MixtureCounts(2, mixture.space().size());
    MixtureCounts second = new MixtureCounts(2, mixture.space().size());
    for (int i = visits.size() - 1; i >= 0; i--) {
      mixture.expect(visits.get(i), i % 3 == 0 ? first : second);
    }

    assertThat(MarkovMixture.of(mixture.space(), second.merge(first)).content())
        .isEqualTo(MarkovMixture.of(mixture.space(), forward).content());
  }

  private static MarkovMixture fit(MixtureWorld world, int components) {
    return world
        .start(MixtureWorld.settings(components, components, 1))
        .fit(world.points(), world.visits(), FitMixture.once(world.visits().size()), components, 1);
  }

  private static double likelihood(MarkovMixture mixture, List<Feature> features) {
    return Math.exp(mixture.share(mixture.space().visit(features), new double[1]));
  }

  private static double adjustedRandIndex(List<Integer> kinds, int[] owners) {
    return PersonaRecoveryTest.adjustedRandIndex(
        IntStream.range(0, owners.length)
            .boxed()
            .collect(
                java.util.stream.Collectors.groupingBy(
                    i -> List.of(kinds.get(i).toString(), Integer.toString(owners[i])),
                    java.util.stream.Collectors.summingDouble(i -> 1.0))));
  }
}
