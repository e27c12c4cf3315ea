package org.desirepath.prediction;

import java.io.Serializable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * How many touchpoints a journey that goes on as the model says still comes to before an outcome
 * ends it (Kemeny and Snell, "Finite Markov Chains", 1960, chapter 3).
 *
 * <p>Outcomes absorb, touchpoints do not. With {@code Q} the probabilities among touchpoints, the
 * numbers solve {@code (I − Q) x = Q 1}. What was never seen is left out and the rest scaled up.
 * Smoothing lets every touchpoint reach every outcome, so {@code I − Q} is diagonally dominant and
 * has an inverse. The cost is cubic in the touchpoints, which the catalogue bounds.
 */
final class Absorption implements Serializable {

  private static final long serialVersionUID = 1L;

  private final Map<String, Double> left;
  private final double fallback;

  private Absorption(Map<String, Double> left, double fallback) {
    this.left = left;
    this.fallback = fallback;
  }

  /** The numbers of a model; none are known where no journey ever ended. */
  static Absorption of(NextModel model) {
    boolean anyEnds =
        model.fallback().candidates().stream()
            .anyMatch(next -> next.touchpointId().startsWith(Moves.OUTCOME_PREFIX));
    if (!anyEnds) {
      return new Absorption(Map.of(), Double.NaN);
    }
    List<String> touchpoints = model.touchpoints();
    int size = touchpoints.size();
    double[][] system = new double[size][size + 1];
    for (int i = 0; i < size; i++) {
      Distribution next = model.after(touchpoints.get(i));
      for (int j = 0; j < size; j++) {
        double goes = toKnown(next, touchpoints.get(j));
        system[i][j] = (i == j ? 1 : 0) - goes;
        system[i][size] += goes;
      }
    }
    double[] solved = solve(system);
    Map<String, Double> left = new HashMap<>();
    double unknown = 0;
    for (int i = 0; i < size; i++) {
      left.put(touchpoints.get(i), solved[i]);
      unknown += toKnown(model.fallback(), touchpoints.get(i)) * (1 + solved[i]);
    }
    return new Absorption(left, unknown);
  }

  /** The touchpoints that are expected after one; whatever that is, if it is not known. */
  OptionalDouble after(String touchpointId) {
    double number = left.getOrDefault(touchpointId, fallback);
    return Double.isNaN(number) ? OptionalDouble.empty() : OptionalDouble.of(number);
  }

  private static double toKnown(Distribution next, String touchpointId) {
    return next.rank(touchpointId) == 0 ? 0 : next.probability(touchpointId) / (1 - next.rest());
  }

  /** Gaussian elimination with the largest pivot of each column; the last column is the right. */
  static double[] solve(double[][] system) {
    int size = system.length;
    for (int column = 0; column < size; column++) {
      int pivot = column;
      for (int row = column + 1; row < size; row++) {
        if (Math.abs(system[row][column]) > Math.abs(system[pivot][column])) {
          pivot = row;
        }
      }
      double[] swapped = system[pivot];
      system[pivot] = system[column];
      system[column] = swapped;
      for (int row = column + 1; row < size; row++) {
        double factor = system[row][column] / swapped[column];
        for (int k = column; k <= size; k++) {
          system[row][k] -= factor * swapped[k];
        }
      }
    }
    double[] solved = new double[size];
    for (int row = size - 1; row >= 0; row--) {
      double sum = system[row][size];
      for (int k = row + 1; k < size; k++) {
        sum -= system[row][k] * solved[k];
      }
      solved[row] = sum / system[row][row];
    }
    return solved;
  }
}
