package org.desirepath.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class RunIdTest {

  @Test
  void aRunIsNamedByItsDayItsStartAndItsEntropy() {
    assertThat(
            RunId.of(LocalDate.of(2026, 1, 5), Instant.parse("2026-01-06T02:15:03.9Z"), -2).text())
        .isEqualTo("2026-01-05T021503-fffffffe");
  }

  @Test
  void anotherTextIsRefused() {
    assertThatThrownBy(() -> new RunId("../2026-01-05T021503-fffffffe"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "A run is named like 2026-01-05T021503-1a2b3c4d, not ../2026-01-05T021503-fffffffe");
  }
}
