package org.desirepath.session;

import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Timestamp;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.desirepath.settings.SessionSettings;
import org.desirepath.table.Touchpoints;
import org.desirepath.testing.SparkExtension;
import org.desirepath.testing.TextTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SparkExtension.class)
class CutSessionsTest {

  private static final Duration HALF_AN_HOUR = Duration.ofMinutes(30);
  private static final SessionSettings USUAL =
      new SessionSettings(HALF_AN_HOUR, Duration.ofHours(24), 10_000);

  @Test
  void aRunOpensAfterALongerPauseOnly(SparkSession spark) {
    assertThat(opens(spark, "2026-01-05 09:30:00", null)).isEqualTo(true);
    assertThat(opens(spark, "2026-01-05 09:30:00", "2026-01-05 09:00:00")).isEqualTo(false);
    assertThat(opens(spark, "2026-01-05 09:30:00.001", "2026-01-05 09:00:00")).isEqualTo(true);
    assertThat(opens(spark, "2026-01-05 09:30:00", "2026-01-05 09:30:00")).isEqualTo(false);
  }

  @Test
  void aRunIsCutOnceItIsLongerThanTheLongestDuration(SparkSession spark) {
    assertThat(cutsByDuration(spark, "2026-01-05 00:00:00")).isEqualTo(0L);
    assertThat(cutsByDuration(spark, "2026-01-06 00:00:00")).isEqualTo(0L);
    assertThat(cutsByDuration(spark, "2026-01-06 00:00:00.001")).isEqualTo(1L);
    assertThat(cutsByDuration(spark, "2026-01-07 00:00:00")).isEqualTo(1L);
    assertThat(cutsByDuration(spark, "2026-01-07 00:00:00.001")).isEqualTo(2L);
  }

  @Test
  void aRunIsCutOnceItHasMoreThanTheMostTouchpoints(SparkSession spark) {
    assertThat(one(spark, CutSessions.cutsByCount(lit(7), lit(5), 3))).isEqualTo(0L);
    assertThat(one(spark, CutSessions.cutsByCount(lit(8), lit(5), 3))).isEqualTo(1L);
  }

  @Test
  void aPauseLongerThanInactivityOpensASession(SparkSession spark) {
    assertThat(
            sessions(
                spark,
                USUAL,
                """
                touchpoint_event_id | person_id | occurred_at
                w1                  | ada       | 2026-01-05 23:45:00
                w2                  | ada       | 2026-01-06 00:15:00
                w3                  | ada       | 2026-01-06 00:45:00.001
                w4                  | bob       | 2026-01-06 00:45:00
                w5                  | unknown   | 2026-01-06 00:45:00
                """))
        .isEqualTo(
            """
            w1 w2
            w3
            w4""");
  }

  @Test
  void touchpointsAtTheSameInstantAreOrderedById(SparkSession spark) {
    Dataset<Row> rows =
        CutSessions.from(
                touchpoints(
                    spark,
                    """
                    touchpoint_event_id | person_id | occurred_at
                    c                   | ada       | 2026-01-05 09:00:00
                    a                   | ada       | 2026-01-05 09:00:00
                    b                   | ada       | 2026-01-05 09:00:00
                    """),
                USUAL)
            .rows();

    assertThat(TextTable.show(rows, "touchpoint_event_id", "session_position"))
        .isEqualTo(
            """
            a | 1
            b | 2
            c | 3""");
  }

  @Test
  void aRunThatIsTooLongOrTooFullIsCut(SparkSession spark) {
    SessionSettings tight = new SessionSettings(HALF_AN_HOUR, Duration.ofMinutes(40), 3);

    assertThat(
            sessions(
                spark,
                tight,
                """
                touchpoint_event_id | person_id | occurred_at
                w1                  | ada       | 2026-01-05 09:00:00
                w2                  | ada       | 2026-01-05 09:20:00
                w3                  | ada       | 2026-01-05 09:40:00
                w4                  | ada       | 2026-01-05 10:00:00
                x1                  | bob       | 2026-01-05 09:00:00
                x2                  | bob       | 2026-01-05 09:00:00
                x3                  | bob       | 2026-01-05 09:00:00
                x4                  | bob       | 2026-01-05 09:00:00
                """))
        .isEqualTo(
            """
            w1 w2 w3
            w4
            x1 x2 x3
            x4""");
  }

  @Test
  void everyTouchpointOfAPersonIsInTheSessionThatCountingByHandFinds(SparkSession spark) {
    SessionSettings settings = new SessionSettings(HALF_AN_HOUR, Duration.ofMinutes(150), 4);
    List<Visit> visits = randomVisits(new Random(7));
    Map<String, String> expected = sessionsByHand(visits, settings);
    Set<String> answers = new HashSet<>();
    for (int partitions : new int[] {1, 7}) {
      Collections.shuffle(visits, new Random(partitions));
      String lines = String.join("\n", visits.stream().map(Visit::line).toList());
      Dataset<Row> rows =
          touchpoints(spark, "touchpoint_event_id | person_id | occurred_at\n" + lines).rows();

      List<Row> found =
          CutSessions.from(new Touchpoints(rows.repartition(partitions)), settings)
              .rows()
              .select("touchpoint_event_id", "session_id", "session_position")
              .collectAsList();

      answers.add(String.join("\n", found.stream().map(Row::toString).sorted().toList()));
      assertThat(found).hasSize(expected.size());
      Map<String, String> opening = new HashMap<>();
      found.stream()
          .filter(row -> row.getInt(2) == 1)
          .forEach(row -> opening.put(row.getString(1), row.getString(0)));
      Map<String, String> told = new HashMap<>();
      found.forEach(
          row -> told.put(row.getString(0), opening.get(row.getString(1)) + " " + row.getInt(2)));
      assertThat(told).isEqualTo(expected);
    }
    assertThat(answers).as("any order and partitioning").hasSize(1);
  }

  private record Visit(String id, String person, long at) {
    String line() {
      return id + " | " + person + " | " + new Timestamp(at);
    }
  }

  private static List<Visit> randomVisits(Random random) {
    List<Visit> visits = new ArrayList<>();
    long start = Timestamp.valueOf("2026-01-05 00:00:00").getTime();
    for (int person = 0; person < 60; person++) {
      long at = start + random.nextInt(1000) * 60_000L;
      int count = random.nextInt(40);
      for (int i = 0; i < count; i++) {
        // Pauses of exactly the inactivity, one millisecond more, none at all, and any.
        long[] pauses = {1_800_000, 1_800_001, 0, 60_000L * random.nextInt(45)};
        at += pauses[random.nextInt(pauses.length)];
        visits.add(
            new Visit("%d-%02d-%04d".formatted(person, random.nextInt(100), i), "p" + person, at));
      }
    }
    return visits;
  }

  /** Each touchpoint's session, named by its first touchpoint, and its place there. */
  private static Map<String, String> sessionsByHand(List<Visit> visits, SessionSettings settings) {
    Map<String, List<Visit>> byPerson = new TreeMap<>();
    visits.forEach(
        visit -> byPerson.computeIfAbsent(visit.person(), person -> new ArrayList<>()).add(visit));
    Map<String, String> sessions = new HashMap<>();
    for (List<Visit> own : byPerson.values()) {
      own.sort(Comparator.comparingLong(Visit::at).thenComparing(Visit::id));
      Visit run = own.get(0);
      Visit session = own.get(0);
      Visit before = own.get(0);
      long part = 0;
      int place = 0;
      int inRun = -1;
      for (Visit visit : own) {
        boolean opensRun = visit.at() - before.at() > settings.inactivity().toMillis();
        run = opensRun ? visit : run;
        inRun = opensRun ? 0 : inRun + 1;
        long elapsed = Math.max(visit.at() - run.at() - 1, 0);
        long nextPart =
            elapsed / settings.maxDuration().toMillis() + inRun / settings.maxTouchpoints();
        boolean opens = opensRun || nextPart != part;
        part = nextPart;
        session = opens ? visit : session;
        place = opens ? 1 : place + 1;
        sessions.put(visit.id(), session.id() + " " + place);
        before = visit;
      }
    }
    return sessions;
  }

  /** The touchpoints of each session in order, a line a session. */
  private static String sessions(SparkSession spark, SessionSettings settings, String text) {
    Map<String, TreeMap<Integer, String>> sessions = new HashMap<>();
    CutSessions.from(touchpoints(spark, text), settings)
        .rows()
        .select("session_id", "session_position", "touchpoint_event_id")
        .collectAsList()
        .forEach(
            row ->
                sessions
                    .computeIfAbsent(row.getString(0), id -> new TreeMap<>())
                    .put(row.getInt(1), row.getString(2)));
    return String.join(
        "\n",
        sessions.values().stream()
            .map(session -> String.join(" ", session.values()))
            .sorted()
            .toList());
  }

  private static Touchpoints touchpoints(SparkSession spark, String text) {
    return new Touchpoints(TextTable.of(spark, Touchpoints.CONTRACT, text));
  }

  private static Object opens(SparkSession spark, String at, String previousAt) {
    return one(spark, CutSessions.opens(moment(at), moment(previousAt), HALF_AN_HOUR));
  }

  private static Object cutsByDuration(SparkSession spark, String at) {
    return one(
        spark,
        CutSessions.cutsByDuration(
            moment(at), moment("2026-01-05 00:00:00"), Duration.ofHours(24)));
  }

  private static Column moment(String text) {
    return lit(text).cast("timestamp");
  }

  private static Object one(SparkSession spark, Column expression) {
    return spark.range(1).select(expression.as("value")).head().get(0);
  }
}
