package org.desirepath.prediction;

import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.unix_millis;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.types.DataTypes.IntegerType;
import static org.desirepath.table.CaseEvents.CASE_ID;
import static org.desirepath.table.Sessions.STARTED_AT;

import java.io.Serializable;
import java.util.ArrayList;
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
 * Cuts cases, in the order in which they start, into those that teach, in four blocks, those that
 * models are tuned and chosen by, in two halves, and those that they are tested on. Cases that
 * start in one millisecond follow their ids.
 *
 * @param starts the first case of every part but the first
 */
record SplitCases(List<Start> starts) {

  /** Blocks of cases that teach, from part 0 on. */
  static final int BLOCKS = 4;

  /** The earlier half of the validation: models are tuned by it. */
  static final int FIRST_HALF = BLOCKS;

  /** The later half: models are chosen by it. */
  static final int SECOND_HALF = BLOCKS + 1;

  /** Cases that models are tested on. */
  static final int TEST = BLOCKS + 2;

  static final Field CASE_PART =
      Field.required("case_part", IntegerType, "Training 0 to 3, validation 4 and 5, test 6");

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

  SplitCases {
    starts = List.copyOf(starts);
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
    List<Long> places = places(ordered.count(), share);
    Map<Long, Start> found =
        ordered
            .filter(one -> places.contains(one._2()))
            .mapToPair(scala.Tuple2::swap)
            .collectAsMap();
    return new SplitCases(places.stream().map(place -> found.getOrDefault(place, NEVER)).toList());
  }

  /** The places, from 0, of the first cases of every part but the first. */
  static List<Long> places(long count, double share) {
    long test = count - Math.round(count * share);
    long validation = test - Math.round(test * share);
    List<Long> places = new ArrayList<>();
    for (int block = 1; block < BLOCKS; block++) {
      places.add(validation * block / BLOCKS);
    }
    places.addAll(List.of(validation, (validation + test) / 2, test));
    return places;
  }

  /** The first case of a part that is not the first. */
  Start start(int part) {
    return starts.get(part - 1);
  }

  /** The part of the case that an event belongs to. */
  Column part() {
    Column part = lit(TEST);
    for (int one = TEST; one >= 1; one--) {
      part = when(isBefore(start(one)), lit(one - 1)).otherwise(part);
    }
    return CASE_PART.is(part);
  }

  private static Column isBefore(Start start) {
    Column millis = unix_millis(STARTED_AT.col());
    return millis
        .lt(start.millis())
        .or(millis.equalTo(start.millis()).and(CASE_ID.col().lt(start.id())));
  }
}
