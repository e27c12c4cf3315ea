package org.desirepath.persona;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * How the sessions of each cluster lie about its centre and beside the other clusters, summed up in
 * whole numbers: the same in whatever order and grouping they are added.
 */
final class ClusterSpreads implements Serializable {

  private static final long serialVersionUID = 1L;
  private static final double STEPS = 1 << 20;

  private final double[][] centres;
  private final double[] centreLengths;
  private final double[] squares;
  private final long[] sizes;
  private final long[] distances;
  private final long[] silhouettes;
  private long silhouetteSquares;

  ClusterSpreads(List<ClusterSums.Mass> clusters) {
    int count = clusters.size();
    this.centres = new double[count][];
    this.squares = new double[count];
    this.sizes = new long[count];
    for (int c = 0; c < count; c++) {
      centres[c] = clusters.get(c).centre().stream().mapToDouble(Double::doubleValue).toArray();
      squares[c] = clusters.get(c).square();
      sizes[c] = clusters.get(c).size();
    }
    this.centreLengths = ChooseCentres.lengths(centres);
    this.distances = new long[count];
    this.silhouettes = new long[count];
  }

  ClusterSpreads add(ClusterIndices.Placed session) {
    int own = session.place();
    SessionVector point = session.point();
    double silhouette = silhouette(point, own);
    distances[own] +=
        Math.round(Math.sqrt(point.squaredDistance(centres[own], centreLengths[own])) * STEPS);
    silhouettes[own] += Math.round(silhouette * STEPS);
    silhouetteSquares += Math.round(silhouette * silhouette * STEPS);
    return this;
  }

  ClusterSpreads merge(ClusterSpreads other) {
    for (int c = 0; c < sizes.length; c++) {
      distances[c] += other.distances[c];
      silhouettes[c] += other.silhouettes[c];
    }
    silhouetteSquares += other.silhouetteSquares;
    return this;
  }

  /** The mean of each cluster; null for an empty one. */
  List<Double> silhouettes() {
    List<Double> means = new ArrayList<>();
    for (int c = 0; c < sizes.length; c++) {
      means.add(sizes[c] == 0 ? null : silhouettes[c] / STEPS / sizes[c]);
    }
    return means;
  }

  /** The mean over all sessions, with its error as if they were independent. */
  Mean silhouette() {
    long size = 0;
    long sum = 0;
    for (int c = 0; c < sizes.length; c++) {
      size += sizes[c];
      sum += silhouettes[c];
    }
    double mean = sum / STEPS / size;
    double variance = Math.max(0, silhouetteSquares / STEPS / size - mean * mean);
    return new Mean(mean, size < 2 ? 0 : Math.sqrt(variance / (size - 1)));
  }

  /** Null where two clusters share a centre. */
  Double daviesBouldin() {
    double sum = 0;
    int used = 0;
    for (int c = 0; c < sizes.length; c++) {
      if (sizes[c] > 0) {
        double worst = 0;
        for (int d = 0; d < sizes.length; d++) {
          if (d != c && sizes[d] > 0) {
            worst = Math.max(worst, (spread(c) + spread(d)) / distance(c, d));
          }
        }
        sum += worst;
        used++;
      }
    }
    return Double.isInfinite(sum) || Double.isNaN(sum) ? null : sum / used;
  }

  private double spread(int cluster) {
    return distances[cluster] / STEPS / sizes[cluster];
  }

  private double distance(int one, int other) {
    double sum = 0;
    for (int i = 0; i < centres[one].length; i++) {
      double apart = centres[one][i] - centres[other][i];
      sum += apart * apart;
    }
    return Math.sqrt(sum);
  }

  /** The mean squared distance to a cluster is that to its centre and what it spreads itself. */
  private double silhouette(SessionVector point, int own) {
    if (sizes[own] == 1) {
      return 0;
    }
    double within = 0;
    double next = Double.POSITIVE_INFINITY;
    for (int c = 0; c < sizes.length; c++) {
      if (sizes[c] > 0) {
        double mean =
            point.squaredDistance(centres[c], centreLengths[c])
                + Math.max(0, squares[c] - centreLengths[c]);
        if (c == own) {
          within = mean * sizes[c] / (sizes[c] - 1);
        } else {
          next = Math.min(next, mean);
        }
      }
    }
    double larger = Math.max(within, next);
    return larger > 0 ? (next - within) / larger : 0;
  }
}
