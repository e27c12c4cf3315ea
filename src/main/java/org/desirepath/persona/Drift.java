package org.desirepath.persona;

import java.io.Serializable;
import java.util.Arrays;

/**
 * How far sessions have moved away from those that a model was trained on.
 *
 * @param index the population stability index
 * @param sessionCount the sessions since training that it was measured on
 */
record Drift(double index, long sessionCount) implements Serializable {

  /** Stands for a share of nought, whose logarithm is none. */
  private static final double LEAST_SHARE = 1e-4;

  /**
   * The population stability index (Siddiqi, "Credit Risk Scorecards", 2006): the sum over all
   * members of {@code (now - then) ln(now / then)}. Below 0.1 little has changed, from 0.25 on a
   * model is held to need new training.
   *
   * @param then counts at training
   * @param now counts since, of the same members in the same order
   */
  static Drift of(long[] then, long[] now) {
    long all = Arrays.stream(then).sum();
    long since = Arrays.stream(now).sum();
    double index = 0;
    for (int i = 0; i < then.length; i++) {
      double expected = Math.max(LEAST_SHARE, (double) then[i] / all);
      double found = Math.max(LEAST_SHARE, (double) now[i] / since);
      index += (found - expected) * StrictMath.log(found / expected);
    }
    return new Drift(index, since);
  }
}
