package org.desirepath.prediction;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.when;
import static org.desirepath.table.CaseEvents.ATTRIBUTES;
import static org.desirepath.table.CaseEvents.CAME_AT;
import static org.desirepath.table.CaseEvents.CASE_ID;
import static org.desirepath.table.CaseEvents.EVENT_NUMBER;
import static org.desirepath.table.CaseEvents.NEXT_ID;
import static org.desirepath.table.Deals.OUTCOME;
import static org.desirepath.table.Events.OCCURRED_AT;
import static org.desirepath.table.Events.SENTIMENT;
import static org.desirepath.table.JourneySteps.NEXT_AT;
import static org.desirepath.table.JourneySteps.NEXT_TOUCHPOINT_ID;
import static org.desirepath.table.JourneySteps.STEP_NUMBER;
import static org.desirepath.table.Journeys.IS_OPEN;
import static org.desirepath.table.Journeys.JOURNEY_ID;
import static org.desirepath.table.Journeys.JOURNEY_LEVEL;
import static org.desirepath.table.Journeys.OUTCOME_AT;
import static org.desirepath.table.Sessions.ENDED_AT;
import static org.desirepath.table.Sessions.STARTED_AT;
import static org.desirepath.table.TouchpointCatalogue.TOUCHPOINT_ID;

import java.util.List;
import org.apache.spark.sql.Column;
import org.desirepath.table.CaseEvents;
import org.desirepath.table.JourneyFacts;
import org.desirepath.table.JourneySteps;

/** Takes journeys as cases. */
final class JourneyCases {

  /**
   * What is known of a step beside its touchpoint and its moment. Nothing that people fill in later
   * (roles, segments) and nothing that the whole journey tells (personas): it would foretell the
   * past.
   */
  static final List<String> ATTRIBUTE_NAMES = List.of("sentiment");

  private JourneyCases() {}

  /**
   * The steps of the journeys of a level. The last step of a closed journey is followed by its
   * outcome; that of an open one by nothing that is known. One shuffle, by journey.
   */
  static CaseEvents of(JourneySteps steps, JourneyFacts journeys, String level) {
    Column outcome = when(not(IS_OPEN.col()), concat(lit(Moves.OUTCOME_PREFIX), OUTCOME.col()));
    Column outcomeAt = when(not(IS_OPEN.col()), coalesce(OUTCOME_AT.col(), ENDED_AT.col()));
    return new CaseEvents(
        steps
            .rows()
            .filter(JOURNEY_LEVEL.col().equalTo(level))
            .select(
                JOURNEY_ID.col(),
                STEP_NUMBER.col(),
                TOUCHPOINT_ID.col(),
                OCCURRED_AT.col(),
                SENTIMENT.col(),
                NEXT_TOUCHPOINT_ID.col(),
                NEXT_AT.col())
            .join(
                journeys
                    .rows()
                    .select(
                        JOURNEY_ID.col(),
                        STARTED_AT.col(),
                        ENDED_AT.col(),
                        IS_OPEN.col(),
                        OUTCOME.col(),
                        OUTCOME_AT.col()),
                JOURNEY_ID.name())
            .select(
                CASE_ID.is(JOURNEY_ID.col()),
                STARTED_AT.col(),
                EVENT_NUMBER.is(STEP_NUMBER.col()),
                TOUCHPOINT_ID.col(),
                OCCURRED_AT.col(),
                ATTRIBUTES.is(array(mood(SENTIMENT.col()))),
                NEXT_ID.is(coalesce(NEXT_TOUCHPOINT_ID.col(), outcome)),
                CAME_AT.is(
                    when(NEXT_TOUCHPOINT_ID.col().isNotNull(), NEXT_AT.col())
                        .otherwise(outcomeAt))));
  }

  /** Good, bad, neither, or not known. */
  static Column mood(Column sentiment) {
    return when(sentiment.gt(0), "good")
        .when(sentiment.lt(0), "bad")
        .when(sentiment.equalTo(0), "neither")
        .otherwise("");
  }
}
