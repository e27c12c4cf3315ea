package org.desirepath.prediction;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.desirepath.forecast.Contexts;
import org.desirepath.forecast.Experts;
import org.desirepath.table.CaseEvents;
import org.desirepath.table.ContextCounts;

/** The parts of prediction, to be measured one by one. */
public final class MeasuredPredictions {

  private static final Contexts CONTEXTS = new Contexts(JourneyCases.ATTRIBUTE_NAMES);
  private static final double TEST_SHARE = 0.2;

  private final CaseEvents events;
  private final HalfLives halfLives;
  private final Instant asOf;
  private final Codes codes;

  /** Predictions about cases, as of a moment. */
  public MeasuredPredictions(CaseEvents events, HalfLives halfLives, Instant asOf) {
    this(events, halfLives, asOf, Codes.of(events.rows()));
  }

  private MeasuredPredictions(CaseEvents events, HalfLives halfLives, Instant asOf, Codes codes) {
    this.events = events;
    this.halfLives = halfLives;
    this.asOf = asOf;
    this.codes = codes;
  }

  /** Trains as nights do; tells the log-loss of the candidate that was chosen. */
  public double train(String learner) {
    ChosenForecaster chosen =
        CompareCandidates.of(
            events,
            JourneyCases.ATTRIBUTE_NAMES,
            halfLives,
            SplitCases.of(events, TEST_SHARE),
            CompareCandidates.Split.STRICT,
            CompareCandidates.Asked.IN_SILENCE,
            learner);
    LearnOutcomes.of(events, CONTEXTS, chosen.codes(), Duration.ofDays(30), TEST_SHARE, asOf);
    return chosen
        .scores()
        .rows()
        .filter("is_published and split = 'strict_test' and metric = 'log_loss'")
        .first()
        .getDouble(4);
  }

  /** Counts in all cases. */
  public ContextCounts count() {
    return CountContexts.all(events, codes, CONTEXTS, halfLives, asOf);
  }

  /** The cases that were otherwise before. */
  public Dataset<Row> changes(CaseEvents before) {
    return FindChanges.between(before, events);
  }

  /** Counts again what changed. */
  public ContextCounts update(ContextCounts counts, CaseEvents before, Dataset<Row> changes) {
    return CountContexts.changed(
        counts, only(before, changes).count(), only(events, changes).count());
  }

  /** Foretells cases that are open, by pooled views; tells how many. */
  public long foretell(ContextCounts counts) {
    CountedCases counted = new CountedCases(counts, codes, CONTEXTS, halfLives, asOf, asOf);
    Experts experts = counted.experts();
    Forecaster forecaster = Forecaster.untuned(experts);
    return counted
        .asked(events)
        .mapPartitions(
            cases -> new Answers(cases, List.of(Candidate.POOLED_VIEWS), forecaster, experts))
        .filter(answer -> answer.probabilities().get(Candidate.POOLED_VIEWS)[0] < 1)
        .count();
  }

  private MeasuredPredictions only(CaseEvents some, Dataset<Row> changes) {
    return new MeasuredPredictions(
        new CaseEvents(some.rows().join(changes, CaseEvents.CASE_ID.name(), "left_semi")),
        halfLives,
        asOf,
        codes);
  }
}
