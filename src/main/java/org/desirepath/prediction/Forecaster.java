package org.desirepath.prediction;

import java.io.Serializable;
import org.desirepath.forecast.Experts;
import org.desirepath.forecast.Pool;

/**
 * What candidates leave open, tuned. What they learn is counted apart from it.
 *
 * @param depth contexts that the variable-order model looks at, that of everything among them
 * @param halfLife the half-life that it counts with, by number
 * @param pool of the views
 * @param reranking a second look at what the pool says; null where nobody takes one
 */
public record Forecaster(int depth, int halfLife, Pool pool, Reranking reranking)
    implements Serializable {

  /** As before any tuning: order one, and views that weigh the same. */
  static Forecaster untuned(Experts experts) {
    return new Forecaster(2, 0, Pool.even(experts.size()), null);
  }

  /** The same with a second look. */
  Forecaster with(Reranking secondLook) {
    return new Forecaster(depth, halfLife, pool, secondLook);
  }

  /** All that was tuned. */
  String text() {
    return "depth %d, half-life %d, weights %s, %s"
        .formatted(
            depth,
            halfLife,
            pool.weights(),
            reranking == null
                ? "no second look"
                : "%d trees, sharpness %s".formatted(reranking.trees(), reranking.sharpness()));
  }
}
