package org.desirepath.persona;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Chooses where k-means begins, from a small sample in a fixed order. */
final class ChooseCentres {

  private static final int CANDIDATES = 8;
  private static final int ROUNDS = 50;

  private ChooseCentres() {}

  /**
   * The best of some runs of k-means over the rows, each begun by greedy k-means++ (Arthur and
   * Vassilvitskii, "k-means++: The Advantages of Careful Seeding", 2007; of eight candidates for a
   * next centre the one that leaves the least cost is taken).
   *
   * <p>Fewer centres come back where the rows have fewer different points. Of runs with equal cost
   * the first counts.
   *
   * @param isUnit whether all rows have length one and centres shall have it as well
   */
  static double[][] from(
      List<SessionVector> rows, int dimension, boolean isUnit, int count, int starts, long seed) {
    double[][] best = new double[0][];
    double least = Double.POSITIVE_INFINITY;
    for (int start = 0; start < starts && !rows.isEmpty(); start++) {
      double[][] centres = seeds(rows, dimension, count, new Random(seed + start));
      double cost = improve(rows, centres, isUnit);
      if (cost < least) {
        least = cost;
        best = centres;
      }
    }
    return best;
  }

  /** The place of the nearest centre; the first of equally near ones. */
  static int nearest(SessionVector row, double[][] centres, double[] lengths) {
    int nearest = 0;
    double least = Double.POSITIVE_INFINITY;
    for (int i = 0; i < centres.length; i++) {
      double distance = row.squaredDistance(centres[i], lengths[i]);
      if (distance < least) {
        least = distance;
        nearest = i;
      }
    }
    return nearest;
  }

  /** The squared length of each point. */
  static double[] lengths(double[][] points) {
    return Arrays.stream(points).mapToDouble(ChooseCentres::squaredLength).toArray();
  }

  private static double[][] seeds(
      List<SessionVector> rows, int dimension, int count, Random random) {
    List<double[]> centres = new ArrayList<>();
    double[] distances = new double[rows.size()];
    Arrays.fill(distances, Double.POSITIVE_INFINITY);
    double[] first = rows.get(random.nextInt(rows.size())).dense(dimension);
    centres.add(first);
    distances = shortened(rows, distances, first);
    double total = sum(distances);
    while (centres.size() < count && total > 0) {
      double[] best = null;
      double[] bestDistances = distances;
      double least = Double.POSITIVE_INFINITY;
      for (int i = 0; i < CANDIDATES; i++) {
        double[] candidate = rows.get(draw(distances, total, random)).dense(dimension);
        double[] left = shortened(rows, distances, candidate);
        double cost = sum(left);
        if (cost < least) {
          least = cost;
          best = candidate;
          bestDistances = left;
        }
      }
      centres.add(best);
      distances = bestDistances;
      total = least;
    }
    return centres.toArray(double[][]::new);
  }

  /** A row drawn in proportion to its distance; rows at no distance are never drawn. */
  private static int draw(double[] distances, double total, Random random) {
    double mark = random.nextDouble() * total;
    int drawn = -1;
    for (int i = 0; i < distances.length; i++) {
      if (distances[i] > 0) {
        drawn = i;
        mark -= distances[i];
        if (mark < 0) {
          break;
        }
      }
    }
    return drawn;
  }

  private static double improve(List<SessionVector> rows, double[][] centres, boolean isUnit) {
    int[] owners = new int[rows.size()];
    Arrays.fill(owners, -1);
    boolean moved = true;
    for (int round = 0; round < ROUNDS && moved; round++) {
      double[] lengths = lengths(centres);
      moved = false;
      double[][] sums = new double[centres.length][centres[0].length];
      int[] sizes = new int[centres.length];
      for (int i = 0; i < owners.length; i++) {
        int owner = nearest(rows.get(i), centres, lengths);
        moved |= owner != owners[i];
        owners[i] = owner;
        rows.get(i).addTo(sums[owner]);
        sizes[owner]++;
      }
      for (int i = 0; i < centres.length; i++) {
        if (sizes[i] > 0 && squaredLength(sums[i]) > 0) {
          double divisor = isUnit ? Math.sqrt(squaredLength(sums[i])) : sizes[i];
          centres[i] = Arrays.stream(sums[i]).map(sum -> sum / divisor).toArray();
        }
      }
    }
    double[] lengths = lengths(centres);
    double cost = 0;
    for (SessionVector row : rows) {
      int owner = nearest(row, centres, lengths);
      cost += row.squaredDistance(centres[owner], lengths[owner]);
    }
    return cost;
  }

  private static double[] shortened(List<SessionVector> rows, double[] distances, double[] centre) {
    double length = squaredLength(centre);
    double[] shorter = new double[distances.length];
    for (int i = 0; i < shorter.length; i++) {
      shorter[i] = Math.min(distances[i], rows.get(i).squaredDistance(centre, length));
    }
    return shorter;
  }

  private static double squaredLength(double[] point) {
    return sum(Arrays.stream(point).map(value -> value * value).toArray());
  }

  // A loop, for the sums of streams depend on how they compensate.
  private static double sum(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum;
  }
}
