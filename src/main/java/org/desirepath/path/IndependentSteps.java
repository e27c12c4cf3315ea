package org.desirepath.path;

import java.io.Serializable;
import java.util.SortedMap;

/**
 * Journeys as they would be if each step were drawn by itself: as many and as long as the real
 * ones, every step a touchpoint with the frequency it has among all steps.
 *
 * <p>The share of such journeys that hold a path is the sum, over the lengths of journeys, of the
 * share of the length times the probability that so many draws hold the path. For a gapped path
 * that is the probability to have drawn its touchpoints one after another; for a contiguous one,
 * with probability p of the path at any one place, it follows from that of the first time,
 *
 * <pre>first(m) = p (1 - held(m - n)) - sum over b of first(m - n + b) * tail(b)</pre>
 *
 * <p>where n is the path's length, b runs over the lengths at which the path's end is also its
 * start, and tail(b) is the probability of the n - b touchpoints behind that start (Feller, An
 * Introduction to Probability Theory and Its Applications, volume 1, chapter XIII: success runs and
 * recurrent patterns).
 */
final class IndependentSteps implements Serializable {

  private static final long serialVersionUID = 1L;

  /** From here on the rest makes no difference to a double of moderate size. */
  private static final double ALMOST_SURE = 1 - 1e-12;

  private final double[] frequencies;
  private final int[] lengths;
  private final double[] shares;

  /**
   * Takes what journeys keep of the real ones.
   *
   * @param frequencies share of each touchpoint among all steps
   * @param journeysByLength journeys of each length
   */
  IndependentSteps(double[] frequencies, SortedMap<Integer, Long> journeysByLength) {
    this.frequencies = frequencies;
    double journeys = journeysByLength.values().stream().mapToLong(Long::longValue).sum();
    lengths = journeysByLength.keySet().stream().mapToInt(Integer::intValue).toArray();
    shares = journeysByLength.values().stream().mapToDouble(count -> count / journeys).toArray();
  }

  /** The share of journeys that would hold the path with anything between its steps. */
  double gapped(int[] path) {
    double[] reached = new double[path.length + 1];
    reached[0] = 1;
    int draws = 0;
    double share = 0;
    for (int l = 0; l < lengths.length; l++) {
      for (; draws < lengths[l] && reached[path.length] < ALMOST_SURE; draws++) {
        for (int step = path.length; step > 0; step--) {
          double moved = reached[step - 1] * frequencies[path[step - 1]];
          reached[step] += moved;
          reached[step - 1] -= moved;
        }
      }
      share += shares[l] * reached[path.length];
    }
    return share;
  }

  /** The share of journeys that would hold the path with nothing between its steps. */
  double contiguous(int[] path) {
    int longest = lengths.length == 0 ? 0 : lengths[lengths.length - 1];
    double[] tails = tails(path);
    double[] first = new double[longest + 1];
    double[] held = new double[longest + 1];
    int n = path.length;
    int drawn = 0;
    double share = 0;
    for (int l = 0; l < lengths.length; l++) {
      while (drawn < lengths[l] && held[drawn] < ALMOST_SURE) {
        drawn++;
        if (drawn >= n) {
          first[drawn] = tails[0] * (1 - held[drawn - n]);
          for (int border = 1; border < n; border++) {
            first[drawn] -= tails[border] * first[drawn - n + border];
          }
        }
        held[drawn] = held[drawn - 1] + first[drawn];
      }
      share += shares[l] * held[drawn];
    }
    return share;
  }

  /**
   * The probability of all touchpoints behind the first b, where the last b equal the first b; 0
   * where they do not.
   */
  private double[] tails(int[] path) {
    double[] tails = new double[path.length];
    double probability = 1;
    for (int border = path.length - 1; border >= 0; border--) {
      probability *= frequencies[path[border]];
      if (isBorder(path, border)) {
        tails[border] = probability;
      }
    }
    return tails;
  }

  /** Whether so many touchpoints at the end of a path are those at its start. */
  static boolean isBorder(int[] path, int length) {
    for (int i = 0; i < length; i++) {
      if (path[i] != path[path.length - length + i]) {
        return false;
      }
    }
    return true;
  }
}
