package org.desirepath.prediction;

import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.desirepath.table.CaseEvents;
import scala.jdk.javaapi.CollectionConverters;

/** Makes events of cases, for tests: a touchpoint each hour, an end after the last. */
final class CaseLog {

  private static final long HOUR = 3_600_000;

  private final List<Row> rows = new ArrayList<>();
  private final List<List<String>> cases = new ArrayList<>();

  /** Adds a case that starts on a day. */
  CaseLog add(String id, int day, String... touchpoints) {
    return add(id, day, List.of(touchpoints), Collections.nCopies(touchpoints.length, ""));
  }

  /** Adds a case whose events have an attribute each. */
  CaseLog add(String id, int day, List<String> touchpoints, List<String> attributes) {
    return add(id, day(day), touchpoints, attributes);
  }

  /** Adds a case that starts at a moment, in ms since 1970. */
  CaseLog add(String id, long start, List<String> touchpoints, List<String> attributes) {
    long[] moments = new long[touchpoints.size() + 1];
    for (int i = 0; i < moments.length; i++) {
      moments[i] = start + i * HOUR;
    }
    return add(id, moments, touchpoints, attributes);
  }

  /** Adds a case whose events have moments, in ms since 1970; the last one is that of the end. */
  CaseLog add(String id, long[] moments, List<String> touchpoints, List<String> attributes) {
    cases.add(touchpoints);
    for (int i = 0; i < touchpoints.size(); i++) {
      boolean isLast = i == touchpoints.size() - 1;
      rows.add(
          RowFactory.create(
              id,
              new Timestamp(moments[0]),
              (long) i,
              touchpoints.get(i),
              new Timestamp(moments[i]),
              CollectionConverters.asScala(List.of(attributes.get(i))).toSeq(),
              isLast ? "end" : touchpoints.get(i + 1),
              new Timestamp(moments[i + 1])));
    }
    return this;
  }

  /** When a day begins, in ms since 1970. */
  static long day(int day) {
    return day * 24L * HOUR;
  }

  /** The touchpoints of every case, in the order in which they were added. */
  List<List<String>> cases() {
    return List.copyOf(cases);
  }

  /** The same events in some order and in some partitions. */
  CaseEvents events(SparkSession spark, int partitions) {
    List<Row> shuffled = new ArrayList<>(rows);
    Collections.shuffle(shuffled, new Random(partitions));
    return new CaseEvents(
        spark.createDataFrame(shuffled, CaseEvents.CONTRACT.schema()).repartition(partitions));
  }
}
