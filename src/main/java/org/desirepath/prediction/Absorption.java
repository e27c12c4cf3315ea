package org.desirepath.prediction;

import java.io.Serializable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * How likely a journey that goes on as the model says ends in one of some outcomes (Kemeny and
 * Snell, "Finite Markov Chains", 1960, chapter 3).
 *
 * <p>Outcomes absorb, touchpoints do not. With {@code Q} the probabilities among touchpoints and
 * {@code r} those of the wanted outcomes, the chances solve {@code (I − Q) x = r}. What was never
 * seen is left out and the rest scaled up. Smoothing lets every touchpoint reach every outcome, so
 * {@code I − Q} is diagonally dominant and has an inverse. The cost is cubic in the touchpoints,
 * which the catalogue bounds.
 */
final class Absorption implements Serializable {

  private static final long serialVersionUID = 1L;

  private final Map<String, Double> chances;
  private final double fallback;

  private Absorption(Map<String, Double> chances, double fallback) {
    this.chances = chances;
    this.fallback = fallback;
  }

  /** The chances of ending in one of the outcomes; none are known where no journey ever ended. */
  static Absorption in(Set<String> outcomes, NextModel model) {
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
        system[i][j] = (i == j ? 1 : 0) - toKnown(next, touchpoints.get(j));
      }
      system[i][size] = outcomes.stream().sorted().mapToDouble(one -> toKnown(next, one)).sum();
    }
    double[] solved = solve(system);
    Map<String, Double> chances = new HashMap<>();
    double unknown = 0;
    for (int i = 0; i < size; i++) {
      chances.put(touchpoints.get(i), solved[i]);
      unknown += toKnown(model.fallback(), touchpoints.get(i)) * solved[i];
    }
    for (String outcome : outcomes.stream().sorted().toList()) {
      unknown += toKnown(model.fallback(), outcome);
    }
    return new Absorption(chances, clip(unknown));
  }

  /** The chance of a journey whose last touchpoint is given. */
  OptionalDouble from(String touchpointId) {
    double chance = chances.getOrDefault(touchpointId, fallback);
    return Double.isNaN(chance) ? OptionalDouble.empty() : OptionalDouble.of(clip(chance));
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

  private static double clip(double probability) {
    return Math.max(0, Math.min(1, probability));
  }
}
