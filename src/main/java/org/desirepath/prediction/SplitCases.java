package org.desirepath.prediction;

import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.unix_millis;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.types.DataTypes.IntegerType;
import static org.desirepath.table.CaseEvents.CASE_ID;
import static org.desirepath.table.Sessions.STARTED_AT;

import java.io.Serializable;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;
import org.desirepath.table.CaseEvents;
import org.desirepath.table.Field;

/**
 * Cuts cases, in the order in which they start, into those that teach, those that models are tuned
 * and chosen by in two halves, and those that they are tested on. Cases that start in one
 * millisecond follow their ids.
 *
 * @param first the first case of the first half of the validation
 * @param second the first case of its second half
 * @param test the first case of the test
 */
record SplitCases(Start first, Start second, Start test) {

  /** Cases that teach. */
  static final int TRAINING = 0;

  /** The earlier half of the validation. */
  static final int FIRST_HALF = 1;

  /** The later half. */
  static final int SECOND_HALF = 2;

  /** Cases that models are tested on. */
  static final int TEST = 3;

  static final Field CASE_PART =
      Field.required("case_part", IntegerType, "Training 0, validation 1 and 2, test 3");

  /** Comes after all cases. */
  private static final Start NEVER = new Start(Long.MAX_VALUE, "");

  /**
   * Where a case stands in the order.
   *
   * @param millis when it starts, in ms since 1970, UTC
   */
  record Start(long millis, String id) implements Comparable<Start>, Serializable {

    private static final Comparator<Start> ORDER =
        Comparator.comparingLong(Start::millis).thenComparing(Start::id);

    @Override
    public int compareTo(Start other) {
      return ORDER.compare(this, other);
    }
  }

  /**
   * Cuts cases: the last {@code share} to start are the test, of the others the last {@code share}
   * the validation. Two shuffles, of a row per case.
   */
  static SplitCases of(CaseEvents events, double share) {
    JavaRDD<Row> cases =
        events.rows().groupBy(CASE_ID.col()).agg(STARTED_AT.is(min(STARTED_AT.col()))).javaRDD();
    JavaPairRDD<Start, Long> ordered =
        cases
            .map(row -> new Start(row.getTimestamp(1).getTime(), row.getString(0)))
            .sortBy(start -> start, true, Math.max(1, cases.getNumPartitions()))
            .zipWithIndex();
    long count = ordered.count();
    long test = count - Math.round(count * share);
    long first = test - Math.round(test * share);
    long second = (first + test) / 2;
    Map<Long, Start> found =
        ordered
            .filter(one -> one._2() == first || one._2() == second || one._2() == test)
            .mapToPair(scala.Tuple2::swap)
            .collectAsMap();
    return new SplitCases(
        found.getOrDefault(first, NEVER),
        found.getOrDefault(second, NEVER),
        found.getOrDefault(test, NEVER));
  }

  /** The part of the case that an event belongs to. */
  Column part() {
    return CASE_PART.is(
        when(isBefore(first), lit(TRAINING))
            .when(isBefore(second), lit(FIRST_HALF))
            .when(isBefore(test), lit(SECOND_HALF))
            .otherwise(lit(TEST)));
  }

  /** Whether a case is of one of some parts. */
  static Column isOf(List<Integer> parts) {
    return CASE_PART.col().isin(parts.toArray());
  }

  private static Column isBefore(Start start) {
    Column millis = unix_millis(STARTED_AT.col());
    return millis
        .lt(start.millis())
        .or(millis.equalTo(start.millis()).and(CASE_ID.col().lt(start.id())));
  }
}
