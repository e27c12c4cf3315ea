package org.desirepath.forecast;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Adds up how well a candidate foretold, once as it was and once for each of many samples of the
 * cases, so that intervals can be told.
 *
 * <p>In a sample every case counts a number of times, drawn from a Poisson distribution of mean one
 * by a hash of the case: the bootstrap by case, for data that lie in many places (Chamandy et al.,
 * "Estimating uncertainty for massive data streams", Google, 2012). Events of one case are drawn
 * together. Sums are kept in whole millionths, so that they are exact in any order.
 */
public final class Tally implements Serializable {

  private static final long serialVersionUID = 1L;

  /** Nothing is held less likely than this, as the field's comparisons have it. */
  private static final double LEAST = 1e-5;

  private static final double UNIT = 1e6;
  private static final int SAMPLES = 200;
  private static final double OUTSIDE = 0.025;

  /** Equal parts of the confidence from 0 to 1 in which calibration is judged. */
  private static final int BINS = 10;

  private static final int NEVER_SEEN = 0;

  private static final int ASKED = 0;
  private static final int TOP_1 = 1;
  private static final int TOP_3 = 2;
  private static final int RECIPROCAL_RANK = 3;
  private static final int LOG_LOSS = 4;
  private static final int BRIER = 5;
  private static final int CALIBRATION = 6;
  private static final int WIDTH = CALIBRATION + BINS;

  private static final double[] POISSON = cumulativePoisson();

  private final long[] sums = new long[WIDTH * (1 + SAMPLES)];

  /**
   * Adds one question. Ties share: of several codes as likely as the one that came, each has the
   * mean of the ranks they take, and its share of the hits. Code 0 is all that was never seen: it
   * has a probability but no name, so it is neither ranked nor hit, and nobody is confident of it.
   *
   * @param caseHash the same for all questions of a case, random between cases
   * @param probabilities of all codes; what is held less likely than 1e-5 counts as if it were not
   * @param came the code of what came
   */
  public void add(long caseHash, double[] probabilities, int came) {
    long[] one = question(probabilities, came);
    for (int sample = 0; sample <= SAMPLES; sample++) {
      int times = sample == 0 ? 1 : times(caseHash, sample);
      for (int place = 0; times > 0 && place < WIDTH; place++) {
        sums[sample * WIDTH + place] += times * one[place];
      }
    }
  }

  /**
   * One that was told by {@link #sums}.
   *
   * @throws IllegalArgumentException if it was not
   */
  public static Tally of(long[] sums) {
    Tally tally = new Tally();
    if (sums.length != tally.sums.length) {
      throw new IllegalArgumentException("These are the sums of other samples");
    }
    System.arraycopy(sums, 0, tally.sums, 0, tally.sums.length);
    return tally;
  }

  /** All sums, of all samples. */
  public long[] sums() {
    return sums.clone();
  }

  /** Adds the questions of another. */
  public Tally plus(Tally other) {
    for (int place = 0; place < sums.length; place++) {
      sums[place] += other.sums[place];
    }
    return this;
  }

  /** How many questions were asked. */
  public long asked() {
    return Math.round(sums[ASKED] / UNIT);
  }

  /** The mean log-loss, in nats; not a number if nothing was asked. */
  public double logLoss() {
    return mean(0, LOG_LOSS);
  }

  /** The mean log-loss, in nats, with its interval, as {@code log_loss}. */
  public Measure logLossInterval() {
    return measure("log_loss", sample -> mean(sample, LOG_LOSS));
  }

  /**
   * Every measure: {@code top_1}, {@code top_3}, {@code mean_reciprocal_rank}, {@code log_loss} in
   * nats, {@code brier} (0 to 2) and {@code expected_calibration_error} of the likeliest in ten
   * equal bins.
   */
  public List<Measure> measures() {
    return List.of(
        measure("top_1", sample -> mean(sample, TOP_1)),
        measure("top_3", sample -> mean(sample, TOP_3)),
        measure("mean_reciprocal_rank", sample -> mean(sample, RECIPROCAL_RANK)),
        logLossInterval(),
        measure("brier", sample -> mean(sample, BRIER)),
        measure("expected_calibration_error", this::calibrationError));
  }

  /**
   * How much less log-loss than another candidate, in nats, as {@code log_loss_gain}. Both are
   * drawn alike in every sample, so that what is hard for both does not widen the interval.
   *
   * @param other asked the same questions
   */
  public Measure gainOver(Tally other) {
    return measure(
        "log_loss_gain", sample -> other.mean(sample, LOG_LOSS) - mean(sample, LOG_LOSS));
  }

  /** Whether there is less log-loss than another candidate has, beyond chance: at 95 %. */
  public boolean beats(Tally other) {
    return sums[ASKED] > 0 && gainOver(other).low() > 0;
  }

  private Measure measure(String metric, ToDoubleFunction<Integer> of) {
    if (sums[ASKED] == 0) {
      return new Measure(metric, null, null, null);
    }
    List<Double> drawn = new ArrayList<>();
    for (int sample = 1; sample <= SAMPLES; sample++) {
      if (sums[sample * WIDTH + ASKED] > 0) {
        drawn.add(of.applyAsDouble(sample));
      }
    }
    drawn.sort(null);
    int outside = (int) Math.floor(OUTSIDE * drawn.size());
    double value = of.applyAsDouble(0);
    // Few cases may all be missing from most samples; the value itself is never outside.
    double low = drawn.isEmpty() ? value : Math.min(value, drawn.get(outside));
    double high = drawn.isEmpty() ? value : Math.max(value, drawn.get(drawn.size() - 1 - outside));
    return new Measure(metric, value, low, high);
  }

  private double mean(int sample, int place) {
    return (double) sums[sample * WIDTH + place] / sums[sample * WIDTH + ASKED];
  }

  /** The mean distance between confidence and success over the bins, by their questions. */
  private double calibrationError(int sample) {
    long distance = 0;
    for (int bin = 0; bin < BINS; bin++) {
      distance += Math.abs(sums[sample * WIDTH + CALIBRATION + bin]);
    }
    return (double) distance / sums[sample * WIDTH + ASKED];
  }

  private static long[] question(double[] probabilities, int came) {
    double[] floored = Arrays.stream(probabilities).map(one -> Math.max(LEAST, one)).toArray();
    double sum = Arrays.stream(floored).sum();
    double ofCame = floored[came] / sum;
    double squares = 0;
    double best = 0;
    int larger = 0;
    int equal = 0;
    for (int code = 0; code < floored.length; code++) {
      double one = floored[code];
      squares += (one / sum) * (one / sum);
      if (code != NEVER_SEEN) {
        best = Math.max(best, one / sum);
        larger += one > floored[came] ? 1 : 0;
        equal += one == floored[came] ? 1 : 0;
      }
    }
    boolean isNamed = came != NEVER_SEEN;
    double hit = isNamed ? hits(1, larger, equal) : 0;
    long[] question = new long[WIDTH];
    question[ASKED] = units(1);
    question[TOP_1] = units(hit);
    question[TOP_3] = units(isNamed ? hits(3, larger, equal) : 0);
    question[RECIPROCAL_RANK] = units(isNamed ? 1 / (larger + (equal + 1) / 2.0) : 0);
    question[LOG_LOSS] = units(-StrictMath.log(ofCame));
    question[BRIER] = units(squares - 2 * ofCame + 1);
    question[CALIBRATION + Math.min(BINS - 1, (int) (best * BINS))] = units(best) - units(hit);
    return question;
  }

  /** The chance to be among the first where {@code larger} are before and others are as likely. */
  private static double hits(int first, int larger, int equal) {
    return Math.max(0, Math.min(1, (double) (first - larger) / equal));
  }

  private static long units(double value) {
    return Math.round(value * UNIT);
  }

  private static int times(long caseHash, int sample) {
    double uniform = (Mixing.mix(caseHash, sample) >>> 11) * 0x1p-53;
    int times = 0;
    while (times < POISSON.length && uniform >= POISSON[times]) {
      times++;
    }
    return times;
  }

  private static double[] cumulativePoisson() {
    double[] cumulative = new double[12];
    double probability = Math.exp(-1);
    double sum = 0;
    for (int times = 0; times < cumulative.length; times++) {
      sum += probability;
      cumulative[times] = sum;
      probability /= times + 1;
    }
    return cumulative;
  }
}
