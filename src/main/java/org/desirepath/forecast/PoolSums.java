package org.desirepath.forecast;

import java.io.Serializable;

/** What cases say of a pool: how unlikely it holds what came, and how that moves with weights. */
public final class PoolSums implements Serializable {

  private static final long serialVersionUID = 1L;

  /** What is less likely hardly moves the curvature. */
  private static final double NEGLIGIBLE = 1e-6;

  private double loss;
  private final double[] slope;
  private final double[][] curvature;

  /** Sums over no case. */
  public PoolSums(int experts) {
    this.slope = new double[experts];
    this.curvature = new double[experts][experts];
  }

  /** Adds a case. */
  public void add(Pool pool, PooledCase one) {
    double[] probabilities = pool.probabilities(one);
    loss -= Math.log(Math.max(Double.MIN_NORMAL, probabilities[one.came()]));
    double[] mean = new double[slope.length];
    for (int expert = 0; expert < slope.length; expert++) {
      for (int code = 0; code < probabilities.length; code++) {
        mean[expert] += probabilities[code] * one.logarithm(expert, code);
      }
      slope[expert] += mean[expert] - one.logarithm(expert, one.came());
    }
    double[] distance = new double[slope.length];
    for (int code = 0; code < probabilities.length; code++) {
      if (probabilities[code] > NEGLIGIBLE) {
        for (int expert = 0; expert < slope.length; expert++) {
          distance[expert] = one.logarithm(expert, code) - mean[expert];
          double share = probabilities[code] * distance[expert];
          for (int other = 0; other <= expert; other++) {
            curvature[expert][other] += share * distance[other];
          }
        }
      }
    }
  }

  /** Adds the sums of other cases. */
  public PoolSums plus(PoolSums other) {
    loss += other.loss;
    for (int expert = 0; expert < slope.length; expert++) {
      slope[expert] += other.slope[expert];
      for (int second = 0; second <= expert; second++) {
        curvature[expert][second] += other.curvature[expert][second];
      }
    }
    return this;
  }

  /** The sum of the log-losses, in nats. */
  double loss() {
    return loss;
  }

  /** How the loss grows with each weight. */
  double[] slope() {
    return slope.clone();
  }

  /** How the slope grows with each weight: symmetric. */
  double[][] curvature() {
    double[][] whole = new double[slope.length][slope.length];
    for (int expert = 0; expert < slope.length; expert++) {
      for (int other = 0; other <= expert; other++) {
        whole[expert][other] = curvature[expert][other];
        whole[other][expert] = curvature[expert][other];
      }
    }
    return whole;
  }
}
