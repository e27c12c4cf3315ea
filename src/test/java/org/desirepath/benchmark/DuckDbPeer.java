package org.desirepath.benchmark;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.desirepath.benchmark.Benchmark.Comparison;

/** The same sessions in DuckDB's SQL: Parquet in, Parquet out, as our step does it. */
final class DuckDbPeer {

  private DuckDbPeer() {}

  /** Times DuckDB on the touchpoints of a run, and refuses to compare what is not the same. */
  static Map<String, Comparison> compare(Connection duckdb, Path run, Map<String, Double> stages)
      throws SQLException {
    Map<String, Comparison> compared = new LinkedHashMap<>();
    double peer = timed(duckdb, sessions(run));
    double theirs =
        Night.number(duckdb, "SELECT count(*) FROM '%s/peer_session.parquet'".formatted(run));
    double ours =
        Night.number(duckdb, "SELECT count(*) FROM " + Night.parquet(run, "fact_session"));
    if (theirs != ours) {
      throw new IllegalStateException("DuckDB finds %f sessions, we %f".formatted(theirs, ours));
    }
    compared.put(
        "sessions",
        new Comparison(stages.get("stg_session_touchpoint") + stages.get("stg_session"), peer));
    return compared;
  }

  private static double timed(Connection duckdb, String sql) throws SQLException {
    Instant start = Instant.now();
    Night.execute(duckdb, sql);
    return Night.seconds(Duration.between(start, Instant.now()));
  }

  private static String sessions(Path run) {
    return """
        COPY (
          WITH paused AS (
            SELECT *, epoch(occurred_at) - lag(epoch(occurred_at)) OVER person > 1800 AS after_pause
            FROM %1$s
            WHERE person_id <> 'unknown'
            WINDOW person AS (PARTITION BY person_id ORDER BY occurred_at, touchpoint_event_id)),
          runs AS (
            SELECT *, sum(coalesce(after_pause, true)::int) OVER (
              PARTITION BY person_id ORDER BY occurred_at, touchpoint_event_id) AS run
            FROM paused),
          parts AS (
            SELECT *,
              floor((epoch(occurred_at) - min(epoch(occurred_at)) OVER one) / 86400) AS day_part,
              floor((row_number() OVER (one ORDER BY occurred_at, touchpoint_event_id) - 1) / 10000) AS size_part
            FROM runs
            WINDOW one AS (PARTITION BY person_id, run))
          SELECT touchpoint_event_id, occurred_at, person_id, account_id, touchpoint_id, channel, stage,
            device, direction, sentiment,
            md5(concat_ws('|', person_id, run, day_part, size_part)) AS session_id,
            row_number() OVER (PARTITION BY person_id, run, day_part, size_part
              ORDER BY occurred_at, touchpoint_event_id) AS session_position
          FROM parts) TO '%2$s/peer_session_touchpoint.parquet' (FORMAT parquet, COMPRESSION zstd);
        COPY (
          SELECT session_id, any_value(person_id) AS person_id, any_value(account_id) AS account_id,
            min(occurred_at)::date AS session_date, min(occurred_at) AS started_at, max(occurred_at) AS ended_at,
            epoch(max(occurred_at)) - epoch(min(occurred_at)) AS duration_seconds,
            count(*) AS touchpoint_count, count(DISTINCT touchpoint_id) AS distinct_touchpoint_count,
            arg_min(touchpoint_id, session_position) AS entry_touchpoint_id,
            arg_max(touchpoint_id, session_position) AS exit_touchpoint_id,
            arg_min(channel, session_position) AS entry_channel,
            arg_min(device, session_position) FILTER (device IS NOT NULL) AS device,
            count(*) = 1 AS is_bounce, avg(sentiment) AS sentiment_mean
          FROM '%2$s/peer_session_touchpoint.parquet'
          GROUP BY session_id) TO '%2$s/peer_session.parquet' (FORMAT parquet, COMPRESSION zstd)
        """
        .formatted(Night.parquet(run, "fact_touchpoint"), run);
  }
}
