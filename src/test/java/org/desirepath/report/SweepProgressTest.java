package org.desirepath.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.desirepath.persona.Candidate;
import org.desirepath.settings.PersonaSettings.Recipe;
import org.junit.jupiter.api.Test;

class SweepProgressTest {

  private final ByteArrayOutputStream told = new ByteArrayOutputStream();
  private Instant now = Instant.parse("2026-06-01T00:00:00Z");

  @Test
  void eachTrialIsALineWithItsFiguresAndTheTimeThatIsLeft() {
    SweepProgress progress =
        new SweepProgress(new PrintStream(told, true, StandardCharsets.UTF_8), 4, () -> now);

    progress.began("k-means-2-mix");
    progress.ended("k-means-2-mix", List.of(candidate(0.5, 0.9)), true);
    progress.began("k-means-3-mix");
    now = now.plusSeconds(30);
    progress.ended("k-means-3-mix", List.of(candidate(0.5, 0.9), candidate(0.7, 0.7)), false);
    progress.began("k-means-4-mix");
    now = now.plusSeconds(170);
    progress.ended("k-means-4-mix", List.of(candidate(0.5, null)), false);

    assertThat(told.toString(StandardCharsets.UTF_8).lines())
        .containsExactly(
            "   1/4  k-means-2-mix                                gain  0.500  stability 0.80"
                + "  agreement 0.90  kept from before",
            "   2/4  k-means-3-mix                                gain  0.600  stability 0.80"
                + "  agreement 0.80  30.0 s, about 60 s left",
            "   3/4  k-means-4-mix                                gain  0.500  stability 0.80"
                + "  agreement    -  170.0 s, about 2 min left");
  }

  private static Candidate candidate(double gain, Double agreement) {
    return new Candidate(
        "one",
        "mix",
        new Recipe("k-means", List.of("touchpoint"), 2, 2, 1),
        100,
        List.of(0.9, 0.8),
        0.2,
        null,
        null,
        null,
        null,
        List.of(gain),
        agreement,
        "");
  }
}
