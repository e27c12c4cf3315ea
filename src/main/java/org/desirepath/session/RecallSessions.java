package org.desirepath.session;

import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.row_number;
import static org.desirepath.table.Events.DEAL_KEY;
import static org.desirepath.table.Events.OCCURRED_AT;
import static org.desirepath.table.SessionTouchpoints.SESSION_ID;
import static org.desirepath.table.SessionTouchpoints.SESSION_POSITION;
import static org.desirepath.table.Touchpoints.TOUCHPOINT_EVENT_ID;

import org.apache.spark.sql.expressions.Window;
import org.desirepath.table.SessionFacts;
import org.desirepath.table.SessionTouchpoints;
import org.desirepath.table.Sessions;
import org.desirepath.table.TouchpointFacts;

/** Makes of published sessions again what the steps of a night know of them. */
public final class RecallSessions {

  private RecallSessions() {}

  /** The sessions. No shuffle. */
  public static Sessions sessions(SessionFacts facts) {
    return new Sessions(facts.rows().select(Sessions.CONTRACT.columns()));
  }

  /**
   * Their touchpoints, in the order in which {@link CutSessions} took them. Deals are not published
   * with touchpoints and are null. One shuffle, by session.
   */
  public static SessionTouchpoints touchpoints(TouchpointFacts facts) {
    return new SessionTouchpoints(
        facts
            .rows()
            .filter(SESSION_ID.col().isNotNull())
            .withColumn(
                SESSION_POSITION.name(),
                SESSION_POSITION.is(
                    row_number()
                        .over(
                            Window.partitionBy(SESSION_ID.col())
                                .orderBy(OCCURRED_AT.col(), TOUCHPOINT_EVENT_ID.col()))))
            .withColumn(DEAL_KEY.name(), DEAL_KEY.is(lit(null)))
            .select(SessionTouchpoints.CONTRACT.columns()));
  }
}
