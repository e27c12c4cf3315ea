package org.desirepath.star;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.lit;
import static org.desirepath.table.Journeys.JOURNEY_ID;
import static org.desirepath.table.PersonDimension.PERSONA_SHARE;
import static org.desirepath.table.Personas.PERSONA_ID;
import static org.desirepath.table.SessionTouchpoints.SESSION_ID;
import static org.desirepath.table.TouchpointCatalogue.UNKNOWN;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.desirepath.table.JourneyFacts;
import org.desirepath.table.JourneySteps;
import org.desirepath.table.Journeys;
import org.desirepath.table.SessionFacts;

/** Tells every journey its persona. */
public final class LinkJourneys {

  private LinkJourneys() {}

  /**
   * One row for each journey, with the persona that most of its sessions have, ties by id; {@code
   * unknown} where no session has one. A session that goes on over the end of a journey counts in
   * both.
   *
   * <p>Four shuffles: the sessions of journeys, their personas, the counts, the journeys.
   */
  public static JourneyFacts from(Journeys journeys, JourneySteps steps, SessionFacts sessions) {
    Dataset<Row> personas =
        steps
            .rows()
            .select(JOURNEY_ID.col(), SESSION_ID.col())
            .filter(SESSION_ID.col().isNotNull())
            .distinct()
            .join(sessions.rows().select(SESSION_ID.col(), PERSONA_ID.col()), SESSION_ID.name());
    return new JourneyFacts(
        journeys
            .rows()
            .join(
                DominantPersonas.by(JOURNEY_ID, personas).drop(PERSONA_SHARE.name()),
                new String[] {JOURNEY_ID.name()},
                "left")
            .withColumn(
                PERSONA_ID.name(), PERSONA_ID.is(coalesce(PERSONA_ID.col(), lit(UNKNOWN)))));
  }
}
