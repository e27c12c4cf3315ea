package org.desirepath.check;

import static org.apache.spark.sql.functions.concat_ws;

import java.util.List;
import org.desirepath.table.Journeys;
import org.desirepath.table.NextTouchpoints;
import org.desirepath.table.Paths;
import org.desirepath.table.Transitions;

/** The probabilities of one group sum to 1. */
final class SumLaws {

  private static final Law TRANSITIONS =
      Law.strict(
          "agg_transition.probability sums to 1 over what follows a touchpoint", "groups do not");
  private static final Law NEXT =
      Law.strict(
          "fact_next_touchpoint.probability sums to 1 over what may follow in a journey",
          "journeys do not");

  private SumLaws() {}

  static List<Law> laws() {
    return List.of(TRANSITIONS, NEXT);
  }

  static List<Reading> readings() {
    return List.of(
        Reading.probability(
            Transitions.CONTRACT,
            TRANSITIONS,
            concat_ws(
                "|",
                Journeys.JOURNEY_LEVEL.col(),
                Paths.SCOPE.col(),
                Paths.SCOPE_VALUE.col(),
                Transitions.FROM_TOUCHPOINT_ID.col()),
            Transitions.PROBABILITY),
        Reading.probability(
            NextTouchpoints.CONTRACT, NEXT, Journeys.JOURNEY_ID.col(), Transitions.PROBABILITY));
  }
}
