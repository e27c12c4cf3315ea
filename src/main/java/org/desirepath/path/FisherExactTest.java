package org.desirepath.path;

/**
 * Whether two groups differ in a share by more than chance: Fisher's exact test, two-sided, which
 * adds up the tables with the same margins that are no more probable than the one found (Fisher,
 * "The Logic of Inductive Inference", Journal of the Royal Statistical Society 98, 1935).
 */
final class FisherExactTest {

  /** Tables this close in probability count as equally probable, as in R's fisher.test. */
  private static final double TOLERANCE = Math.log1p(1e-7);

  private static final double[] LOG_FACTORIALS = new double[256];

  static {
    for (int n = 2; n < LOG_FACTORIALS.length; n++) {
      LOG_FACTORIALS[n] = LOG_FACTORIALS[n - 1] + StrictMath.log(n);
    }
  }

  private final long successes;
  private final long failures;
  private final long drawn;
  private final double logTables;

  private FisherExactTest(long successes, long failures, long drawn) {
    this.successes = successes;
    this.failures = failures;
    this.drawn = drawn;
    this.logTables = logChoices(successes + failures, drawn);
  }

  /**
   * The probability of a difference as large as this one, or larger, if there were none.
   *
   * @param successesWith successes in the first group
   * @param failuresWith failures in the first group
   * @param successesWithout successes in the second group
   * @param failuresWithout failures in the second group
   */
  static double pValue(
      long successesWith, long failuresWith, long successesWithout, long failuresWithout) {
    FisherExactTest test =
        new FisherExactTest(
            successesWith + successesWithout,
            failuresWith + failuresWithout,
            successesWith + failuresWith);
    return Math.min(1, test.asImprobableAs(successesWith));
  }

  /** Works outwards from both sides of the most probable table, so that few tables matter. */
  private double asImprobableAs(long found) {
    double limit = logProbability(found) + TOLERANCE;
    long lowest = Math.max(0, drawn - failures);
    long highest = Math.min(successes, drawn);
    long mode = (long) ((drawn + 1.0) * (successes + 1.0) / (successes + failures + 2.0));
    mode = Math.max(lowest, Math.min(highest, mode));

    long left = lowest - 1;
    for (long above = mode + 1; left + 1 < above; ) {
      long middle = (left + above) >> 1;
      if (logProbability(middle) <= limit) {
        left = middle;
      } else {
        above = middle;
      }
    }
    long right = highest + 1;
    for (long below = mode; below + 1 < right; ) {
      long middle = (below + right) >> 1;
      if (logProbability(middle) <= limit) {
        right = middle;
      } else {
        below = middle;
      }
    }
    return (left < lowest ? 0 : tail(left, -1)) + (right > highest ? 0 : tail(right, 1));
  }

  /** Adds up the tables from one outwards, each from the one before, until they do not matter. */
  private double tail(long from, int direction) {
    double one = StrictMath.exp(logProbability(from));
    double sum = one;
    for (long x = from; one > sum * 1e-17; x += direction) {
      double with = x;
      double without = drawn - with;
      one *=
          direction > 0
              ? (successes - with) * without / ((with + 1) * (failures - without + 1))
              : with * (failures - without) / ((successes - with + 1) * (without + 1));
      sum += one;
    }
    return sum;
  }

  private double logProbability(long x) {
    return logChoices(successes, x) + logChoices(failures, drawn - x) - logTables;
  }

  private static double logChoices(long n, long k) {
    return logFactorial(n) - logFactorial(k) - logFactorial(n - k);
  }

  /** From a table, or for large numbers by Stirling's series, whose next term is below 1e-20. */
  private static double logFactorial(long n) {
    if (n < LOG_FACTORIALS.length) {
      return LOG_FACTORIALS[(int) n];
    }
    double inverse = 1.0 / n;
    double square = inverse * inverse;
    return (n + 0.5) * StrictMath.log((double) n)
        - n
        + 0.5 * StrictMath.log(2 * Math.PI)
        + inverse * (1 / 12.0 - square * (1 / 360.0 - square / 1260));
  }
}
