package org.desirepath.persona;

import static org.apache.spark.sql.functions.avg;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.countDistinct;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.max_by;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.min_by;
import static org.apache.spark.sql.functions.to_date;
import static org.apache.spark.sql.functions.unix_millis;
import static org.desirepath.table.Sessions.ENDED_AT;
import static org.desirepath.table.Sessions.STARTED_AT;

import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.desirepath.table.PersonaAssignments;
import org.desirepath.table.SessionFeatures;
import org.desirepath.table.SessionTouchpoints;
import org.desirepath.table.Sessions;
import org.desirepath.table.TouchpointCatalogue;
import org.desirepath.table.TypicalSessions;

/** Sessions for tests, written down touchpoint by touchpoint. */
final class SessionLog {

  private static final long START = Timestamp.valueOf("2026-03-02 08:00:00").getTime();

  private final List<Row> touchpoints = new ArrayList<>();
  private final Map<String, Integer> lengths = new HashMap<>();

  /** Adds the next touchpoint of a session. */
  SessionLog add(
      String sessionId, String touchpointId, String channel, String stage, long at, String device) {
    int position = lengths.merge(sessionId, 1, Integer::sum);
    touchpoints.add(
        RowFactory.create(
            sessionId + "-" + position,
            new Timestamp(at),
            "person of " + sessionId,
            "unknown",
            sessionId,
            position,
            touchpointId,
            channel,
            stage,
            device,
            "customer",
            null));
    return this;
  }

  /** Adds a session of the given touchpoints, a minute apart, on the web. */
  SessionLog session(String sessionId, long at, String stage, String... touchpointIds) {
    for (int i = 0; i < touchpointIds.length; i++) {
      add(sessionId, touchpointIds[i], "web", stage, at + i * 60_000L, "desktop");
    }
    return this;
  }

  /** Buyers who look at prices, users who read the manual, and people with trouble. */
  static SessionLog ofThreeKinds(int sessionCount, long seed) {
    String[][] tastes = {
      {"pricing", "quote", "compare", "checkout"},
      {"docs", "api", "quickstart", "changelog"},
      {"ticket", "status", "chat", "help"},
    };
    String[] stages = {"decision", "use", "support"};
    Random random = new Random(seed);
    SessionLog log = new SessionLog();
    for (int i = 0; i < sessionCount; i++) {
      int kind = i % tastes.length;
      String[] path = new String[1 + random.nextInt(8)];
      for (int j = 0; j < path.length; j++) {
        path[j] = random.nextInt(10) == 0 ? "home" : tastes[kind][random.nextInt(4)];
      }
      log.session(kind + "-" + i, START + random.nextInt(1_000_000) * 1000L, stages[kind], path);
    }
    return log;
  }

  SessionTouchpoints touchpoints(SparkSession spark) {
    return new SessionTouchpoints(
        spark.createDataFrame(touchpoints, SessionTouchpoints.CONTRACT.schema()));
  }

  /** What the step before makes of the touchpoints. */
  Sessions sessions(SparkSession spark) {
    Dataset<Row> grouped =
        touchpoints(spark)
            .rows()
            .groupBy("session_id", "person_id", "account_id", "device")
            .agg(
                min("occurred_at").as("started_at"),
                max("occurred_at").as("ended_at"),
                count(lit(1)).as("touchpoint_count"),
                countDistinct(col("touchpoint_id")).as("distinct_touchpoint_count"),
                min_by(col("touchpoint_id"), col("session_position")).as("entry_touchpoint_id"),
                max_by(col("touchpoint_id"), col("session_position")).as("exit_touchpoint_id"),
                min_by(col("channel"), col("session_position")).as("entry_channel"),
                avg("sentiment").as("sentiment_mean"));
    return new Sessions(
        grouped
            .withColumn("session_date", to_date(STARTED_AT.col()))
            .withColumn(
                "duration_seconds",
                unix_millis(ENDED_AT.col()).minus(unix_millis(STARTED_AT.col())).divide(1000.0))
            .withColumn("is_bounce", col("touchpoint_count").equalTo(1))
            .withColumn("is_final", lit(true)));
  }

  /** The described sessions, computed once and kept, as between steps. */
  SessionFeatures features(SparkSession spark) {
    SessionFeatures described = DescribeSessions.from(sessions(spark), touchpoints(spark));
    return new SessionFeatures(
        spark.createDataFrame(described.rows().collectAsList(), SessionFeatures.CONTRACT.schema()));
  }

  /** What the step makes of the sessions that have a persona. */
  TypicalSessions typicalSessions(SessionFeatures features, PersonaAssignments assignments) {
    return typicalSessions(features, assignments, 1);
  }

  /** The same of sessions of so many touchpoints or more. */
  TypicalSessions typicalSessions(
      SessionFeatures features, PersonaAssignments assignments, int minTouchpoints) {
    SparkSession spark = features.rows().sparkSession();
    return ChooseTypicalSessions.from(
        features, assignments, touchpoints(spark), catalogue(spark), minTouchpoints);
  }

  /** Every touchpoint named, with a capital letter. */
  TouchpointCatalogue catalogue(SparkSession spark) {
    List<Row> rows =
        touchpoints.stream()
            .map(row -> row.getString(6))
            .distinct()
            .map(
                id ->
                    RowFactory.create(
                        id,
                        id.substring(0, 1).toUpperCase(Locale.ROOT) + id.substring(1),
                        "web",
                        "none",
                        false,
                        false,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        false))
            .toList();
    return new TouchpointCatalogue(
        spark.createDataFrame(rows, TouchpointCatalogue.CONTRACT.schema()));
  }
}
