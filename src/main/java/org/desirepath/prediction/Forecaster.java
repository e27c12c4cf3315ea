package org.desirepath.prediction;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.desirepath.forecast.Experts;
import org.desirepath.forecast.Pool;

/**
 * What candidates leave open, tuned, and what learners learnt. What is counted is kept apart.
 *
 * @param depth contexts that the variable-order model looks at, that of everything among them
 * @param halfLife the half-life that it counts with, by number
 * @param pool of the views
 * @param learnt null where nobody learnt
 */
public record Forecaster(int depth, int halfLife, Pool pool, Learnt learnt)
    implements Serializable {

  /** As before any tuning: order one, and views that weigh the same. */
  static Forecaster untuned(Experts experts) {
    return new Forecaster(2, 0, Pool.even(experts.size()), null);
  }

  /** The same with what learners learnt. */
  Forecaster with(Learnt newLearnt) {
    return new Forecaster(depth, halfLife, pool, newLearnt);
  }

  /** The same without what learners learnt. */
  Forecaster counting() {
    return with(null);
  }

  /** Who can answer. */
  List<Candidate> candidates() {
    List<Candidate> candidates =
        new ArrayList<>(
            List.of(
                Candidate.MOST_FREQUENT,
                Candidate.MARKOV_1,
                Candidate.VARIABLE_ORDER,
                Candidate.POOLED_VIEWS));
    if (learnt != null) {
      learnt.members().stream().filter(one -> !candidates.contains(one)).forEach(candidates::add);
      if (learnt.blend() != null) {
        candidates.add(Candidate.BLEND);
      }
    }
    return candidates;
  }

  /** All that was tuned. */
  String text() {
    return "depth %d, half-life %d, weights %s, %s"
        .formatted(
            depth, halfLife, pool.weights(), learnt == null ? "nothing learnt" : learnt.text());
  }
}
