package org.desirepath.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.desirepath.benchmark.Benchmark.Comparison;
import org.desirepath.touchpoint.Catalogue;

/**
 * The same sessions and journeys in DuckDB's SQL: Parquet in, Parquet out, as our steps do it.
 *
 * <p>Journeys are those of all three levels, cut by the same windows, with the same ids and the
 * same columns. What is not the same: moments are read as published, to the millisecond, so what
 * happened within one may be ordered otherwise; the deals come from the published journeys, as they
 * are not published themselves, so those without a touchpoint and those beyond ten at once are gone
 * beforehand; and DuckDB does not read back what it wrote to check keys and required values.
 */
final class DuckDbPeer {

  private final Connection duckdb;
  private final Path run;

  private DuckDbPeer(Connection duckdb, Path run) {
    this.duckdb = duckdb;
    this.run = run;
  }

  /** Times DuckDB on the touchpoints of a run, and refuses to compare what is not the same. */
  static Map<String, Comparison> compare(Connection duckdb, Path run, Map<String, Double> stages)
      throws SQLException, IOException {
    DuckDbPeer peer = new DuckDbPeer(duckdb, run);
    Map<String, Comparison> compared = new LinkedHashMap<>();
    double sessions = peer.timed(peer.sessions());
    peer.refuseUnlessAsMany("peer_session", "fact_session");
    compared.put(
        "sessions",
        new Comparison(stages.get("stg_session_touchpoint") + stages.get("stg_session"), sessions));

    Night.execute(duckdb, peer.inputOfJourneys());
    double journeys = peer.timed(peer.journeySteps() + peer.journeys());
    peer.refuseUnlessAsMany("peer_journey_step", "fact_journey_step");
    peer.refuseUnlessAsMany("peer_journey", "fact_journey");
    compared.put(
        "journeys",
        new Comparison(stages.get("fact_journey_step") + stages.get("stg_journey"), journeys));
    return compared;
  }

  private double timed(String sql) throws SQLException {
    Instant start = Instant.now();
    Night.execute(duckdb, sql);
    return Night.seconds(Duration.between(start, Instant.now()));
  }

  private void refuseUnlessAsMany(String theirTable, String ourTable) throws SQLException {
    double theirs =
        Night.number(duckdb, "SELECT count(*) FROM '%s/%s.parquet'".formatted(run, theirTable));
    double ours = Night.number(duckdb, "SELECT count(*) FROM " + Night.parquet(run, ourTable));
    if (theirs != ours) {
      throw new IllegalStateException(
          "DuckDB finds %.0f rows for %s, we %.0f".formatted(theirs, ourTable, ours));
    }
  }

  private String sessions() {
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

  /** What our step reads and nobody publishes: touchpoints that name their deal, and the deals. */
  private String inputOfJourneys() {
    return """
        COPY (
          SELECT touchpoint_event_id, occurred_at, person_id, account_id, deal_key, touchpoint_id,
            sentiment, amount, outcome, session_id
          FROM %1$s
          LEFT JOIN (
            SELECT touchpoint_event_id, subject_id AS deal_key
            FROM %2$s
            WHERE journey_level = 'deal' AND person_id = 'unknown') USING (touchpoint_event_id)
        ) TO '%4$s/peer_touchpoint.parquet' (FORMAT parquet, COMPRESSION zstd);
        COPY (
          SELECT subject_id AS deal_key, account_id, amount, outcome_at AS closed_at,
            nullif(outcome, 'open') AS outcome
          FROM %3$s
          WHERE journey_level = 'deal'
        ) TO '%4$s/peer_deal.parquet' (FORMAT parquet, COMPRESSION zstd);
        """
        .formatted(
            Night.parquet(run, "fact_touchpoint"),
            Night.parquet(run, "fact_journey_step"),
            Night.parquet(run, "fact_journey"),
            run);
  }

  private String journeySteps() {
    return """
        COPY (
          WITH snapshot AS (SELECT max(scored_at) AS as_of FROM %1$s),
          deal_ends AS (
            SELECT account_id, coalesce(closed_at, as_of) AS occurred_at,
              list({deal_key: deal_key, close:
                {moment: closed_at, event_id: NULL::varchar, outcome: outcome, amount: amount}}) AS deals
            FROM '%2$s/peer_deal.parquet', snapshot
            WHERE account_id <> 'unknown'
            GROUP BY ALL),
          told AS (
            SELECT *, CASE WHEN outcome IS NOT NULL THEN
              {moment: occurred_at, event_id: touchpoint_event_id, outcome: outcome, amount: amount} END AS own_close
            FROM '%2$s/peer_touchpoint.parquet'
            WHERE person_id <> 'unknown' OR account_id <> 'unknown'
            UNION ALL BY NAME
            SELECT * FROM deal_ends),
          looking_ahead AS (
            SELECT *,
              last_value(own_close IGNORE NULLS) OVER ahead AS next_close,
              last_value(deals IGNORE NULLS) OVER ahead AS next_deals
            FROM told
            WINDOW ahead AS (
              PARTITION BY account_id, CASE WHEN account_id = 'unknown' THEN person_id END
              ORDER BY occurred_at DESC, deals IS NOT NULL DESC, touchpoint_event_id DESC
              ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)),
          touchpoints AS (
            SELECT * FROM looking_ahead WHERE touchpoint_event_id IS NOT NULL),
          by_subject AS (
            SELECT 'person' AS journey_level, person_id AS subject_id,
              coalesce(own_close, next_close) AS close, %3$s
            FROM touchpoints
            WHERE person_id <> 'unknown'
            UNION ALL
            SELECT 'account', account_id, own_close, %3$s
            FROM touchpoints
            WHERE account_id <> 'unknown'
            UNION ALL
            SELECT 'deal', deal.deal_key, deal.close, %3$s
            FROM (SELECT *, unnest(next_deals) AS deal FROM touchpoints)
            WHERE person_id <> 'unknown' OR deal.deal_key = deal_key),
          placed AS (
            SELECT *,
              lead(occurred_at) OVER in_order AS next_at,
              lead(touchpoint_event_id) OVER in_order AS next_event_id,
              lag(occurred_at) OVER in_order AS previous_at,
              row_number() OVER in_order AS place,
              first_value(touchpoint_event_id) OVER in_order AS first_event_id
            FROM by_subject
            WINDOW in_order AS (
              PARTITION BY journey_level, subject_id ORDER BY occurred_at, touchpoint_event_id)),
          ended AS (
            SELECT *, CASE
                WHEN journey_level = 'deal' THEN
                  CASE WHEN next_at IS NULL THEN coalesce(close.outcome, 'open') END
                WHEN close.outcome IS NOT NULL
                  AND epoch_us(close.moment) - epoch_us(occurred_at) <= dormancy
                  AND (next_at IS NULL OR close.moment < next_at
                    OR close.moment = next_at AND close.event_id < next_event_id) THEN close.outcome
                WHEN epoch_us(coalesce(next_at, as_of)) - epoch_us(occurred_at) > dormancy THEN 'dormant'
                WHEN next_at IS NULL THEN 'open'
              END AS journey_outcome
            FROM placed, snapshot, (SELECT 60 * 86400000000 AS dormancy)),
          numbered AS (
            SELECT *,
              last_value(CASE WHEN journey_outcome IS NOT NULL THEN {place: place, next_event_id: next_event_id} END
                IGNORE NULLS) OVER (
                PARTITION BY journey_level, subject_id ORDER BY occurred_at, touchpoint_event_id
                ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS last_end
            FROM ended)
          SELECT
            left(sha256(concat_ws('|', journey_level, subject_id, CASE WHEN journey_level <> 'deal' THEN
              coalesce(last_end.next_event_id, first_event_id) END)), 32) AS journey_id,
            (place - coalesce(last_end.place, 0))::int AS step_number,
            journey_level, touchpoint_event_id, person_id, touchpoint_id, occurred_at,
            CASE WHEN place - coalesce(last_end.place, 0) > 1 THEN
              (epoch_us(occurred_at) - epoch_us(previous_at)) / 1e6 END AS gap_seconds,
            session_id, subject_id, account_id, sentiment, journey_outcome,
            CASE
              WHEN journey_outcome = 'dormant' THEN occurred_at + to_microseconds(dormancy)
              WHEN journey_outcome <> 'open' THEN close.moment
            END AS journey_outcome_at,
            CASE WHEN journey_outcome <> 'dormant' THEN close.amount END AS journey_amount
          FROM numbered
          ORDER BY journey_id, step_number
        ) TO '%2$s/peer_journey_step.parquet' (FORMAT parquet, COMPRESSION zstd);
        """
        .formatted(
            Night.parquet(run, "fact_next_touchpoint"),
            run,
            "touchpoint_event_id, occurred_at, person_id, account_id, touchpoint_id, sentiment, session_id");
  }

  private String journeys() throws IOException {
    return """
        COPY (
          WITH places AS (
            SELECT touchpoint_id, list_position([%1$s], stage) AS stage_place,
              nullif(channel, 'none') AS channel
            FROM %2$s)
          SELECT journey_id,
            any_value(journey_level) AS journey_level, any_value(subject_id) AS subject_id,
            CASE any_value(journey_level) WHEN 'person' THEN any_value(subject_id) ELSE 'unknown' END AS person_id,
            arg_max(account_id, step_number) AS account_id,
            min(occurred_at) AS started_at, max(occurred_at) AS ended_at,
            (epoch_us(max(occurred_at)) - epoch_us(min(occurred_at))) / 1e6 AS duration_seconds,
            count(*) AS touchpoint_count, count(DISTINCT session_id) AS session_count,
            count(DISTINCT nullif(person_id, 'unknown')) AS person_count,
            count(DISTINCT channel) AS channel_count,
            arg_min(touchpoint_id, step_number) AS first_touchpoint_id,
            arg_max(touchpoint_id, step_number) AS last_touchpoint_id,
            coalesce([%1$s][max(stage_place)], 'none') AS furthest_stage,
            any_value(journey_outcome) AS outcome, any_value(journey_outcome_at) AS outcome_at,
            any_value(journey_amount) AS amount,
            arg_min(sentiment, step_number) FILTER (sentiment IS NOT NULL) AS sentiment_first,
            arg_max(sentiment, step_number) FILTER (sentiment IS NOT NULL) AS sentiment_last,
            any_value(journey_outcome) = 'open' AS is_open
          FROM '%3$s/peer_journey_step.parquet'
          LEFT JOIN places USING (touchpoint_id)
          GROUP BY journey_id
        ) TO '%3$s/peer_journey.parquet' (FORMAT parquet, COMPRESSION zstd)
        """
        .formatted(
            stages().stream().map("'%s'"::formatted).collect(Collectors.joining(", ")),
            Night.parquet(run, "dim_touchpoint"),
            run);
  }

  private static List<String> stages() throws IOException {
    Path catalogue = Path.of("conf", "touchpoints.yaml");
    return Catalogue.read(Files.readString(catalogue), catalogue.toString()).stages();
  }
}
