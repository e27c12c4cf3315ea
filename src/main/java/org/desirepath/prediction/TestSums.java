package org.desirepath.prediction;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/**
 * What a candidate's foretelling of the test cases adds up to, and the measures made of it.
 *
 * <p>Cases are kept by group of journeys, so that intervals can be told from how the measures move
 * when a group is left out (the delete-a-group jackknife: Kott, "The delete-a-group jackknife",
 * Journal of Official Statistics, 2001): cases of one journey are not independent, journeys are.
 */
final class TestSums {

  /** Equal parts of the confidence from 0 to 1 in which calibration is judged. */
  static final int BINS = 10;

  private static final int LEAST_GROUPS = 10;
  private static final double NORMAL_95 = 1.959963984540054;

  /**
   * Sums over the cases of a group and a confidence bin.
   *
   * @param reciprocalRank of what came, nought where it was not ranked
   * @param logLoss in nats
   * @param brier squared distance of the distribution to what came, 0 to 2
   * @param confidence of the first rank
   */
  record Sum(
      double cases,
      double top1,
      double top3,
      double reciprocalRank,
      double logLoss,
      double brier,
      double confidence) {

    private static final Sum NONE = new Sum(0, 0, 0, 0, 0, 0, 0);

    private Sum plus(Sum other) {
      return new Sum(
          cases + other.cases,
          top1 + other.top1,
          top3 + other.top3,
          reciprocalRank + other.reciprocalRank,
          logLoss + other.logLoss,
          brier + other.brier,
          confidence + other.confidence);
    }
  }

  /** A measure with its 95 % interval; null where it could not be told. */
  record Measure(String metric, Double value, Double low, Double high) {}

  private final SortedMap<Integer, Sum[]> groups = new TreeMap<>();

  void add(int group, int bin, Sum sum) {
    Sum[] bins = groups.computeIfAbsent(group, key -> none());
    bins[bin] = bins[bin].plus(sum);
  }

  long caseCount() {
    return (long) total(without(null)).cases();
  }

  double logLoss() {
    return logLoss(without(null));
  }

  /** Every measure. */
  List<Measure> measures() {
    return List.of(
        measure("top_1", 1, bins -> total(bins).top1() / total(bins).cases()),
        measure("top_3", 1, bins -> total(bins).top3() / total(bins).cases()),
        measure(
            "mean_reciprocal_rank", 1, bins -> total(bins).reciprocalRank() / total(bins).cases()),
        measure("log_loss", Double.POSITIVE_INFINITY, TestSums::logLoss),
        measure("brier", 2, bins -> total(bins).brier() / total(bins).cases()),
        measure("expected_calibration_error", 1, TestSums::calibrationError));
  }

  private Measure measure(String metric, double highest, ToDoubleFunction<Sum[]> of) {
    if (groups.isEmpty()) {
      return new Measure(metric, null, null, null);
    }
    double value = of.applyAsDouble(without(null));
    int count = groups.size();
    if (count < LEAST_GROUPS) {
      return new Measure(metric, value, null, null);
    }
    List<Double> left = new ArrayList<>();
    double mean = 0;
    for (Integer group : groups.keySet()) {
      left.add(of.applyAsDouble(without(group)));
      mean += left.get(left.size() - 1) / count;
    }
    double squares = 0;
    for (double one : left) {
      squares += (one - mean) * (one - mean);
    }
    double half = student95(count - 1) * Math.sqrt(squares * (count - 1) / count);
    return new Measure(metric, value, Math.max(0, value - half), Math.min(highest, value + half));
  }

  private Sum[] without(Integer omitted) {
    Sum[] sums = none();
    for (Map.Entry<Integer, Sum[]> group : groups.entrySet()) {
      if (!group.getKey().equals(omitted)) {
        for (int bin = 0; bin < BINS; bin++) {
          sums[bin] = sums[bin].plus(group.getValue()[bin]);
        }
      }
    }
    return sums;
  }

  private static Sum[] none() {
    Sum[] sums = new Sum[BINS];
    Arrays.fill(sums, Sum.NONE);
    return sums;
  }

  private static Sum total(Sum[] bins) {
    Sum total = Sum.NONE;
    for (Sum bin : bins) {
      total = total.plus(bin);
    }
    return total;
  }

  private static double logLoss(Sum[] bins) {
    Sum total = total(bins);
    return total.logLoss() / total.cases();
  }

  /** The mean distance between confidence and success over the bins, by their cases. */
  private static double calibrationError(Sum[] bins) {
    double distance = 0;
    for (Sum bin : bins) {
      distance += Math.abs(bin.confidence() - bin.top1());
    }
    return distance / total(bins).cases();
  }

  /** Student's t for 95 %, by Cornish and Fisher's expansion, good from nine degrees on. */
  static double student95(int degrees) {
    double z = NORMAL_95;
    return z
        + (z * z * z + z) / (4.0 * degrees)
        + (5 * Math.pow(z, 5) + 16 * z * z * z + 3 * z) / (96.0 * degrees * degrees);
  }
}
