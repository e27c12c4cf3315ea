package org.desirepath.prediction;

import java.io.Serializable;
import org.desirepath.forecast.Experts;
import org.desirepath.forecast.NextCounts;
import org.desirepath.forecast.Pool;
import org.desirepath.forecast.PooledCase;

/**
 * What candidates leave open, tuned. What they learn is counted apart from it.
 *
 * @param depth contexts that the variable-order model looks at, that of everything among them
 * @param halfLife the half-life that it counts with, by number
 * @param pool of the views
 */
public record Forecaster(int depth, int halfLife, Pool pool) implements Serializable {

  private static final int WITHOUT_DECAY = 0;

  /** As before any tuning: order one, and views that weigh the same. */
  static Forecaster untuned(Experts experts) {
    return new Forecaster(2, WITHOUT_DECAY, Pool.even(experts.size()));
  }

  /** All that was tuned. */
  String text() {
    return "depth %d, half-life %d, weights %s".formatted(depth, halfLife, pool.weights());
  }

  /**
   * What a candidate says of a case; probabilities of all codes.
   *
   * @param counts what followed each of its contexts, by place
   */
  double[] probabilities(Candidate candidate, Experts experts, NextCounts[] counts) {
    return switch (candidate) {
      case MOST_FREQUENT -> experts.recent(counts, 1, WITHOUT_DECAY);
      case MARKOV_1 -> experts.recent(counts, 2, WITHOUT_DECAY);
      case VARIABLE_ORDER -> experts.recent(counts, depth, halfLife);
      case POOLED_VIEWS -> pool.probabilities(new PooledCase(experts.probabilities(counts), 0));
    };
  }
}
