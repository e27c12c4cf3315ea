package org.desirepath.persona;

import java.util.List;

/**
 * How much closer each row is to its own cluster than to the next one (Rousseeuw, "Silhouettes: a
 * graphical aid to the interpretation and validation of cluster analysis", 1987).
 */
final class Silhouette {

  private Silhouette() {}

  /**
   * The silhouette of each row by Euclidean distance, from -1 to 1; 0 for the only row of a
   * cluster, as the paper has it.
   *
   * <p>The cost is quadratic in the rows: hand in a sample.
   *
   * @param owners the cluster of each row, from 0; at least two of them in use
   */
  static double[] of(List<SessionVector> rows, int dimension, int[] owners, int clusterCount) {
    int[] sizes = new int[clusterCount];
    for (int owner : owners) {
      sizes[owner]++;
    }
    double[] silhouettes = new double[owners.length];
    for (int i = 0; i < owners.length; i++) {
      double[] point = rows.get(i).dense(dimension);
      double[] sums = new double[clusterCount];
      for (int j = 0; j < owners.length; j++) {
        if (i != j) {
          sums[owners[j]] +=
              Math.sqrt(rows.get(j).squaredDistance(point, rows.get(i).squaredNorm()));
        }
      }
      silhouettes[i] = silhouette(sums, sizes, owners[i]);
    }
    return silhouettes;
  }

  private static double silhouette(double[] sums, int[] sizes, int own) {
    if (sizes[own] == 1) {
      return 0;
    }
    double within = sums[own] / (sizes[own] - 1);
    double next = Double.POSITIVE_INFINITY;
    for (int i = 0; i < sums.length; i++) {
      if (i != own && sizes[i] > 0) {
        next = Math.min(next, sums[i] / sizes[i]);
      }
    }
    double larger = Math.max(within, next);
    return larger > 0 ? (next - within) / larger : 0;
  }
}
