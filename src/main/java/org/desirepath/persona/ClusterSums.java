package org.desirepath.persona;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What the sessions of each cluster add up to.
 *
 * <p>Coordinates lie on a grid and squares are rounded to one, so that sums are the same in
 * whatever order and grouping they are added.
 */
final class ClusterSums implements Serializable {

  private static final long serialVersionUID = 1L;
  private static final double STEPS = 1 << 24;

  private final double[][] points;
  private final long[] squares;
  private final long[] sizes;

  /**
   * A cluster as silhouettes need it.
   *
   * @param centre mean of its points
   * @param square mean of their squared lengths
   */
  record Mass(long size, List<Double> centre, double square) implements Serializable {}

  ClusterSums(int clusters, int dimension) {
    this.points = new double[clusters][dimension];
    this.squares = new long[clusters];
    this.sizes = new long[clusters];
  }

  ClusterSums add(ClusterIndices.Placed session) {
    int place = session.place();
    session.point().addTo(points[place]);
    squares[place] += Math.round(session.point().squaredNorm() * STEPS);
    sizes[place]++;
    return this;
  }

  ClusterSums merge(ClusterSums other) {
    for (int c = 0; c < sizes.length; c++) {
      squares[c] += other.squares[c];
      sizes[c] += other.sizes[c];
      for (int i = 0; i < points[c].length; i++) {
        points[c][i] += other.points[c][i];
      }
    }
    return this;
  }

  List<Long> sizes() {
    return Arrays.stream(sizes).boxed().toList();
  }

  List<Mass> means() {
    List<Mass> means = new ArrayList<>();
    for (int c = 0; c < sizes.length; c++) {
      double size = Math.max(1, sizes[c]);
      means.add(
          new Mass(
              sizes[c],
              new ArrayList<>(Arrays.stream(points[c]).map(sum -> sum / size).boxed().toList()),
              squares[c] / STEPS / size));
    }
    return means;
  }

  /** Squared distances of points to the centre of their cluster, summed up. */
  double within() {
    double within = 0;
    for (int c = 0; c < sizes.length; c++) {
      if (sizes[c] > 0) {
        within += squares[c] / STEPS - squaredLength(points[c]) / sizes[c];
      }
    }
    return Math.max(0, within);
  }

  /** Null where points are no more than clusters, or all lie on their centres. */
  Double calinskiHarabasz() {
    double[] all = new double[points[0].length];
    double between = 0;
    long size = 0;
    int used = 0;
    for (int c = 0; c < sizes.length; c++) {
      if (sizes[c] > 0) {
        between += squaredLength(points[c]) / sizes[c];
        for (int i = 0; i < all.length; i++) {
          all[i] += points[c][i];
        }
        size += sizes[c];
        used++;
      }
    }
    between -= squaredLength(all) / size;
    double within = within();
    return size > used && within > 0 ? between / (used - 1) / (within / (size - used)) : null;
  }

  private static double squaredLength(double[] point) {
    double sum = 0;
    for (double value : point) {
      sum += value * value;
    }
    return sum;
  }
}
