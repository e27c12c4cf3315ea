package org.desirepath.forecast;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.DoubleStream;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.CholeskyDecomposition;
import org.apache.commons.math3.linear.RealVector;

/**
 * Makes one opinion of those of many experts: the probability of what may come is proportional to
 * the product of what they say, each to the power of its weight (a logarithmic opinion pool: Genest
 * and Zidek, "Combining probability distributions", Statistical Science 1, 1986), with the weights
 * of a conditional logit (McFadden, "Conditional logit analysis of qualitative choice behavior",
 * 1974).
 */
public final class Pool implements Serializable {

  private static final long serialVersionUID = 1L;
  private static final int MOST_STEPS = 50;
  private static final double ENOUGH = 1e-4;

  /** Weights are told to so many places, so that the order of sums does not show. */
  private static final double PLACES = 1e6;

  /** A pull of all weights towards nought; a few thousand questions outweigh it. */
  private static final double RIDGE = 10;

  private final double[] weights;

  private Pool(double[] weights) {
    this.weights = weights.clone();
  }

  /** A pool that was fitted before. */
  public static Pool of(List<Double> weights) {
    return new Pool(weights.stream().mapToDouble(Double::doubleValue).toArray());
  }

  /** A pool in which all experts weigh the same. */
  public static Pool even(int experts) {
    double[] weights = new double[experts];
    Arrays.fill(weights, 1.0 / experts);
    return new Pool(weights);
  }

  /**
   * The weights that make what came likeliest, by Newton's method; a step that makes it less likely
   * is halved.
   *
   * @param sums what the cases say of a pool; asked a few times
   */
  public static Pool fitted(int experts, Function<Pool, PoolSums> sums) {
    Pool best = even(experts);
    PoolSums atBest = sums.apply(best);
    double scale = 1;
    double[] step = best.step(atBest);
    for (int round = 0; round < MOST_STEPS; round++) {
      Pool next = best.moved(step, scale);
      if (scale * Arrays.stream(step).map(Math::abs).max().orElse(0) < ENOUGH) {
        break;
      }
      PoolSums atNext = sums.apply(next);
      if (next.penalized(atNext) <= best.penalized(atBest)) {
        best = next;
        atBest = atNext;
        step = best.step(atBest);
        scale = 1;
      } else {
        scale /= 2;
      }
    }
    return best.rounded();
  }

  /** The weight of each expert. */
  public List<Double> weights() {
    return DoubleStream.of(weights).boxed().toList();
  }

  /** Probabilities of all codes; they sum to one. */
  public double[] probabilities(PooledCase one) {
    double[] scores = new double[one.codes()];
    for (int code = 0; code < scores.length; code++) {
      for (int expert = 0; expert < weights.length; expert++) {
        scores[code] += weights[expert] * one.logarithm(expert, code);
      }
    }
    return Softmax.of(scores);
  }

  private double penalized(PoolSums sums) {
    return sums.loss() + RIDGE / 2 * DoubleStream.of(weights).map(one -> one * one).sum();
  }

  private double[] step(PoolSums sums) {
    Array2DRowRealMatrix curvature = new Array2DRowRealMatrix(sums.curvature());
    RealVector slope = new ArrayRealVector(sums.slope());
    for (int expert = 0; expert < weights.length; expert++) {
      curvature.addToEntry(expert, expert, RIDGE);
      slope.addToEntry(expert, RIDGE * weights[expert]);
    }
    return new CholeskyDecomposition(curvature).getSolver().solve(slope).toArray();
  }

  private Pool moved(double[] step, double scale) {
    double[] moved = weights.clone();
    for (int expert = 0; expert < moved.length; expert++) {
      moved[expert] -= scale * step[expert];
    }
    return new Pool(moved);
  }

  private Pool rounded() {
    return new Pool(
        DoubleStream.of(weights).map(one -> Math.rint(one * PLACES) / PLACES).toArray());
  }
}
