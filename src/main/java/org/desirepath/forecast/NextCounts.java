package org.desirepath.forecast;

import java.io.Serializable;

/**
 * What followed one context: codes of what came and their weights, at each of several half-lives.
 * Refines the probabilities of a context that tells less.
 */
public final class NextCounts implements Serializable {

  private static final long serialVersionUID = 1L;

  private final int[] next;
  private final long[][] weights;

  /**
   * Counts of a context.
   *
   * @param next each code once
   * @param weights by half-life, then by place in {@code next}; not negative. One event of now
   *     weighs the same everywhere
   */
  public NextCounts(int[] next, long[][] weights) {
    this.next = next.clone();
    this.weights = weights.clone();
  }

  /**
   * Refines what a shallower context says: probabilities of every code in, the same out. What
   * followed a context with weight {@code w} in all and in {@code t} kinds gives {@code t / (w +
   * t)} to what is known without it (Witten and Bell, "The zero-frequency problem: estimating the
   * probabilities of novel events in adaptive text compression", 1991, method C), so that what was
   * last seen long ago tells less.
   *
   * @param unit the weight of one event of now
   */
  void refine(double[] probabilities, int halfLife, double unit) {
    long[] weight = weights[halfLife];
    long sum = weight(halfLife);
    double kinds = next.length * unit;
    double scale = 1 / (sum + kinds);
    for (int code = 0; code < probabilities.length; code++) {
      probabilities[code] *= kinds * scale;
    }
    for (int i = 0; i < next.length; i++) {
      probabilities[next[i]] += weight[i] * scale;
    }
  }

  /** The weight of all that followed, at a half-life. */
  long weight(int halfLife) {
    long sum = 0;
    for (long one : weights[halfLife]) {
      sum += one;
    }
    return sum;
  }
}
