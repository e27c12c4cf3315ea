package org.desirepath.forecast;

import java.io.Serializable;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What is known of a case, as features of models that know nothing but one case: of each touchpoint
 * how often and how long ago it came, the latest ones, and the case by numbers.
 */
public final class CaseFeatures implements Serializable {

  private static final long serialVersionUID = 1L;

  private static final int LONGEST_RUN = 5;

  /** Events, gap, age and silence. */
  private static final int MEASURES = 4;

  private static final int HOURS = 24;
  private static final int WEEKDAYS = 7;

  /** Values of an attribute are told apart by so many features, by chance alike in a few. */
  private static final int ATTRIBUTE_VALUES = 64;

  private final float[] numbers;
  private final int[] occurred;
  private final double silence;

  /**
   * Features of a case just after an event.
   *
   * @param numbers as {@link CaseHistory#numbers} has them
   * @param occurred as {@link Occurrences#told} has them
   */
  public CaseFeatures(float[] numbers, int[] occurred) {
    this(numbers, occurred, 0);
  }

  private CaseFeatures(float[] numbers, int[] occurred, double silence) {
    this.numbers = numbers.clone();
    this.occurred = occurred.clone();
    this.silence = silence;
  }

  /** The same case after so many seconds without another event. */
  public CaseFeatures after(double seconds) {
    return new CaseFeatures(numbers, occurred, seconds);
  }

  float[] numbers() {
    return numbers.clone();
  }

  int[] occurred() {
    return occurred.clone();
  }

  /** The logarithm of the seconds without another event. */
  float silence() {
    return (float) Math.log1p(silence);
  }

  /** So many dense features there are of touchpoints whose code is below {@code codes}. */
  public int width(int codes) {
    return 2 * codes + Occurrences.LATEST_WIDTH + numbers.length + 1;
  }

  /**
   * For trees: a number for everything.
   *
   * @param codes touchpoints are told of whose code is below this
   * @param first written from here on, {@link #width} numbers
   */
  public void write(int codes, float[] target, int first) {
    for (int code = 0; code < codes; code++) {
      target[first + code] = 0;
      target[first + codes + code] = -1;
    }
    for (int at = 0; at < Occurrences.count(occurred); at++) {
      int code = Occurrences.code(occurred, at);
      if (code < codes) {
        target[first + code] = Occurrences.times(occurred, at);
        target[first + codes + code] = Occurrences.eventsSince(occurred, at);
      }
    }
    int next = first + 2 * codes;
    Occurrences.writeLatest(occurred, target, next);
    next += Occurrences.LATEST_WIDTH;
    System.arraycopy(numbers, 0, target, next, numbers.length);
    target[next + numbers.length] = silence();
  }

  /** So many sparse features there are of touchpoints whose code is below {@code codes}. */
  public int sparseWidth(int codes) {
    return 4 * codes
        + LONGEST_RUN
        + MEASURES
        + HOURS
        + WEEKDAYS
        + ATTRIBUTE_VALUES * (numbers.length - CaseHistory.MEASURES);
  }

  /**
   * For linear models: what is no quantity has a feature for each value. All lie between nought and
   * about ten.
   *
   * @param codes touchpoints are told of whose code is below this
   * @return values by number of the feature
   */
  public SortedMap<Integer, Double> sparse(int codes) {
    SortedMap<Integer, Double> sparse = new TreeMap<>();
    for (int at = 0; at < Occurrences.count(occurred); at++) {
      int code = Occurrences.code(occurred, at);
      if (code < codes) {
        sparse.put(code, 1.0);
        sparse.put(codes + code, Math.log(Occurrences.times(occurred, at)));
        if (at < 2) {
          sparse.put((2 + at) * codes + code, 1.0);
        }
      }
    }
    int next = 4 * codes;
    sparse.put(next + (int) Math.min(LONGEST_RUN, numbers[1]) - 1, 1.0);
    next += LONGEST_RUN;
    sparse.put(next, Math.log(numbers[0]));
    sparse.put(next + 1, (double) Math.max(0, numbers[2]));
    sparse.put(next + 2, (double) numbers[3]);
    sparse.put(next + 3, (double) silence());
    next += MEASURES;
    sparse.put(next + (int) numbers[4], 1.0);
    sparse.put(next + HOURS + (int) numbers[5], 1.0);
    next += HOURS + WEEKDAYS;
    for (int number = CaseHistory.MEASURES; number < numbers.length; number++) {
      sparse.put(next + (int) numbers[number] % ATTRIBUTE_VALUES, 1.0);
      next += ATTRIBUTE_VALUES;
    }
    return sparse;
  }
}
