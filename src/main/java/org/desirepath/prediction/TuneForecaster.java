package org.desirepath.prediction;

import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.storage.StorageLevel;
import org.desirepath.forecast.Experts;
import org.desirepath.forecast.Pool;
import org.desirepath.forecast.PoolSums;
import org.desirepath.forecast.PooledCase;

/** Tunes what a forecaster leaves open, on questions whose answers it has not learnt from. */
final class TuneForecaster {

  private TuneForecaster() {}

  /**
   * The depth and half-life of the variable-order model with the least log-loss, the smaller ones
   * where that is equal; and the weights of the views that make what came likeliest. Passes over
   * the questions about ten times; each pass gives a few numbers per task.
   *
   * @param asked kept in memory by the caller
   */
  static Forecaster on(JavaRDD<AskedCase> asked, Experts experts, int halfLives) {
    int depths = experts.recentDepth();
    int choice =
        LogLosses.least(
            asked,
            questions -> {
              long[] sums = new long[depths * halfLives];
              while (questions.hasNext()) {
                AskedCase one = questions.next();
                for (int i = 0; i < sums.length; i++) {
                  double[] said = experts.recent(one.counts(), 1 + i / halfLives, i % halfLives);
                  sums[i] += LogLosses.of(said[one.came()]);
                }
              }
              return sums;
            });
    Pool pool =
        pool(
            asked.map(one -> new PooledCase(experts.probabilities(one.counts()), one.came())),
            experts.size());
    return new Forecaster(1 + choice / halfLives, choice % halfLives, pool, null);
  }

  /** The weights of experts that make what came likeliest. */
  static Pool pool(JavaRDD<PooledCase> cases, int experts) {
    JavaRDD<PooledCase> pooled = cases.persist(StorageLevel.MEMORY_AND_DISK());
    try {
      // Partial sums come in the order of the partitions, so that they add up alike every time.
      return Pool.fitted(
          experts,
          pool ->
              pooled.mapPartitions(some -> sums(pool, some, experts)).collect().stream()
                  .reduce(new PoolSums(experts), PoolSums::plus));
    } finally {
      pooled.unpersist(false);
    }
  }

  private static Iterator<PoolSums> sums(Pool pool, Iterator<PooledCase> cases, int experts) {
    PoolSums sums = new PoolSums(experts);
    cases.forEachRemaining(one -> sums.add(pool, one));
    return List.of(sums).iterator();
  }
}
