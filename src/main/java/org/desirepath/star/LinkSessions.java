package org.desirepath.star;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.lit;
import static org.desirepath.table.PersonaAssignments.PERSONA_CONFIDENCE;
import static org.desirepath.table.Personas.PERSONA_ID;
import static org.desirepath.table.SessionTouchpoints.SESSION_ID;
import static org.desirepath.table.TouchpointCatalogue.UNKNOWN;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.desirepath.settings.JourneySettings;
import org.desirepath.table.JourneySteps;
import org.desirepath.table.PersonaAssignments;
import org.desirepath.table.SessionFacts;
import org.desirepath.table.Sessions;

/** Tells every session its persona and its journey. */
public final class LinkSessions {

  private LinkSessions() {}

  /**
   * One row for each session, with its persona, {@code unknown} at confidence 0 where none was
   * assigned, and the journey of the primary level to which its first touchpoint belongs that has
   * one; null where none has.
   *
   * <p>Three shuffles, all by session.
   */
  public static SessionFacts from(
      Sessions sessions,
      PersonaAssignments assignments,
      JourneySteps steps,
      JourneySettings settings) {
    Dataset<Row> rows =
        sessions
            .rows()
            .join(assignments.rows(), new String[] {SESSION_ID.name()}, "left")
            .join(
                PrimaryJourneys.ofSessions(steps, settings.primaryLevel()),
                new String[] {SESSION_ID.name()},
                "left")
            .withColumn(PERSONA_ID.name(), PERSONA_ID.is(coalesce(PERSONA_ID.col(), lit(UNKNOWN))))
            .withColumn(
                PERSONA_CONFIDENCE.name(),
                PERSONA_CONFIDENCE.is(coalesce(PERSONA_CONFIDENCE.col(), lit(0))));
    return new SessionFacts(rows);
  }
}
