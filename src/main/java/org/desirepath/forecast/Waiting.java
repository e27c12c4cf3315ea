package org.desirepath.forecast;

import java.io.Serializable;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How long is waited for what comes next. Times are told by steps of their logarithm, 32 to a unit,
 * so that quantiles are right to about three in a hundred; within a step waiting ends evenly.
 */
public final class Waiting implements Serializable {

  /** Steps per unit of the natural logarithm of one second more. */
  public static final int STEPS = 32;

  private static final long serialVersionUID = 1L;
  private static final int PARTS = 100;

  private final KaplanMeier curve;

  /**
   * From counts.
   *
   * @param counts by step how often waiting ended in it, and how often nobody saw it end by then
   */
  public Waiting(SortedMap<Integer, long[]> counts) {
    this.curve = new KaplanMeier(counts);
  }

  /** The step of a time. */
  static int step(double seconds) {
    return (int) Math.floor(StrictMath.log1p(Math.max(0, seconds)) * STEPS);
  }

  /** How often waiting was seen to end. */
  public long ended() {
    return curve.ended();
  }

  /** The share that still waits after a time. */
  public double left(double seconds) {
    int step = step(seconds);
    double before = curve.after(step - 1);
    double behind = curve.after(step);
    double part = (Math.max(0, seconds) - start(step)) / (start(step + 1) - start(step));
    return before + (behind - before) * Math.max(0, Math.min(1, part));
  }

  /**
   * The time, in seconds from the start of waiting, by which a share of those who have waited so
   * long already wait no longer; none where nobody has been seen to wait for that long.
   */
  public OptionalDouble quantile(double share, double waited) {
    double target = (1 - share) * left(waited);
    int step = curve.first(target);
    if (step < 0 || left(waited) == 0) {
      return OptionalDouble.empty();
    }
    double before = curve.after(step - 1);
    double behind = curve.after(step);
    double part = before == behind ? 1 : (before - target) / (before - behind);
    return OptionalDouble.of(
        Math.max(waited, start(step) + part * (start(step + 1) - start(step))));
  }

  /** The part of a hundred, from 0, of those who wait that had ended by a time. */
  public int part(double seconds) {
    return Math.min(PARTS - 1, (int) ((1 - left(seconds)) * PARTS));
  }

  /**
   * The share of waitings that ended between two parts of the hundred that were foretold of each:
   * where what was foretold is right, as many as lie between (the probability integral transform,
   * for waitings of which some were not seen to end).
   *
   * @param counts by the part of the hundred in which waiting ended, or was last seen
   */
  public static double coverage(SortedMap<Integer, long[]> counts, int from, int to) {
    KaplanMeier told = new KaplanMeier(new TreeMap<>(counts));
    return told.after(from - 1) - told.after(to - 1);
  }

  private static double start(int step) {
    return StrictMath.expm1((double) step / STEPS);
  }
}
