package org.desirepath.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class ConsoleProgressTest {

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);

  @Test
  void aLogHasALinePerTableAndNoControlCharacters() {
    try (ConsoleProgress progress = progress(false)) {
      progress.started("fact_session");
      progress.finished("fact_session", 5120, Duration.ofMillis(1234));
    }

    assertThat(text())
        .isEqualTo("  1  fact_session                          5,120 rows      1.2 s\n");
  }

  @Test
  void aLongTableGivesASignOfLifeInALog() {
    try (ConsoleProgress progress = progress(false)) {
      progress.started("agg_path");
      now.set(Instant.EPOCH.plusSeconds(60));
      progress.signOfLife();
    }

    assertThat(text()).isEqualTo("     … agg_path, 60 s so far\n");
  }

  @Test
  void longWorkBetweenTablesGivesASignOfLifeToo() {
    try (ConsoleProgress progress = progress(false)) {
      progress.finished("agg_path", 7, Duration.ofSeconds(9));
      now.set(Instant.EPOCH.plusSeconds(29));
      progress.signOfLife();
      now.set(Instant.EPOCH.plusSeconds(40));
      progress.signOfLife();
    }

    assertThat(text())
        .isEqualTo(
            """
              1  agg_path                                  7 rows      9.0 s
                 … working between tables, 40 s so far
            """);
  }

  @Test
  void tablesThatAreMadeSideBySideAreToldTogether() {
    try (ConsoleProgress progress = progress(false)) {
      progress.started("agg_path");
      now.set(Instant.EPOCH.plusSeconds(20));
      progress.started("agg_transition");
      progress.started("dim_date");
      now.set(Instant.EPOCH.plusSeconds(60));
      progress.finished("dim_date", 1, Duration.ofSeconds(40));
      progress.signOfLife();
    }

    assertThat(text()).endsWith("     … agg_path, 60 s so far; agg_transition, 40 s so far\n");
  }

  @Test
  void aTerminalHasABarThatGrows() {
    try (ConsoleProgress progress = progress(true)) {
      progress.finished("fact_session", 1, Duration.ZERO);
      progress.started("agg_path");
    }

    assertThat(text()).contains("[" + "#".repeat(15) + "·".repeat(15) + "] agg_path");
  }

  private ConsoleProgress progress(boolean terminal) {
    return new ConsoleProgress(
        new PrintStream(bytes, true, StandardCharsets.UTF_8), terminal, 2, now::get);
  }

  private String text() {
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
