package org.desirepath.path;

import java.util.Arrays;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.LUDecomposition;

/**
 * Journeys as they would be if each step depended on the one before alone: a Markov chain of first
 * order with the transitions of the real ones, in which every journey comes to its end.
 *
 * <p>With G the fundamental matrix, the inverse of I - P over all touchpoints, G(a, b) is how often
 * b is expected from a on, and G(a, b) / G(b, b) the probability to come to b at all (Kemeny and
 * Snell, Finite Markov Chains, 1960, chapter III). A gapped path is a first visit after a first
 * visit. A contiguous one is expected as often as its beginning times the transitions along it; the
 * share of journeys that hold it is that number over how often it is expected once it has come.
 */
final class MarkovSteps {

  private final double[][] transitions;
  private final double[][] visits;
  private final double[] visitsFromStart;

  /**
   * Takes the transitions of the real journeys.
   *
   * @param counts how often each state followed each other one; the last state stands for the start
   *     of journeys, where it is left, and for their end, where it is entered; from every state
   *     that is entered a way must lead to the end
   */
  MarkovSteps(double[][] counts) {
    int states = counts.length - 1;
    transitions = new double[states][states];
    double[][] withoutTransitions = new double[states][states];
    for (int from = 0; from < states; from++) {
      double leaving = Arrays.stream(counts[from]).sum();
      for (int to = 0; to < states; to++) {
        transitions[from][to] = leaving == 0 ? 0 : counts[from][to] / leaving;
        withoutTransitions[from][to] = (from == to ? 1 : 0) - transitions[from][to];
      }
    }
    visits =
        new LUDecomposition(new Array2DRowRealMatrix(withoutTransitions, false))
            .getSolver()
            .getInverse()
            .getData();
    visitsFromStart = new double[states];
    double starts = Arrays.stream(counts[states]).sum();
    for (int first = 0; first < states; first++) {
      for (int to = 0; to < states; to++) {
        visitsFromStart[to] += counts[states][first] / starts * visits[first][to];
      }
    }
  }

  /** The share of journeys that would hold the path with anything between its steps. */
  double gapped(int[] path) {
    double share = visitsFromStart[path[0]] / visits[path[0]][path[0]];
    for (int step = 1; step < path.length; step++) {
      share *= comingTo(path[step - 1], path[step]);
    }
    return share;
  }

  private double comingTo(int from, int to) {
    return from == to ? 1 - 1 / visits[to][to] : visits[from][to] / visits[to][to];
  }

  /** The share of journeys that would hold the path with nothing between its steps. */
  double contiguous(int[] path) {
    int length = path.length;
    double along = 1;
    double onceMore = 0;
    for (int border = length - 1; border > 0; border--) {
      along *= transitions[path[border - 1]][path[border]];
      // One that shares a single step is among the visits of the first step from the last one on.
      if (border > 1 && IndependentSteps.isBorder(path, border)) {
        onceMore += along;
      }
    }
    int last = path[length - 1];
    double later = visits[last][path[0]] - (length == 1 ? 1 : 0);
    return visitsFromStart[path[0]] * along / (1 + onceMore + later * along);
  }
}
