package org.desirepath.forecast;

import java.io.Serializable;
import java.util.Map;
import java.util.SortedMap;

/**
 * The share that is still left after each of some steps, where of some it is known only that they
 * were left for so long (Kaplan and Meier, "Nonparametric estimation from incomplete observations",
 * JASA 53, 1958). Those lost in a step are lost after those who ended in it.
 */
final class KaplanMeier implements Serializable {

  private static final long serialVersionUID = 1L;

  private final int[] steps;
  private final double[] left;
  private final long ended;

  /**
   * From counts.
   *
   * @param counts by step how many ended in it and how many were lost from sight in it
   */
  KaplanMeier(SortedMap<Integer, long[]> counts) {
    this.steps = counts.keySet().stream().mapToInt(Integer::intValue).toArray();
    this.left = new double[steps.length];
    long atRisk = counts.values().stream().mapToLong(both -> both[0] + both[1]).sum();
    long allEnded = 0;
    double now = 1;
    int place = 0;
    for (Map.Entry<Integer, long[]> step : counts.entrySet()) {
      long[] both = step.getValue();
      now *= atRisk == 0 ? 1 : 1 - (double) both[0] / atRisk;
      left[place++] = now;
      atRisk -= both[0] + both[1];
      allEnded += both[0];
    }
    this.ended = allEnded;
  }

  /** How many ended. */
  long ended() {
    return ended;
  }

  /** The share that is left after a step. */
  double after(int step) {
    double now = 1;
    for (int place = 0; place < steps.length && steps[place] <= step; place++) {
      now = left[place];
    }
    return now;
  }

  /** The first step after which no more than a share is left; negative if there is none. */
  int first(double share) {
    for (int place = 0; place < steps.length; place++) {
      if (left[place] <= share) {
        return steps[place];
      }
    }
    return -1;
  }
}
