package org.desirepath.prediction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.desirepath.testing.SparkExtension;
import org.desirepath.testing.TextTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SparkExtension.class)
class MovesTest {

  @Test
  void aClosedJourneyEndsInItsOutcomeAndAnOpenOneInNothing(SparkSession spark) {
    JourneyLog log =
        new JourneyLog()
            .add("1", 0, "won", "home", "pricing", "pricing")
            .add("2", 0, "open", "home", "docs")
            .add("3", 0, "dormant", "home")
            .add("deal", "4", JourneyLog.START, "lost", "call", "quote");

    assertThat(
            TextTable.show(
                Moves.of(log.steps(spark), log.journeys(spark), JourneyLog.LEVEL),
                "journey_id",
                "from_touchpoint_id",
                "to_touchpoint_id",
                "gap_seconds",
                "moved_at"))
        .isEqualTo(
            """
            1 | home | pricing | 86400.0 | 2026-01-02 00:00:00.0
            1 | pricing | outcome:won | 86400.0 | 2026-01-04 00:00:00.0
            1 | pricing | pricing | 86400.0 | 2026-01-03 00:00:00.0
            2 | home | docs | 86400.0 | 2026-01-02 00:00:00.0
            3 | home | outcome:dormant | 86400.0 | 2026-01-02 00:00:00.0\
            """);
  }

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

    MoveCounts counts =
        Moves.counts(Moves.of(log.steps(spark), log.journeys(spark), JourneyLog.LEVEL));

    assertThat(counts.pairs()).isEqualTo(expected);
  }

  @Test
  void aGapIsToldByTheTransitionOrByTheTouchpointLeftWhereItIsRare(SparkSession spark) {
    MoveCounts counts =
        Moves.counts(
            spark
                .range(20)
                .selectExpr(
                    "'a' as from_touchpoint_id",
                    "if(id < 19, 'b', 'c') as to_touchpoint_id",
                    "if(id < 19, 100d * (id + 1), null) as gap_seconds"));

    MoveCounts.Gap common = counts.gap("a", "b").orElseThrow();
    assertThat(common.median()).isCloseTo(1000, within(20.0));
    assertThat(common.low()).isCloseTo(280, within(6.0));
    assertThat(common.high()).isCloseTo(1720, within(35.0));
    assertThat(counts.gap("a", "c")).contains(common);
    assertThat(counts.gap("never", "c")).contains(common);
  }

  @Test
  void withoutMovesThereAreNoCountsAndNoGaps(SparkSession spark) {
    JourneyLog log = new JourneyLog();
    MoveCounts counts =
        Moves.counts(Moves.of(log.steps(spark), log.journeys(spark), JourneyLog.LEVEL));

    assertThat(counts.pairs()).isEmpty();
    assertThat(counts.gap("a", "b")).isEmpty();
    assertThat(counts.content()).isEqualTo(List.of());
  }

  private static void count(
      SortedMap<String, SortedMap<String, Long>> counts, String from, String to) {
    counts.computeIfAbsent(from, key -> new TreeMap<>()).merge(to, 1L, Long::sum);
  }
}
