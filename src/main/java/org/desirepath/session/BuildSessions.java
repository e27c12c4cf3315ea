package org.desirepath.session;

import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.timestamp_micros;
import static org.apache.spark.sql.functions.to_date;
import static org.apache.spark.sql.functions.unix_micros;
import static org.desirepath.table.Sessions.DURATION_SECONDS;
import static org.desirepath.table.Sessions.ENDED_AT;
import static org.desirepath.table.Sessions.IS_BOUNCE;
import static org.desirepath.table.Sessions.IS_FINAL;
import static org.desirepath.table.Sessions.SESSION_DATE;
import static org.desirepath.table.Sessions.STARTED_AT;
import static org.desirepath.table.Sessions.TOUCHPOINT_COUNT;

import java.time.Duration;
import java.time.Instant;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.desirepath.settings.SessionSettings;
import org.desirepath.table.SessionTouchpoints;
import org.desirepath.table.Sessions;

/** Sums each session up. */
public final class BuildSessions {

  private BuildSessions() {}

  /**
   * One row for each session. Its device and account are those of its first touchpoint that has
   * one. It is final when it ended longer than the inactivity before the snapshot.
   *
   * <p>One shuffle and one sort, by session, then one pass: sums that hold texts, such as the first
   * touchpoint, would have Spark sort again for each of two rounds of aggregation.
   *
   * @param asOf the snapshot; no touchpoint is later
   */
  public static Sessions from(
      SessionTouchpoints touchpoints, SessionSettings settings, Instant asOf) {
    MapPartitionsFunction<Row, Row> sum = SessionReader::new;
    Dataset<Row> rows =
        SessionReader.sorted(touchpoints)
            .mapPartitions(sum, Encoders.row(SessionReader.SUMS))
            .withColumn(
                STARTED_AT.name(),
                STARTED_AT.is(timestamp_micros(SessionReader.START_MICROS.col())))
            .withColumn(
                ENDED_AT.name(), ENDED_AT.is(timestamp_micros(SessionReader.END_MICROS.col())))
            .drop(SessionReader.START_MICROS.name(), SessionReader.END_MICROS.name())
            .withColumn(SESSION_DATE.name(), SESSION_DATE.is(to_date(STARTED_AT.col())))
            .withColumn(
                DURATION_SECONDS.name(),
                DURATION_SECONDS.is(seconds(STARTED_AT.col(), ENDED_AT.col())))
            .withColumn(IS_BOUNCE.name(), IS_BOUNCE.is(TOUCHPOINT_COUNT.col().equalTo(1)))
            .withColumn(
                IS_FINAL.name(), IS_FINAL.is(isFinal(ENDED_AT.col(), settings.inactivity(), asOf)));
    return new Sessions(rows);
  }

  /** Seconds between two moments, with a fraction. */
  static Column seconds(Column from, Column to) {
    return unix_micros(to).minus(unix_micros(from)).divide(1e6);
  }

  /** Whether the pause until the snapshot is longer than the inactivity, so nothing can follow. */
  static Column isFinal(Column endedAt, Duration inactivity, Instant asOf) {
    return CutSessions.opens(lit(asOf), endedAt, inactivity);
  }
}
