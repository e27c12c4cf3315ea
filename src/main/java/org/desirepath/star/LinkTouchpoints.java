package org.desirepath.star;

import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.to_date;
import static org.apache.spark.sql.functions.unix_micros;
import static org.desirepath.table.Events.DEAL_KEY;
import static org.desirepath.table.Events.OCCURRED_AT;
import static org.desirepath.table.SessionTouchpoints.SESSION_ID;
import static org.desirepath.table.Sessions.IS_FINAL;
import static org.desirepath.table.TouchpointFacts.EVENT_DATE;
import static org.desirepath.table.Touchpoints.TOUCHPOINT_EVENT_ID;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.desirepath.settings.JourneySettings;
import org.desirepath.settings.SessionSettings;
import org.desirepath.table.JourneySteps;
import org.desirepath.table.SessionTouchpoints;
import org.desirepath.table.TouchpointFacts;
import org.desirepath.table.Touchpoints;

/** Tells every touchpoint its session and its journey. */
public final class LinkTouchpoints {

  private LinkTouchpoints() {}

  /**
   * One row for each touchpoint, with the session it falls into and its step in the journey of the
   * primary level; where deals share a touchpoint, in the journey with the lowest id. It is final
   * when it happened longer than the inactivity before the snapshot, so that what comes later moves
   * neither its session nor its step.
   *
   * <p>Two shuffles, by touchpoint. Where persons are not the primary level, a third tells the
   * sessions; else the steps of the persons' journeys do, as each touchpoint of a session has one.
   *
   * @param asOf the snapshot; no touchpoint is later
   */
  public static TouchpointFacts from(
      Touchpoints touchpoints,
      SessionTouchpoints sessionTouchpoints,
      JourneySteps steps,
      SessionSettings sessions,
      JourneySettings journeys,
      Instant asOf) {
    Dataset<Row> primary = PrimaryJourneys.ofTouchpoints(steps, journeys.primaryLevel());
    Dataset<Row> named = touchpoints.rows().drop(DEAL_KEY.name());
    if (!journeys.primaryLevel().equals(PrimaryJourneys.PERSON)) {
      primary = primary.drop(SESSION_ID.name());
      named =
          named.join(
              sessionTouchpoints.rows().select(TOUCHPOINT_EVENT_ID.col(), SESSION_ID.col()),
              new String[] {TOUCHPOINT_EVENT_ID.name()},
              "left");
    }
    Dataset<Row> rows =
        named
            .join(primary, new String[] {TOUCHPOINT_EVENT_ID.name()}, "left")
            .withColumn(EVENT_DATE.name(), EVENT_DATE.is(to_date(OCCURRED_AT.col())))
            .withColumn(
                IS_FINAL.name(),
                IS_FINAL.is(isFinal(OCCURRED_AT.col(), sessions.inactivity(), asOf)));
    return new TouchpointFacts(rows);
  }

  /** Whether a touchpoint is longer ago than the inactivity. */
  static Column isFinal(Column at, Duration inactivity, Instant asOf) {
    return unix_micros(lit(asOf))
        .minus(unix_micros(at))
        .gt(lit(TimeUnit.MICROSECONDS.convert(inactivity)));
  }
}
