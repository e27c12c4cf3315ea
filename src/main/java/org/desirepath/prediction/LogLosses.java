package org.desirepath.prediction;

import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.function.Function;

/** Sums of log-losses, by which one of several choices is taken. */
final class LogLosses {

  /** Sums are kept in whole millionths, so that they are exact in any order. */
  private static final double UNIT = 1e6;

  private LogLosses() {}

  /** The log-loss of a probability, in millionths of a nat. */
  static long of(double probability) {
    return Math.round(-StrictMath.log(Math.max(Double.MIN_NORMAL, probability)) * UNIT);
  }

  /**
   * The choice with the least sum, the first where it is equal. A sum per choice and task comes to
   * the driver.
   *
   * @param losses the sums of some questions by choice
   */
  static int least(JavaRDD<AskedCase> asked, Function<Iterator<AskedCase>, long[]> losses) {
    long[] sums = new long[0];
    for (long[] part :
        asked.mapPartitions(questions -> List.of(losses.call(questions)).iterator()).collect()) {
      sums = sums.length == 0 ? new long[part.length] : sums;
      for (int choice = 0; choice < sums.length; choice++) {
        sums[choice] += part[choice];
      }
    }
    int least = 0;
    for (int choice = 0; choice < sums.length; choice++) {
      least = sums[choice] < sums[least] ? choice : least;
    }
    return least;
  }
}
