package org.desirepath.star;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.struct;
import static org.desirepath.table.Events.OCCURRED_AT;
import static org.desirepath.table.JourneySteps.STEP_NUMBER;
import static org.desirepath.table.Journeys.JOURNEY_ID;
import static org.desirepath.table.Journeys.JOURNEY_LEVEL;
import static org.desirepath.table.SessionTouchpoints.SESSION_ID;
import static org.desirepath.table.Touchpoints.TOUCHPOINT_EVENT_ID;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.desirepath.table.JourneySteps;

/** The one journey that {@code journey_id} means outside the journeys' own tables. */
final class PrimaryJourneys {

  /** The level at which every touchpoint of a session is a step of one journey. */
  static final String PERSON = "person";

  private static final String DEAL = "deal";
  private static final String FIRST = "first";

  private PrimaryJourneys() {}

  /**
   * Journey, step and session of each touchpoint; of the deal with the lowest id where deals share
   * it.
   */
  static Dataset<Row> ofTouchpoints(JourneySteps steps, String level) {
    Dataset<Row> rows =
        ofLevel(steps, level)
            .select(
                TOUCHPOINT_EVENT_ID.col(), JOURNEY_ID.col(), STEP_NUMBER.col(), SESSION_ID.col());
    return level.equals(DEAL)
        ? lowest(
            rows, TOUCHPOINT_EVENT_ID.col(), JOURNEY_ID.col(), STEP_NUMBER.col(), SESSION_ID.col())
        : rows;
  }

  /** Journey of each session: the one of its first touchpoint that has one. */
  static Dataset<Row> ofSessions(JourneySteps steps, String level) {
    return lowest(
            ofLevel(steps, level).filter(SESSION_ID.col().isNotNull()),
            SESSION_ID.col(),
            OCCURRED_AT.col(),
            TOUCHPOINT_EVENT_ID.col(),
            JOURNEY_ID.col())
        .select(SESSION_ID.col(), JOURNEY_ID.col());
  }

  private static Dataset<Row> ofLevel(JourneySteps steps, String level) {
    return steps.rows().filter(JOURNEY_LEVEL.col().equalTo(level));
  }

  private static Dataset<Row> lowest(Dataset<Row> rows, Column key, Column... order) {
    return rows.groupBy(key).agg(min(struct(order)).as(FIRST)).select(key, col(FIRST + ".*"));
  }
}
