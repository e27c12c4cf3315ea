package org.desirepath.persona;

/** How far sessions have moved away from those that a model was trained on. */
final class Drift {

  /** Stands for a share of nought, whose logarithm is none. */
  private static final double LEAST_SHARE = 1e-4;

  private Drift() {}

  /**
   * The population stability index (Siddiqi, "Credit Risk Scorecards", 2006): the sum over all
   * members of {@code (now - then) ln(now / then)}. Below 0.1 little has changed, from 0.25 on a
   * model is held to need new training.
   *
   * @param then counts at training
   * @param now counts since, of the same members in the same order
   */
  static double index(long[] then, long[] now) {
    double all = sum(then);
    double since = sum(now);
    double index = 0;
    for (int i = 0; i < then.length; i++) {
      double expected = Math.max(LEAST_SHARE, then[i] / all);
      double found = Math.max(LEAST_SHARE, now[i] / since);
      index += (found - expected) * StrictMath.log(found / expected);
    }
    return index;
  }

  private static double sum(long[] counts) {
    double sum = 0;
    for (long count : counts) {
      sum += count;
    }
    return sum;
  }
}
