package org.desirepath.prediction;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.desirepath.testing.SparkExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SparkExtension.class)
class MovesTest {

  @Test
  void countsAreThoseOfReadingEachJourneyFromStartToEnd(SparkSession spark) {
    JourneyLog log = JourneyLog.random(60, false, 9);
    SortedMap<String, SortedMap<String, Long>> expected = new TreeMap<>();
    Map<String, String> last = new HashMap<>();
    log.stepRows().stream()
        .sorted(
            Comparator.comparing((Row row) -> row.getString(0)).thenComparing(row -> row.getInt(1)))
        .forEach(
            row -> {
              String before = last.put(row.getString(0), row.getString(5));
              if (before != null) {
                count(expected, before, row.getString(5));
              }
            });
    for (Row journey : log.journeyRows()) {
      if (!journey.getString(16).equals("open")) {
        count(expected, last.get(journey.getString(0)), "outcome:" + journey.getString(16));
      }
    }

    assertThat(pairs(spark, log)).isEqualTo(expected);
  }

  @Test
  void withoutMovesThereAreNoPairs(SparkSession spark) {
    assertThat(pairs(spark, new JourneyLog())).isEmpty();
    assertThat(pairs(spark, new JourneyLog().add("1", 0, "open", "a"))).isEmpty();
  }

  private static SortedMap<String, SortedMap<String, Long>> pairs(
      SparkSession spark, JourneyLog log) {
    return Moves.from(log.steps(spark), log.journeys(spark), JourneyLog.LEVEL).pairs();
  }

  private static void count(
      SortedMap<String, SortedMap<String, Long>> counts, String from, String to) {
    counts.computeIfAbsent(from, key -> new TreeMap<>()).merge(to, 1L, Long::sum);
  }
}
