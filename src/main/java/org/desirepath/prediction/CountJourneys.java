package org.desirepath.prediction;

import static org.apache.spark.sql.functions.negate;
import static org.apache.spark.sql.functions.sum;
import static org.desirepath.prediction.DescribePrefixes.NEXT_CODE;
import static org.desirepath.prediction.DescribePrefixes.NOT_KNOWN;
import static org.desirepath.table.ContextCounts.CONTEXT_KEY;
import static org.desirepath.table.ContextCounts.IS_LAST;
import static org.desirepath.table.ContextCounts.WEIGHTS;
import static org.desirepath.table.Journeys.JOURNEY_ID;

import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
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
      Optional<LastNight> before,
      ChangedJourneys changed,
      PredictionSettings settings,
      String level) {
    Counting counting = new Counting(model, new HalfLives(settings.halfLives()));
    if (model.countsAnew() || before.isEmpty()) {
      return counting.of(JourneyCases.of(steps, journeys, level));
    }
    LastNight last = before.get();
    Dataset<Row> now = counting.of(JourneyCases.of(steps, only(journeys, changed), level)).rows();
    Dataset<Row> then =
        counting
            .of(JourneyCases.of(last.steps(), only(last.journeys(), changed), level))
            .rows()
            .select(takenOut());
    List<Column> sums = WEIGHTS.stream().map(weight -> weight.is(sum(weight.col()))).toList();
    Column[] others = sums.subList(1, sums.size()).toArray(Column[]::new);
    return new ContextCounts(
        last.counts()
            .rows()
            .unionByName(now)
            .unionByName(then)
            .groupBy(CONTEXT_KEY.col(), ContextCounts.NEXT_CODE.col(), IS_LAST.col())
            .agg(sums.get(0), others)
            // What nothing teaches any more is not counted, nor is it a kind.
            .filter(WEIGHTS.get(0).col().gt(0)));
  }

  /** Journeys that changed. */
  static JourneyFacts only(JourneyFacts journeys, ChangedJourneys changed) {
    return new JourneyFacts(journeys.rows().join(changed.rows(), JOURNEY_ID.name(), "left_semi"));
  }

  /** What a journey taught, to be forgotten. */
  private static Column[] takenOut() {
    return ContextCounts.CONTRACT.fields().stream()
        .map(field -> WEIGHTS.contains(field) ? field.is(negate(field.col())) : field.col())
        .toArray(Column[]::new);
  }

  /** Counts with the codes and the reference of a model. */
  private record Counting(FrozenForecaster model, HalfLives halfLives) {

    private ContextCounts of(CaseEvents cases) {
      Contexts contexts = new Contexts(JourneyCases.ATTRIBUTE_NAMES);
      return CountContexts.all(
          DescribePrefixes.of(cases, contexts, model.codes())
              .filter(NEXT_CODE.col().notEqual(NOT_KNOWN)),
          contexts,
          halfLives,
          model.reference().toEpochMilli());
    }
  }
}
