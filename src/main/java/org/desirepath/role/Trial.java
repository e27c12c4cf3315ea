package org.desirepath.role;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.apache.spark.ml.linalg.Vector;
import org.desirepath.role.Calibration.Case;

/**
 * What a candidate says of persons whose role is known and whom it never saw.
 *
 * @param answers one per person, always in the same order
 */
record Trial(List<Answer> answers) {

  private static final int BINS = 10;
  private static final double NORMAL_95 = 1.959963984540054;

  /** No role is held for less likely than this, so that one surprise cannot be infinite. */
  private static final double LEAST_PROBABILITY = 1e-6;

  /**
   * What is believed of one person.
   *
   * @param confidence the probability of the likeliest role
   * @param isRight whether that is the person's role
   * @param logLoss the surprise at the person's role, in nats
   */
  record Answer(double confidence, boolean isRight, double logLoss) {

    static Answer of(double[] probabilities, int role) {
      int likeliest = likeliest(probabilities);
      double probability = role < 0 ? 0 : probabilities[role];
      return new Answer(
          probabilities[likeliest],
          likeliest == role,
          -StrictMath.log(Math.max(LEAST_PROBABILITY, probability)));
    }
  }

  /** A measure with its 95 % interval; null where it cannot be told. */
  record Measure(String metric, Double value, Double low, Double high, long caseCount) {}

  /**
   * Asks a candidate. Each half of the cases is calibrated on the other, so that no answer knows
   * the role it is held against.
   */
  static Trial of(List<Case> cases, Vector logShares) {
    Calibration ofEven = Calibration.of(half(cases, 0), logShares);
    Calibration ofOdd = Calibration.of(half(cases, 1), logShares);
    List<Answer> answers = new ArrayList<>();
    for (int i = 0; i < cases.size(); i++) {
      Calibration calibration = i % 2 == 0 ? ofOdd : ofEven;
      Case one = cases.get(i);
      answers.add(Answer.of(calibration.probabilities(one.logProbabilities()), one.role()));
    }
    return new Trial(answers);
  }

  /** Which role is likeliest, the first of equal ones. */
  static int likeliest(double[] probabilities) {
    int best = 0;
    for (int role = 1; role < probabilities.length; role++) {
      if (probabilities[role] > probabilities[best]) {
        best = role;
      }
    }
    return best;
  }

  double logLoss() {
    return mean(answers.stream().map(Answer::logLoss).toList());
  }

  /**
   * Whether the answers are less surprised than those of another candidate by more than chance
   * would have it: the 95 % interval of the mean difference, person by person, lies above nought.
   */
  boolean beats(Trial other) {
    List<Double> gains = new ArrayList<>();
    for (int i = 0; i < answers.size(); i++) {
      gains.add(other.answers.get(i).logLoss() - answers.get(i).logLoss());
    }
    return mean(gains) > NORMAL_95 * standardError(gains);
  }

  /**
   * Every measure: {@code top_1}, {@code log_loss} in nats, {@code expected_calibration_error} of
   * the confidence in ten equal bins, {@code confident_share} of the persons whose confidence
   * reaches the least that is told, and {@code confident_top_1} among them.
   */
  List<Measure> measures(double minConfidence) {
    List<Answer> confident =
        answers.stream().filter(answer -> answer.confidence() >= minConfidence).toList();
    return List.of(
        share("top_1", answers, Answer::isRight),
        surprise(),
        new Measure(
            "expected_calibration_error",
            answers.isEmpty() ? null : calibrationError(),
            null,
            null,
            answers.size()),
        share("confident_share", answers, answer -> answer.confidence() >= minConfidence),
        share("confident_top_1", confident, Answer::isRight));
  }

  private Measure surprise() {
    if (answers.isEmpty()) {
      return new Measure("log_loss", null, null, null, 0);
    }
    double half = NORMAL_95 * standardError(answers.stream().map(Answer::logLoss).toList());
    return new Measure(
        "log_loss", logLoss(), Math.max(0, logLoss() - half), logLoss() + half, answers.size());
  }

  /** The mean distance between confidence and success over the bins, by their answers. */
  private double calibrationError() {
    double[] distances = new double[BINS];
    for (Answer answer : answers) {
      int bin = Math.min(BINS - 1, (int) (answer.confidence() * BINS));
      distances[bin] += answer.confidence() - (answer.isRight() ? 1 : 0);
    }
    double sum = 0;
    for (double distance : distances) {
      sum += Math.abs(distance);
    }
    return sum / answers.size();
  }

  /** A share with its interval (Wilson, "Probable inference", 1927). */
  private static Measure share(String metric, List<Answer> of, Predicate<Answer> holds) {
    double n = of.size();
    if (of.isEmpty()) {
      return new Measure(metric, null, null, null, 0);
    }
    double share = of.stream().filter(holds).count() / n;
    double square = NORMAL_95 * NORMAL_95;
    double centre = (share + square / (2 * n)) / (1 + square / n);
    double half =
        NORMAL_95 * Math.sqrt(share * (1 - share) / n + square / (4 * n * n)) / (1 + square / n);
    return new Measure(
        metric, share, Math.max(0, centre - half), Math.min(1, centre + half), of.size());
  }

  private static List<Case> half(List<Case> cases, int rest) {
    List<Case> half = new ArrayList<>();
    for (int i = rest; i < cases.size(); i += 2) {
      half.add(cases.get(i));
    }
    return half;
  }

  private static double mean(List<Double> values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum / values.size();
  }

  private static double standardError(List<Double> values) {
    double mean = mean(values);
    double squares = 0;
    for (double value : values) {
      squares += (value - mean) * (value - mean);
    }
    return Math.sqrt(squares / (values.size() - 1) / values.size());
  }
}
