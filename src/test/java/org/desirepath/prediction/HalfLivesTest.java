package org.desirepath.prediction;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class HalfLivesTest {

  private static final HalfLives HALF_LIVES =
      new HalfLives(List.of(Duration.ofDays(30), Duration.ofDays(60)));

  @Test
  void anEventOfNowWeighsMoreTheOlderTheReferenceIs() {
    double unit = HalfLives.UNIT;

    assertThat(HALF_LIVES.units(Duration.ZERO)).containsExactly(unit, unit, unit);
    assertThat(HALF_LIVES.units(Duration.ofDays(60))).containsExactly(unit, 4 * unit, 2 * unit);
    assertThat(HALF_LIVES.units(Duration.ofDays(-60))).containsExactly(unit, unit / 4, unit / 2);
  }

  @Test
  void aReferenceIsWornOutAfterTenOfTheShortestHalfLives() {
    assertThat(HALF_LIVES.isWornOut(Duration.ofDays(300))).isFalse();
    assertThat(HALF_LIVES.isWornOut(Duration.ofDays(301))).isTrue();
    assertThat(new HalfLives(List.of()).isWornOut(Duration.ofDays(9999))).isFalse();
  }
}
