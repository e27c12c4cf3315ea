package org.desirepath.persona;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.desirepath.settings.PersonaSettings;
import org.junit.jupiter.api.Test;

/** With {@code DESIREPATH_SOAK=true} in the environment a hundred worlds are drawn, else twelve. */
class ChooseCountTest {

  private static final int WORLDS =
      Boolean.parseBoolean(System.getenv("DESIREPATH_SOAK")) ? 100 : 12;

  @Test
  void sessionsOfOneKindAreCalledSo() {
    long called =
        IntStream.range(0, WORLDS)
            .parallel()
            .filter(seed -> choose(new MixtureWorld(700, 1, seed), 1, 4).count() == 0)
            .count();

    System.out.printf("%d of %d worlds without structure are called so%n", called, WORLDS);
    assertThat(called).isGreaterThanOrEqualTo((long) Math.ceil(0.95 * WORLDS));
  }

  @Test
  void asManyKindsAreFoundAsThereAre() {
    long found =
        IntStream.range(0, WORLDS)
            .parallel()
            .filter(
                seed -> {
                  int kinds = 2 + seed % 3;
                  return choose(new MixtureWorld(700, kinds, 1000 + seed), 1, 6).count() == kinds;
                })
            .count();

    System.out.printf("%d of %d worlds have as many kinds as found%n", found, WORLDS);
    assertThat(found).isGreaterThanOrEqualTo((long) Math.ceil(0.9 * WORLDS));
  }

  @Test
  void aFixedNumberIsTakenWithoutTrial() {
    ChooseCount chosen = choose(new MixtureWorld(50, 1, 3), 4, 4);

    assertThat(chosen.count()).isEqualTo(4);
    assertThat(chosen.scores()).isEmpty();
  }

  @Test
  void everyNumberThatWasTriedIsTold() {
    ChooseCount chosen = choose(new MixtureWorld(300, 2, 5), 1, 3);

    assertThat(chosen.scores())
        .extracting(PersonaModel.Score::candidate)
        .containsExactly("markov_mixture of 1", "markov_mixture of 2", "markov_mixture of 3");
    assertThat(chosen.scores())
        .allSatisfy(
            score -> {
              assertThat(score.caseCount()).isEqualTo(90);
              assertThat(score.low()).isLessThan(score.value());
              assertThat(score.high()).isGreaterThan(score.value());
            })
        .filteredOn(PersonaModel.Score::isPublished)
        .hasSize(1);
  }

  @Test
  void noSessionsHaveNoKinds() {
    PersonaSettings settings = MixtureWorld.settings(1, 4, 1);

    assertThat(
            ChooseCount.from(
                    List.of(), List.of(), new MixtureWorld(3, 1, 1).start(settings), settings)
                .count())
        .isZero();
  }

  private static ChooseCount choose(MixtureWorld world, int minCount, int maxCount) {
    PersonaSettings settings = MixtureWorld.settings(minCount, maxCount, 1);
    return ChooseCount.from(world.points(), world.visits(), world.start(settings), settings);
  }
}
