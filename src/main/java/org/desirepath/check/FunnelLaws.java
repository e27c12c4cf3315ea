package org.desirepath.check;

import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.when;
import static org.desirepath.table.Funnels.FUNNEL_NAME;
import static org.desirepath.table.Funnels.JOURNEY_COUNT;
import static org.desirepath.table.Funnels.STEP_COUNT;
import static org.desirepath.table.Funnels.STEP_NUMBER;
import static org.desirepath.table.Funnels.WON_COUNT;
import static org.desirepath.table.Journeys.JOURNEY_LEVEL;
import static org.desirepath.table.Paths.OUTCOME_COUNT;
import static org.desirepath.table.Paths.SCOPE;
import static org.desirepath.table.Paths.SCOPE_VALUE;
import static org.desirepath.table.StepMatrix.SCOPE_JOURNEY_COUNT;
import static org.desirepath.table.Transitions.FROM_TOUCHPOINT_ID;
import static org.desirepath.table.Transitions.TRANSITION_COUNT;

import java.util.List;
import org.apache.spark.sql.Column;
import org.desirepath.table.Funnels;
import org.desirepath.table.TouchpointCatalogue;
import org.desirepath.table.Transitions;

/** Journeys drop off between the steps of a funnel, and nowhere else. */
final class FunnelLaws {

  private static final Law DROP_OFF =
      Law.strict(
          "agg_funnel.drop_off_count is the journeys of the step without those of the next",
          "steps differ");
  private static final Law PARTS =
      Law.strict(
          "agg_funnel: won are among closed journeys, those among the step's, those among the scope's",
          "steps have more");
  private static final Law SCOPES =
      Law.strict(
          "agg_funnel.scope_journey_count is what leaves start in agg_transition", "scopes differ");

  private FunnelLaws() {}

  static List<Law> laws() {
    return List.of(DROP_OFF, PARTS, SCOPES);
  }

  /** As no drop-off is negative, which is a law of rows, journeys never grow with the step. */
  static List<Reading> readings() {
    Column scope = concat_ws("|", JOURNEY_LEVEL.col(), SCOPE.col(), SCOPE_VALUE.col());
    Column funnel = concat_ws("|", FUNNEL_NAME.col(), scope);
    Column step = concat_ws("|", funnel, STEP_NUMBER.col());
    Column stepBefore = concat_ws("|", funnel, STEP_NUMBER.col().minus(1));
    Column came = JOURNEY_COUNT.col();
    return List.of(
        Reading.stated(Funnels.CONTRACT, DROP_OFF, step, Funnels.DROP_OFF_COUNT),
        Reading.summed(
            Funnels.CONTRACT, DROP_OFF, when(STEP_NUMBER.col().lt(STEP_COUNT.col()), step), came),
        Reading.summed(
            Funnels.CONTRACT,
            DROP_OFF,
            when(STEP_NUMBER.col().gt(1), stepBefore),
            came.multiply(-1)),
        Reading.ofRow(
            Funnels.CONTRACT,
            PARTS,
            WON_COUNT
                .col()
                .leq(OUTCOME_COUNT.col())
                .and(OUTCOME_COUNT.col().leq(came))
                .and(came.leq(SCOPE_JOURNEY_COUNT.col())),
            step),
        Reading.stated(Funnels.CONTRACT, SCOPES, scope, SCOPE_JOURNEY_COUNT).whereStated(),
        Reading.summed(
                Transitions.CONTRACT,
                SCOPES,
                when(FROM_TOUCHPOINT_ID.col().equalTo(TouchpointCatalogue.START), scope),
                TRANSITION_COUNT.col())
            .whereStated());
  }
}
