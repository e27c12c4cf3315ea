package org.desirepath.persona;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.desirepath.settings.PersonaSettings;
import org.desirepath.settings.PersonaSettings.Recipe;
import org.desirepath.testing.Soak;
import org.junit.jupiter.api.Test;

/** With {@code DESIREPATH_SOAK=true} in the environment a hundred worlds are drawn, else twelve. */
class HeldOutTest {

  private static final int WORLDS = Soak.isOn() ? 100 : 12;

  @Test
  void clustersOfSessionsOfOneKindGainNothing() {
    long gaining =
        IntStream.range(0, WORLDS)
            .parallel()
            .filter(seed -> gain(new MixtureWorld(600, 1, seed), 3) > 0)
            .count();

    System.out.printf("Clusters gain in %d of %d worlds of one kind%n", gaining, WORLDS);
    assertThat(gaining).isLessThanOrEqualTo((long) Math.floor(0.05 * WORLDS));
  }

  @Test
  void clustersThatAreThereGain() {
    for (int seed = 0; seed < 5; seed++) {
      MixtureWorld world = new MixtureWorld(600, 3, 50 + seed);

      assertThat(gain(world, 3)).isGreaterThan(0.3).isGreaterThan(gain(world, 2));
    }
  }

  @Test
  void aSampleTooSmallToHoldAnyOutTellsNothing() {
    MixtureWorld world = new MixtureWorld(3, 1, 1);

    assertThat(new HeldOut(sample(world)).gains(algorithm(world), 2, 1)).isEmpty();
  }

  /** The mean gain less its standard error, as the rule of a sweep looks at it. */
  private static double gain(MixtureWorld world, int count) {
    Mean gain = Mean.of(new HeldOut(sample(world)).gains(algorithm(world), count, 1));
    return gain.value() - gain.error();
  }

  private static Algorithm algorithm(MixtureWorld world) {
    PersonaSettings settings =
        MixtureWorld.settings(2, 2, 1)
            .with(new Recipe(PersonaSettings.K_MEANS, List.of("touchpoint"), 2, 2, 1));
    Sample sample = sample(world);
    return new PointAlgorithm(
        sample.space(List.of(FeatureGroup.TOUCHPOINT)), new KMeansMethod(settings), sample, 2);
  }

  private static Sample sample(MixtureWorld world) {
    return new Sample(world.sessions(), world.statistics());
  }
}
