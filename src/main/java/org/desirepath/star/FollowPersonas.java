package org.desirepath.star;

import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.trunc;
import static org.apache.spark.sql.types.DataTypes.LongType;
import static org.desirepath.table.PersonaTrend.SESSION_COUNT;
import static org.desirepath.table.PersonaTrend.SESSION_SHARE;
import static org.desirepath.table.PersonaTrend.SHARE_HIGH;
import static org.desirepath.table.PersonaTrend.SHARE_LOW;
import static org.desirepath.table.PersonaTrend.WEEK_DATE;
import static org.desirepath.table.Personas.PERSONA_ID;
import static org.desirepath.table.Sessions.SESSION_DATE;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.desirepath.table.Field;
import org.desirepath.table.PersonaTrend;
import org.desirepath.table.SessionFacts;
import org.desirepath.table.Wilson;

/** Follows the share of each persona from week to week. */
public final class FollowPersonas {

  private static final Field ALL_SESSIONS =
      Field.required("all_sessions", LongType, "Sessions of the week");

  private FollowPersonas() {}

  /**
   * One row per persona that any session has and week in which any session starts, with 0 where the
   * persona had none; shares of a week sum to one, {@code unknown} among them. Weeks start on
   * Monday, UTC. One shuffle of counts by persona and week, then some of what is left.
   */
  public static PersonaTrend from(SessionFacts sessions) {
    Dataset<Row> counts =
        sessions
            .rows()
            .groupBy(PERSONA_ID.col(), WEEK_DATE.is(monday(SESSION_DATE.col())))
            .agg(SESSION_COUNT.is(count(lit(1))));
    return new PersonaTrend(
        EveryPersona.of(counts, SESSION_COUNT, sessions, WEEK_DATE)
            .withColumn(
                ALL_SESSIONS.name(),
                sum(SESSION_COUNT.col()).over(Window.partitionBy(WEEK_DATE.col())))
            .select(
                PERSONA_ID.col(),
                WEEK_DATE.col(),
                SESSION_COUNT.col(),
                SESSION_SHARE.is(SESSION_COUNT.col().divide(ALL_SESSIONS.col())),
                SHARE_LOW.is(Wilson.low(SESSION_COUNT.col(), ALL_SESSIONS.col())),
                SHARE_HIGH.is(Wilson.high(SESSION_COUNT.col(), ALL_SESSIONS.col()))));
  }

  /** The Monday of a day's week. */
  static Column monday(Column day) {
    return trunc(day, "week");
  }
}
