package org.desirepath.check;

import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;
import static org.desirepath.table.JourneySteps.STEP_NUMBER;
import static org.desirepath.table.Journeys.JOURNEY_LEVEL;
import static org.desirepath.table.Paths.SCOPE;
import static org.desirepath.table.Paths.SCOPE_VALUE;
import static org.desirepath.table.Transitions.FROM_TOUCHPOINT_ID;
import static org.desirepath.table.Transitions.TO_TOUCHPOINT_ID;
import static org.desirepath.table.Transitions.TRANSITION_COUNT;

import java.util.List;
import org.apache.spark.sql.Column;
import org.desirepath.table.StepMatrix;
import org.desirepath.table.TouchpointCatalogue;
import org.desirepath.table.Transitions;

/** Every journey is at one place at each step, and leaves start as transitions tell. */
final class StepLaws {

  private static final Law SHARES =
      Law.strict("agg_step.share sums to 1 over a step", "steps do not");
  private static final Law JOURNEYS =
      Law.strict(
          "agg_step.journey_count sums to the journeys of the scope over a step", "steps differ");
  private static final Law STARTED =
      Law.strict(
          "agg_step.scope_journey_count is what leaves start in agg_transition", "scopes differ");
  private static final Law FIRST =
      Law.strict(
          "agg_step.journey_count of step 1 is what goes there from start in agg_transition",
          "touchpoints differ");
  private static final Law ENDED =
      Law.strict(
          "agg_step.journey_count of ended never decreases with the step",
          "steps are followed by one with fewer ended");

  private StepLaws() {}

  static List<Law> laws() {
    return List.of(SHARES, JOURNEYS, STARTED, FIRST, ENDED);
  }

  static List<Reading> readings() {
    Column scope = concat_ws("|", JOURNEY_LEVEL.col(), SCOPE.col(), SCOPE_VALUE.col());
    Column step = concat_ws("|", scope, STEP_NUMBER.col());
    Column stepBefore = concat_ws("|", scope, STEP_NUMBER.col().minus(1));
    Column touchpoint = StepMatrix.TOUCHPOINT_ID.col();
    Column isGoing = touchpoint.notEqual(TouchpointCatalogue.ENDED);
    Column isFirst = STEP_NUMBER.col().equalTo(1);
    Column isTold = touchpoint.notEqual(TouchpointCatalogue.OTHER);
    Column fromStart = FROM_TOUCHPOINT_ID.col().equalTo(TouchpointCatalogue.START);
    return List.of(
        Reading.probability(StepMatrix.CONTRACT, SHARES, step, StepMatrix.SHARE),
        Reading.stated(StepMatrix.CONTRACT, JOURNEYS, step, StepMatrix.SCOPE_JOURNEY_COUNT),
        Reading.summed(StepMatrix.CONTRACT, JOURNEYS, step, StepMatrix.JOURNEY_COUNT.col()),
        Reading.stated(StepMatrix.CONTRACT, STARTED, scope, StepMatrix.SCOPE_JOURNEY_COUNT),
        Reading.summed(
            Transitions.CONTRACT, STARTED, when(fromStart, scope), TRANSITION_COUNT.col()),
        // What is told of other follows, as all together are held against the same transitions.
        Reading.stated(
                StepMatrix.CONTRACT,
                FIRST,
                when(isFirst.and(isTold), concat_ws("|", scope, touchpoint)),
                StepMatrix.JOURNEY_COUNT)
            .whereStated(),
        Reading.summed(
                Transitions.CONTRACT,
                FIRST,
                when(fromStart, concat_ws("|", scope, firstTouchpoint())),
                TRANSITION_COUNT.col())
            .whereStated(),
        // As all journeys count at each step, fewer have ended where more go on. That can be told
        // of each step, as none goes on behind the last.
        Reading.balance(
            StepMatrix.CONTRACT, ENDED, when(isGoing, step), StepMatrix.JOURNEY_COUNT.col()),
        Reading.balance(
            StepMatrix.CONTRACT,
            ENDED,
            when(isGoing.and(isFirst.equalTo(false)), stepBefore),
            StepMatrix.JOURNEY_COUNT.col().multiply(-1)));
  }

  /**
   * A journey that goes from start to its outcome, or stays open there, has no first touchpoint.
   */
  private static Column firstTouchpoint() {
    Column to = TO_TOUCHPOINT_ID.col();
    return when(
            to.equalTo(TouchpointCatalogue.OPEN)
                .or(to.startsWith(TouchpointCatalogue.OUTCOME_PREFIX)),
            lit(TouchpointCatalogue.ENDED))
        .otherwise(to);
  }
}
