package org.desirepath.session;

import static org.apache.spark.sql.functions.any_value;
import static org.apache.spark.sql.functions.avg;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_distinct;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.max_by;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.min_by;
import static org.apache.spark.sql.functions.to_date;
import static org.apache.spark.sql.functions.unix_micros;
import static org.apache.spark.sql.functions.when;
import static org.desirepath.table.Events.DEVICE;
import static org.desirepath.table.Events.OCCURRED_AT;
import static org.desirepath.table.Events.SENTIMENT;
import static org.desirepath.table.Identifiers.PERSON_ID;
import static org.desirepath.table.Persons.ACCOUNT_ID;
import static org.desirepath.table.SessionTouchpoints.SESSION_ID;
import static org.desirepath.table.SessionTouchpoints.SESSION_POSITION;
import static org.desirepath.table.Sessions.DISTINCT_TOUCHPOINT_COUNT;
import static org.desirepath.table.Sessions.DURATION_SECONDS;
import static org.desirepath.table.Sessions.ENDED_AT;
import static org.desirepath.table.Sessions.ENTRY_CHANNEL;
import static org.desirepath.table.Sessions.ENTRY_TOUCHPOINT_ID;
import static org.desirepath.table.Sessions.EXIT_TOUCHPOINT_ID;
import static org.desirepath.table.Sessions.IS_BOUNCE;
import static org.desirepath.table.Sessions.IS_FINAL;
import static org.desirepath.table.Sessions.SENTIMENT_MEAN;
import static org.desirepath.table.Sessions.SESSION_DATE;
import static org.desirepath.table.Sessions.STARTED_AT;
import static org.desirepath.table.Sessions.TOUCHPOINT_COUNT;
import static org.desirepath.table.TouchpointCatalogue.CHANNEL;
import static org.desirepath.table.TouchpointCatalogue.TOUCHPOINT_ID;
import static org.desirepath.table.TouchpointCatalogue.UNKNOWN;

import java.time.Duration;
import java.time.Instant;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
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
   * <p>One shuffle and one sort, by session. Both are asked for by name, as the sums hold texts and
   * Spark would else sort before and after each of two shuffles of them.
   *
   * @param asOf the snapshot; no touchpoint is later
   */
  public static Sessions from(
      SessionTouchpoints touchpoints, SessionSettings settings, Instant asOf) {
    Dataset<Row> rows =
        touchpoints
            .rows()
            .repartition(SESSION_ID.col())
            .sortWithinPartitions(SESSION_ID.col(), TOUCHPOINT_ID.col())
            .groupBy(SESSION_ID.col())
            .agg(
                PERSON_ID.is(any_value(PERSON_ID.col())),
                STARTED_AT.is(min(OCCURRED_AT.col())),
                ENDED_AT.is(max(OCCURRED_AT.col())),
                TOUCHPOINT_COUNT.is(count(lit(1))),
                DISTINCT_TOUCHPOINT_COUNT.is(count_distinct(TOUCHPOINT_ID.col())),
                ENTRY_TOUCHPOINT_ID.is(min_by(TOUCHPOINT_ID.col(), SESSION_POSITION.col())),
                EXIT_TOUCHPOINT_ID.is(max_by(TOUCHPOINT_ID.col(), SESSION_POSITION.col())),
                ENTRY_CHANNEL.is(min_by(CHANNEL.col(), SESSION_POSITION.col())),
                DEVICE.is(firstThat(DEVICE.col(), DEVICE.col().isNotNull())),
                ACCOUNT_ID.is(
                    coalesce(
                        firstThat(ACCOUNT_ID.col(), ACCOUNT_ID.col().notEqual(UNKNOWN)),
                        lit(UNKNOWN))),
                SENTIMENT_MEAN.is(avg(SENTIMENT.col())))
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

  private static Column firstThat(Column value, Column holds) {
    return min_by(value, when(holds, SESSION_POSITION.col()));
  }
}
