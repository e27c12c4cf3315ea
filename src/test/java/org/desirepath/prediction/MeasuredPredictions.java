package org.desirepath.prediction;

import java.time.Instant;
import java.util.List;
import org.desirepath.forecast.Contexts;
import org.desirepath.forecast.Experts;
import org.desirepath.table.CaseEvents;

/** The parts of prediction, to be measured one by one. */
public final class MeasuredPredictions {

  private MeasuredPredictions() {}

  /** The log-loss of the candidate that a back-test without later events chooses. */
  public static double backTest(CaseEvents events, HalfLives halfLives, String learner) {
    ChosenForecaster chosen =
        CompareCandidates.of(
            events,
            JourneyCases.ATTRIBUTE_NAMES,
            halfLives,
            0.2,
            CompareCandidates.Split.STRICT,
            learner);
    return chosen
        .scores()
        .rows()
        .filter("is_published and split = 'strict_test' and metric = 'log_loss'")
        .first()
        .getDouble(4);
  }

  /** Learns from all cases and foretells those that are open, by pooled views; tells how many. */
  public static long foretell(CaseEvents events, HalfLives halfLives, Instant asOf) {
    Contexts contexts = new Contexts(JourneyCases.ATTRIBUTE_NAMES);
    Codes codes = Codes.of(events.rows());
    CountedCases counted =
        new CountedCases(
            CountContexts.all(
                DescribePrefixes.of(events, contexts, codes).filter("next_code >= 0"),
                contexts,
                halfLives,
                asOf.toEpochMilli()),
            codes,
            contexts,
            halfLives,
            asOf,
            asOf);
    Experts experts = counted.experts();
    Forecaster forecaster = Forecaster.untuned(experts);
    return counted
        .asked(events)
        .mapPartitions(
            cases -> new Answers(cases, List.of(Candidate.POOLED_VIEWS), forecaster, experts))
        .filter(answer -> answer.probabilities().get(Candidate.POOLED_VIEWS)[0] < 1)
        .count();
  }
}
