package org.desirepath.role;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.desirepath.role.Calibration.Case;
import org.desirepath.role.Trial.Measure;
import org.junit.jupiter.api.Test;

class CalibrationTest {

  private static final Vector SHARES = logarithms(0.5, 0.5);

  @Test
  void aModelThatClaimsTooMuchIsHeldBackToWhatIsRight() {
    // Ever 99 % sure, and right three times in four.
    List<Case> cases = new ArrayList<>();
    for (int i = 0; i < 400; i++) {
      int claimed = i / 4 % 2;
      cases.add(
          new Case(
              i % 4 == 0 ? 1 - claimed : claimed,
              claimed == 0 ? logarithms(0.99, 0.01) : logarithms(0.01, 0.99)));
    }

    Calibration calibration = Calibration.of(cases, SHARES);

    assertThat(calibration.probabilities(logarithms(0.99, 0.01))[0]).isCloseTo(0.75, within(0.02));
  }

  @Test
  void aModelThatIsRightByChanceIsNotTrusted() {
    Random random = new Random(3);
    List<Case> cases = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      cases.add(
          new Case(
              random.nextInt(10) < 7 ? 0 : 1,
              random.nextBoolean() ? logarithms(0.99, 0.01) : logarithms(0.01, 0.99)));
    }
    Vector shares = logarithms(0.7, 0.3);

    Calibration calibration = Calibration.of(cases, shares);

    assertThat(calibration.trust()).isLessThanOrEqualTo(0.05);
    assertThat(calibration.probabilities(logarithms(0.01, 0.99))[0]).isCloseTo(0.7, within(0.06));
    assertThat(Trial.of(cases, shares).beats(shares(cases, shares))).isFalse();
  }

  @Test
  void measuresAreThoseOfTheAnswers() {
    Trial trial =
        new Trial(
            List.of(
                Trial.Answer.of(new double[] {0.9, 0.1}, 0),
                Trial.Answer.of(new double[] {0.9, 0.1}, 0),
                Trial.Answer.of(new double[] {0.1, 0.9}, 0),
                Trial.Answer.of(new double[] {0.6, 0.4}, -1)));

    List<Measure> measures = trial.measures(0.7);

    assertThat(measures)
        .extracting(Measure::metric)
        .containsExactly(
            "top_1",
            "log_loss",
            "expected_calibration_error",
            "confident_share",
            "confident_top_1");
    assertThat(measures.get(0).value()).isEqualTo(0.5);
    assertThat(measures.get(0).low()).isCloseTo(0.150, within(0.001));
    assertThat(measures.get(0).high()).isCloseTo(0.850, within(0.001));
    assertThat(measures.get(1).value())
        .isCloseTo(-(2 * Math.log(0.9) + Math.log(0.1) + Math.log(1e-6)) / 4, within(1e-12));
    assertThat(measures.get(2).value()).isCloseTo((0.7 + 0.6) / 4, within(1e-12));
    assertThat(measures.get(3).value()).isEqualTo(0.75);
    assertThat(measures.get(4).value()).isCloseTo(2 / 3.0, within(1e-12));
    assertThat(measures.get(4).caseCount()).isEqualTo(3);
  }

  @Test
  void ofNobodyNothingIsMeasured() {
    assertThat(new Trial(List.of()).measures(0.5)).allMatch(measure -> measure.value() == null);
  }

  private static Trial shares(List<Case> cases, Vector shares) {
    return Trial.of(cases.stream().map(one -> new Case(one.role(), shares)).toList(), shares);
  }

  private static Vector logarithms(double... probabilities) {
    return Vectors.dense(Arrays.stream(probabilities).map(Math::log).toArray());
  }
}
