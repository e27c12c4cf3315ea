package org.desirepath.prediction;

import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.pow;
import static org.apache.spark.sql.functions.rint;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.desirepath.table.ContextCounts;
import org.desirepath.table.Field;

/**
 * How fast what happened loses weight: not at all, and by half in each of some times.
 *
 * @param times each positive
 */
public record HalfLives(List<Duration> times) {

  /** The weight of an event at the reference; weights are whole, so that their sums are exact. */
  static final long UNIT = ContextCounts.UNIT;

  /** Sums of so many events with this weight are still whole numbers of 64 bits. */
  private static final double MOST = 1 << 20;

  /** Until an event of now weighs about a thousand times as much as one at the reference. */
  private static final int MOST_HALVINGS = 10;

  /** Copies what it is given. */
  public HalfLives {
    times = List.copyOf(times);
  }

  /** One more than the times. */
  int size() {
    return 1 + times.size();
  }

  /** Names for reports: none first. */
  List<String> texts() {
    List<String> texts = new ArrayList<>(List.of("without decay"));
    times.forEach(time -> texts.add("half-life " + time.toDays() + " days"));
    return texts;
  }

  /** One field for each weight. */
  List<Field> fields() {
    return ContextCounts.WEIGHTS.subList(0, size());
  }

  /**
   * The weights of an event of now, at each half-life, in counts whose reference is so old; less
   * than a unit where it is yet to come.
   */
  double[] units(Duration age) {
    double[] units = new double[size()];
    units[0] = UNIT;
    for (int i = 1; i < units.length; i++) {
      double halvings = (double) age.toMillis() / times.get(i - 1).toMillis();
      units[i] = UNIT * Math.min(MOST, StrictMath.pow(2, halvings));
    }
    return units;
  }

  /** Whether a reference is so old that events of now weigh more than sums of them should. */
  boolean isWornOut(Duration age) {
    return times.stream().anyMatch(time -> age.compareTo(time.multipliedBy(MOST_HALVINGS)) > 0);
  }

  /**
   * The weights of what came at a moment, at each half-life; what came after the reference weighs
   * more than an event at it, up to {@link #MOST} times as much.
   */
  List<Column> weights(Column cameMillis, long reference) {
    List<Column> weights = new ArrayList<>(List.of(lit(UNIT)));
    for (Duration time : times) {
      Column halvings = lit(reference).minus(cameMillis).divide(lit((double) time.toMillis()));
      Column weight = least(pow(lit(2.0), halvings.unary_$minus()), lit(MOST));
      weights.add(rint(weight.multiply(lit(UNIT))));
    }
    return weights;
  }
}
