package org.desirepath.prediction;

import java.io.Serializable;
import org.desirepath.forecast.Experts;
import org.desirepath.forecast.NextCounts;
import org.desirepath.forecast.Pool;
import org.desirepath.forecast.PooledCase;

/**
 * All candidates, tuned.
 *
 * @param depth contexts that the variable-order model looks at, that of everything among them
 * @param halfLife the half-life that it counts with, by number
 * @param pool of the views
 */
record Forecaster(Experts experts, int depth, int halfLife, Pool pool) implements Serializable {

  private static final int WITHOUT_DECAY = 0;

  /** What a candidate says of a case; probabilities of all codes. */
  double[] probabilities(Candidate candidate, NextCounts[] counts) {
    return switch (candidate) {
      case MOST_FREQUENT -> experts.recent(counts, 1, WITHOUT_DECAY);
      case MARKOV_1 -> experts.recent(counts, 2, WITHOUT_DECAY);
      case VARIABLE_ORDER -> experts.recent(counts, depth, halfLife);
      case POOLED_VIEWS -> pool.probabilities(new PooledCase(experts.probabilities(counts), 0));
    };
  }
}
