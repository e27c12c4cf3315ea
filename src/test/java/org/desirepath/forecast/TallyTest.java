package org.desirepath.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class TallyTest {

  @Test
  void measuresOfOneQuestionAreThoseByHand() {
    Tally tally = new Tally();
    tally.add(1, new double[] {0.1, 0.6, 0.3}, 2);

    Map<String, Double> values = values(tally);

    assertThat(values.get("top_1")).isZero();
    assertThat(values.get("top_3")).isEqualTo(1);
    assertThat(values.get("mean_reciprocal_rank")).isEqualTo(0.5);
    assertThat(values.get("log_loss")).isCloseTo(-Math.log(0.3), within(1e-6));
    assertThat(values.get("brier")).isCloseTo(0.01 + 0.36 + 0.49, within(1e-6));
    assertThat(values.get("expected_calibration_error")).isCloseTo(0.6, within(1e-6));
  }

  @Test
  void tiesShareTheRanksTheyTake() {
    Tally tally = new Tally();
    tally.add(1, new double[] {0, 0.25, 0.25, 0.25, 0.25}, 3);

    assertThat(values(tally).get("top_1")).isEqualTo(0.25);
    assertThat(values(tally).get("top_3")).isEqualTo(0.75);
    assertThat(values(tally).get("mean_reciprocal_rank")).isEqualTo(0.4);
  }

  @Test
  void whatIsHeldImpossibleCostsNoMoreThanWhatIsHeldUnlikely() {
    Tally tally = new Tally();
    tally.add(1, new double[] {0, 1, 0}, 2);

    assertThat(values(tally).get("log_loss")).isCloseTo(-Math.log(1e-5 / (1 + 2e-5)), within(1e-6));
  }

  @Test
  void whatWasNeverSeenIsNotHitHoweverLikelyItWas() {
    Tally tally = new Tally();
    tally.add(1, new double[] {0.9, 0.1}, 0);

    Map<String, Double> values = values(tally);

    assertThat(values.get("top_1") + values.get("top_3") + values.get("mean_reciprocal_rank"))
        .isZero();
    assertThat(values.get("log_loss")).isCloseTo(-Math.log(0.9), within(1e-6));
    assertThat(values.get("expected_calibration_error")).isCloseTo(0.1, within(1e-6));
  }

  @Test
  void oneWhoIsAsOftenRightAsSheSaysIsCalibrated() {
    Tally calibrated = new Tally();
    Tally boastful = new Tally();
    Random random = new Random(1);
    for (int i = 0; i < 100_000; i++) {
      double sure = 0.5 + random.nextDouble() / 2;
      int came = random.nextDouble() < sure ? 1 : 2;
      calibrated.add(random.nextLong(), new double[] {0, sure, 1 - sure}, came);
      boastful.add(random.nextLong(), new double[] {0, (1 + sure) / 2, (1 - sure) / 2}, came);
    }

    assertThat(values(calibrated).get("expected_calibration_error")).isLessThan(0.01);
    assertThat(values(boastful).get("expected_calibration_error")).isCloseTo(0.125, within(0.01));
  }

  @Test
  void neitherOrderNorPartsChangeAnything() {
    Random random = new Random(2);
    Tally all = new Tally();
    Tally one = new Tally();
    Tally other = new Tally();
    for (int i = 0; i < 500; i++) {
      double sure = random.nextDouble();
      int came = random.nextInt(2);
      long hash = Mixing.finish(i / 3);
      all.add(hash, new double[] {sure, 1 - sure}, came);
      (random.nextBoolean() ? one : other).add(hash, new double[] {sure, 1 - sure}, came);
    }

    assertThat(other.plus(one).measures()).isEqualTo(all.measures());
    assertThat(all.asked()).isEqualTo(500);
  }

  @Test
  void intervalsHoldTheTruthAboutAsOftenAsTheySay() {
    // Cases of five questions that are answered alike: by question they would be far too narrow.
    int held = 0;
    int rounds = 200;
    for (int round = 0; round < rounds; round++) {
      Random random = new Random(round);
      Tally tally = new Tally();
      for (int one = 0; one < 120; one++) {
        int came = random.nextDouble() < 0.7 ? 1 : 2;
        long hash = random.nextLong();
        for (int question = 0; question < 5; question++) {
          tally.add(hash, new double[] {0, 0.7, 0.3}, came);
        }
      }
      Measure hits = tally.measures().get(0);
      held += hits.low() <= 0.7 && 0.7 <= hits.high() ? 1 : 0;
    }
    assertThat(held).isBetween((int) (0.90 * rounds), (int) (0.99 * rounds));
  }

  @Test
  void whatWasNeverAskedHasNoValue() {
    assertThat(new Tally().measures())
        .hasSize(6)
        .allMatch(one -> one.value() == null && one.low() == null && one.high() == null);
  }

  @Test
  void whatIsHardForBothDoesNotHideWhoIsBetter() {
    Random random = new Random(5);
    Tally baseline = new Tally();
    Tally better = new Tally();
    Tally alike = new Tally();
    for (int i = 0; i < 200; i++) {
      // Cases differ far more than candidates do.
      double hard = Math.pow(10, -3 * random.nextDouble());
      long hash = random.nextLong();
      double noise = 1 + random.nextGaussian() / 50;
      baseline.add(hash, new double[] {0, hard, 1 - hard}, 1);
      better.add(hash, new double[] {0, hard * 1.02, 1 - hard * 1.02}, 1);
      alike.add(hash, new double[] {0, hard * noise, 1 - hard * noise}, 1);
    }

    Measure gain = better.gainOver(baseline);
    assertThat(gain.value()).isCloseTo(Math.log(1.02), within(1e-5));
    assertThat(gain.low()).isGreaterThan(0.015);
    assertThat(better.beats(baseline)).isTrue();
    assertThat(baseline.beats(better)).isFalse();
    assertThat(alike.beats(baseline)).isFalse();
    assertThat(new Tally().beats(new Tally())).isFalse();
  }

  private static Map<String, Double> values(Tally tally) {
    return tally.measures().stream().collect(Collectors.toMap(Measure::metric, Measure::value));
  }
}
