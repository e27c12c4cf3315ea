package org.desirepath.persona;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class DriftTest {

  @Test
  void equalSharesHaveNoDrift() {
    assertThat(Drift.of(new long[] {10, 30}, new long[] {200, 600}).index()).isZero();
  }

  @Test
  void movedSharesDriftByTheirLogarithms() {
    double expected = 0.2 * Math.log(0.7 / 0.5) - 0.2 * Math.log(0.3 / 0.5);

    assertThat(Drift.of(new long[] {50, 50}, new long[] {70, 30}).index())
        .isCloseTo(expected, within(1e-12));
  }

  @Test
  void aMemberThatIsGoneDriftsByABoundedAmount() {
    assertThat(Drift.of(new long[] {50, 50}, new long[] {100, 0}).index()).isBetween(4.0, 5.0);
  }
}
