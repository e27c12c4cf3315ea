package org.desirepath.prediction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class TestSumsTest {

  @Test
  void withGroupsOfOneSizeTheIntervalOfAMeanIsTheClassicalOne() {
    Random random = new Random(2);
    TestSums sums = new TestSums();
    double[] means = new double[20];
    double mean = 0;
    for (int group = 0; group < means.length; group++) {
      means[group] = random.nextInt(11) / 10.0;
      mean += means[group] / means.length;
      sums.add(group, 3, new TestSums.Sum(10, 10 * means[group], 0, 0, 20, 0, 0));
    }
    double squares = 0;
    for (double one : means) {
      squares += (one - mean) * (one - mean);
    }
    double error = Math.sqrt(squares / (means.length - 1) / means.length);

    TestSums.Measure top1 = sums.measures().get(0);

    assertThat(top1.metric()).isEqualTo("top_1");
    assertThat(top1.value()).isCloseTo(mean, within(1e-12));
    // Student's t for 19 degrees of freedom is 2.093.
    assertThat(top1.high() - top1.value()).isCloseTo(2.093 * error, within(1e-3 * error));
    assertThat(top1.value() - top1.low()).isCloseTo(2.093 * error, within(1e-3 * error));
    assertThat(sums.logLoss()).isCloseTo(2, within(1e-12));
    assertThat(sums.caseCount()).isEqualTo(200);
  }

  @Test
  void calibrationIsJudgedBinByBin() {
    TestSums sums = new TestSums();
    sums.add(0, 1, new TestSums.Sum(4, 2, 0, 0, 0, 0, 0.6));
    sums.add(1, 8, new TestSums.Sum(6, 3, 0, 0, 0, 0, 4.8));

    assertThat(sums.measures().get(5).metric()).isEqualTo("expected_calibration_error");
    assertThat(sums.measures().get(5).value()).isCloseTo((1.4 + 1.8) / 10, within(1e-12));
  }

  @Test
  void fewGroupsGiveNoIntervalAndNoCasesNoValue() {
    TestSums sums = new TestSums();
    assertThat(sums.measures()).allMatch(measure -> measure.value() == null);
    assertThat(sums.caseCount()).isZero();

    sums.add(0, 0, new TestSums.Sum(1, 1, 1, 1, 0, 0, 1));

    assertThat(sums.measures()).allMatch(measure -> measure.value() != null);
    assertThat(sums.measures()).allMatch(measure -> measure.low() == null);
  }

  @Test
  void studentsQuantileIsThatOfTheTables() {
    assertThat(TestSums.student95(9)).isCloseTo(2.262, within(4e-3));
    assertThat(TestSums.student95(29)).isCloseTo(2.045, within(1e-3));
  }
}
