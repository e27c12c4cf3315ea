package org.desirepath.persona;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.desirepath.persona.PersonaModel.Cluster;
import org.junit.jupiter.api.Test;

class MatchPersonasTest {

  @Test
  void aPersonaGoesOnInTheOneItHasMostSessionsInCommonWith() {
    assertThat(match("x y", "a b", new long[][] {{8, 1, 0}, {2, 9, 0}, {0, 0, 0}}))
        .isEqualTo(
            """
            a b
            a kept a 0.73
            b kept b 0.75\
            """);
  }

  @Test
  void lessThanHalfInCommonIsABirthAndADeath() {
    assertThat(match("x y", "a b", new long[][] {{10, 0, 0}, {0, 4, 6}, {0, 3, 0}}))
        .isEqualTo(
            """
            a y
            a kept a 1.00
            y born b 0.31
            b retired y 0.31\
            """);
  }

  @Test
  void aPersonaThatIsSplitGoesOnInItsLargerPart() {
    assertThat(match("x y", "a", new long[][] {{6, 0}, {4, 0}, {0, 0}}))
        .isEqualTo(
            """
            a y
            a kept a 0.60
            y born a 0.40
            a split a 0.60
            y split a 0.40\
            """);
  }

  @Test
  void twoThatAreMergedGoOnAsTheLargerOne() {
    assertThat(match("x", "a b", new long[][] {{6, 4, 0}, {0, 0, 0}}))
        .isEqualTo(
            """
            a
            a kept a 0.60
            b retired a 0.40
            a merged a 0.60
            a merged b 0.40\
            """);
  }

  @Test
  void aNewPersonaNeverTakesTheIdOfAnotherThatIsGone() {
    String matched = match("a", "a", new long[][] {{1, 9}, {9, 0}});

    assertThat(matched.lines().findFirst().orElseThrow()).hasSize(32).isNotEqualTo("a");
    assertThat(matched).contains(" born a 0.05").contains("a retired ");
  }

  @Test
  void firstPersonasAreBorn() {
    assertThat(show(MatchPersonas.first(clusters("x y", "run-2"))))
        .isEqualTo(
            """
            x y
            x born none
            y born none\
            """);
  }

  @Test
  void aPersonaThatGoesOnKeepsTheRunOfItsBirth() {
    List<Cluster> matched =
        MatchPersonas.from(
                clusters("x", "run-2"), clusters("a", "run-1"), new long[][] {{5, 0}, {0, 0}}, "v")
            .clusters();

    assertThat(matched).extracting(Cluster::firstRunId).containsExactly("run-1");
    assertThat(matched).extracting(Cluster::sessionCount).containsExactly(10L);
  }

  private static String match(String fresh, String before, long[][] shared) {
    return show(
        MatchPersonas.from(clusters(fresh, "run-2"), clusters(before, "run-1"), shared, "v"));
  }

  private static List<Cluster> clusters(String ids, String runId) {
    return Arrays.stream(ids.split(" ")).map(id -> new Cluster(id, runId, 10, null, null)).toList();
  }

  private static String show(MatchPersonas.Matched matched) {
    return matched.clusters().stream().map(Cluster::personaId).collect(Collectors.joining(" "))
        + "\n"
        + matched.changes().stream()
            .map(
                change ->
                    "%s %s %s%s"
                        .formatted(
                            change.personaId(),
                            change.change(),
                            change.relatedPersonaId(),
                            change.overlap() == null ? "" : " %.2f".formatted(change.overlap())))
            .collect(Collectors.joining("\n"));
  }
}
