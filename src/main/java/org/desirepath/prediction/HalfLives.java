package org.desirepath.prediction;

import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.pow;
import static org.apache.spark.sql.functions.rint;
import static org.apache.spark.sql.types.DataTypes.LongType;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.desirepath.table.Field;

/**
 * How fast what happened loses weight: not at all, and by half in each of some times.
 *
 * @param times each positive
 */
public record HalfLives(List<Duration> times) {

  /** The weight of an event of now; weights are whole, so that their sums are exact. */
  static final long UNIT = 1L << 20;

  /** Sums of so many events with this weight are still whole numbers of 64 bits. */
  private static final double MOST = 1 << 20;

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
    return IntStream.range(0, size())
        .mapToObj(i -> Field.required("weight_" + i, LongType, "Weight, " + texts().get(i)))
        .toList();
  }

  /**
   * The weights of what came at a moment, at each half-life; what came after the reference weighs
   * more than an event of now, as if that moment were now, up to {@link #MOST} times as much.
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
