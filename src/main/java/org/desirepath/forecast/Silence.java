package org.desirepath.forecast;

/**
 * How long nothing has come in a case, in steps that are told apart: at once, as long as ends a
 * session, a day, a week, four weeks. What comes after silence is unlike what comes at once.
 */
public final class Silence {

  /** So many steps there are, from 0. */
  public static final int STEPS = 5;

  private static final double DAY = 86_400;
  private static final double[] FROM = {0, 30 * 60, DAY, 7 * DAY, 28 * DAY};

  private Silence() {}

  /** The seconds from which on a step lasts. */
  public static double seconds(int step) {
    return FROM[step];
  }
}
