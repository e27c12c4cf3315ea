package org.desirepath.persona;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.desirepath.settings.PersonaSettings;
import org.desirepath.settings.PersonaSettings.Recipe;
import org.desirepath.settings.TuningSettings;
import org.junit.jupiter.api.Test;

class ChooseCandidateTest {

  private static final TuningSettings SETTINGS =
      new TuningSettings(
          List.of(PersonaSettings.K_MEANS),
          Map.of("mix", List.of("touchpoint")),
          2,
          9,
          List.of(1L),
          10,
          10,
          0.6,
          0.75,
          0.75,
          0.01);

  @Test
  void ofThoseWithinOneStandardErrorOfTheBestTheFewestPersonasAreTaken() {
    Candidate best = candidate("best", 6, 0.9, 1.0, 0.2, 1.00, 1.40, 0.80);
    Candidate near = candidate("near", 5, 0.9, 1.0, 0.2, 0.95, 1.45, 0.70);
    Candidate poor = candidate("poor", 3, 0.9, 1.0, 0.2, 0.50, 0.80, 0.40);

    ChooseCandidate choice = ChooseCandidate.from(List.of(poor, best, near), SETTINGS);

    assertThat(choice.picked()).contains(near);
    assertThat(String.join(" ", choice.sentences()))
        .contains("near is picked, with 5 personas.")
        .contains("Of 3 candidates 3 are stable")
        .contains("best with 6 personas tells them best");
  }

  @Test
  void theBestIsTakenWhereNoOtherComesNear() {
    Candidate best = candidate("best", 6, 0.9, 1.0, 0.2, 1.0, 1.4, 0.8);
    Candidate poor = candidate("poor", 3, 0.9, 1.0, 0.2, 0.5, 0.8, 0.4);

    ChooseCandidate choice = ChooseCandidate.from(List.of(poor, best), SETTINGS);

    assertThat(choice.picked()).contains(best);
    assertThat(choice.sentences()).last().isEqualTo("None tells them better.");
  }

  @Test
  void whatTheSettingsDemandIsAskedOfEach() {
    List<Candidate> candidates =
        List.of(
            candidate("weak", 4, 0.59, 1.0, 0.2, 1.0, 1.1, 0.9),
            candidate("seedy", 4, 0.9, 0.74, 0.2, 1.0, 1.1, 0.9),
            candidate("tiny", 4, 0.9, 1.0, 0.009, 1.0, 1.1, 0.9),
            candidate("empty", 4, 0.9, 1.0, 0.2, 0.1, -0.1, 0.0));

    ChooseCandidate choice = ChooseCandidate.from(candidates, SETTINGS);

    assertThat(choice.picked()).isEmpty();
    assertThat(choice.faults())
        .containsEntry("weak", List.of("stability of the weakest persona is 0.590, below 0.6"))
        .containsEntry("seedy", List.of("agreement between seeds is 0.740, below 0.75"))
        .containsEntry("tiny", List.of("share of the smallest persona is 0.009, below 0.01"))
        .containsEntry(
            "empty",
            List.of(
                "tells held-out sessions no better than one kind of session: 0.000 ± 0.058 nats"));
    assertThat(choice.sentences())
        .startsWith("There is no stable segmentation.")
        .contains(
            "1 of 4 candidates tell held-out sessions no better than one kind of session does.");
  }

  @Test
  void boundsThemselvesAreEnough() {
    Candidate candidate = candidate("just", 2, 0.6, 0.75, 0.01, 1.0, 1.1, 0.9);

    assertThat(ChooseCandidate.from(List.of(candidate), SETTINGS).picked()).contains(candidate);
  }

  /** A candidate with a second persona of stability 1. */
  private static Candidate candidate(
      String name, int count, double stability, double agreement, double share, Double... gains) {
    return new Candidate(
        name,
        "mix",
        new Recipe(PersonaSettings.K_MEANS, List.of("touchpoint"), count, count, 1),
        1000,
        List.of(1.0, stability),
        share,
        0.5,
        1.0,
        100.0,
        null,
        Arrays.asList(gains),
        agreement,
        "");
  }
}
