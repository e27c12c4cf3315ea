package org.desirepath.prediction;

import static org.desirepath.table.Journeys.JOURNEY_ID;

import java.util.Optional;
import java.util.function.Function;
import org.desirepath.forecast.Contexts;
import org.desirepath.settings.PredictionSettings;
import org.desirepath.table.CaseEvents;
import org.desirepath.table.ChangedJourneys;
import org.desirepath.table.ContextCounts;
import org.desirepath.table.JourneyFacts;
import org.desirepath.table.JourneySteps;

/** Counts what followed each context in journeys. */
public final class CountJourneys {

  private CountJourneys() {}

  /**
   * What followed each context in all journeys of a level, with the codes and the reference of the
   * model. Where both are those of the version before, journeys that changed since are taken out of
   * its counts as they were, and put in as they are; weights are whole numbers, so the counts are
   * the same as if all journeys were counted anew.
   *
   * <p>Shuffles: steps of the journeys that are counted, by journey; what they teach, by context;
   * the counts before, by context.
   */
  public static ContextCounts from(
      JourneySteps steps,
      JourneyFacts journeys,
      FrozenForecaster model,
      Optional<VersionBefore> before,
      ChangedJourneys changed,
      PredictionSettings settings,
      String level) {
    HalfLives halfLives = new HalfLives(settings.halfLives());
    Function<CaseEvents, ContextCounts> count =
        cases ->
            CountContexts.all(
                cases,
                model.codes(),
                new Contexts(JourneyCases.ATTRIBUTE_NAMES),
                halfLives,
                model.reference());
    if (model.countsAnew() || before.isEmpty()) {
      return count.apply(JourneyCases.of(steps, journeys, level));
    }
    VersionBefore last = before.get();
    return CountContexts.changed(
        last.counts(),
        count.apply(JourneyCases.of(last.steps(), only(last.journeys(), changed), level)),
        count.apply(JourneyCases.of(steps, only(journeys, changed), level)));
  }

  /** Journeys that changed. */
  static JourneyFacts only(JourneyFacts journeys, ChangedJourneys changed) {
    return new JourneyFacts(journeys.rows().join(changed.rows(), JOURNEY_ID.name(), "left_semi"));
  }
}
