package org.desirepath.prediction;

import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.desirepath.forecast.Experts;
import org.desirepath.forecast.Pool;
import org.desirepath.forecast.PoolSums;
import org.desirepath.forecast.PooledCase;

/** Tunes what a forecaster leaves open, on questions whose answers it has not learnt from. */
final class TuneForecaster {

  /** Sums are kept in whole millionths, so that they are exact in any order. */
  private static final double UNIT = 1e6;

  private TuneForecaster() {}

  /**
   * The depth and half-life of the variable-order model with the least log-loss, the smaller ones
   * where that is equal; and the weights of the views that make what came likeliest. Passes over
   * the questions about ten times; each pass gives a few numbers per task.
   *
   * @param asked kept in memory by the caller
   */
  static Forecaster on(JavaRDD<AskedCase> asked, Experts experts, int halfLives) {
    long[][] losses = losses(asked, experts, halfLives);
    int depth = 1;
    int halfLife = 0;
    for (int d = 1; d < losses.length; d++) {
      for (int h = 0; h < halfLives; h++) {
        if (losses[d][h] < losses[depth][halfLife]) {
          depth = d;
          halfLife = h;
        }
      }
    }
    return new Forecaster(depth, halfLife, pool(asked, experts), null);
  }

  /** The sum of the log-losses by depth and half-life. */
  private static long[][] losses(JavaRDD<AskedCase> asked, Experts experts, int halfLives) {
    int depths = experts.recentDepth();
    List<long[][]> parts =
        asked
            .mapPartitions(
                cases -> {
                  long[][] sums = new long[depths + 1][halfLives];
                  while (cases.hasNext()) {
                    AskedCase one = cases.next();
                    for (int depth = 1; depth <= depths; depth++) {
                      for (int halfLife = 0; halfLife < halfLives; halfLife++) {
                        double said = experts.recent(one.counts(), depth, halfLife)[one.came()];
                        sums[depth][halfLife] -= Math.round(StrictMath.log(said) * UNIT);
                      }
                    }
                  }
                  return List.<long[][]>of(sums).iterator();
                })
            .collect();
    long[][] all = new long[depths + 1][halfLives];
    for (long[][] part : parts) {
      for (int depth = 1; depth <= depths; depth++) {
        for (int halfLife = 0; halfLife < halfLives; halfLife++) {
          all[depth][halfLife] += part[depth][halfLife];
        }
      }
    }
    return all;
  }

  private static Pool pool(JavaRDD<AskedCase> asked, Experts experts) {
    JavaRDD<PooledCase> pooled =
        asked.map(one -> new PooledCase(experts.probabilities(one.counts()), one.came())).cache();
    try {
      // Partial sums come in the order of the partitions, so that they add up alike every time.
      return Pool.fitted(
          experts.size(),
          pool ->
              pooled.mapPartitions(cases -> sums(pool, cases, experts.size())).collect().stream()
                  .reduce(new PoolSums(experts.size()), PoolSums::plus));
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
