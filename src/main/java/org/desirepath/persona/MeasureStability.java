package org.desirepath.persona;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * How well clusters come back in other samples of the same kind (Hennig, "Cluster-wise assessment
 * of cluster stability", 2007).
 */
final class MeasureStability {

  /** Resamples of a night. */
  static final int RESAMPLES = 20;

  /** On so many sessions; more would tell little more. */
  private static final int SESSIONS = 2048;

  private MeasureStability() {}

  /**
   * The mean Jaccard similarity of each cluster with the likest cluster of a fit to a bootstrap
   * sample, over some of these, on the sessions that were drawn: below 0.6 a cluster is not to be
   * trusted, from 0.75 on it is stable. Measured on 2048 sessions of the sample.
   *
   * @param owners the cluster of each session of the sample
   * @param clusters how many there are
   * @param seed with which they were found
   */
  static List<Double> of(
      Algorithm algorithm, int[] owners, int clusters, int resamples, long seed) {
    double[] sums = new double[clusters];
    for (int resample = 0; resample < resamples; resample++) {
      Random random = new Random(seed * RESAMPLES + resample);
      int[] times = new int[owners.length];
      int sessions = Math.min(SESSIONS, owners.length);
      for (int i = 0; i < sessions; i++) {
        times[random.nextInt(sessions)]++;
      }
      Clustering again = algorithm.fit(times, clusters, seed);
      double[] likest = likest(owners, algorithm.owners(again), times, clusters, again.size());
      for (int c = 0; c < clusters; c++) {
        sums[c] += likest[c];
      }
    }
    List<Double> means = new ArrayList<>();
    for (double sum : sums) {
      means.add(sum / resamples);
    }
    return means;
  }

  /**
   * The highest Jaccard similarity of each cluster with one of the others; 0 for an empty one.
   *
   * @param times sessions of 0 do not count, all others once
   */
  static double[] likest(int[] owners, int[] others, int[] times, int clusters, int otherClusters) {
    long[][] both = new long[clusters][otherClusters];
    long[] own = new long[clusters];
    long[] other = new long[otherClusters];
    for (int i = 0; i < times.length; i++) {
      if (times[i] > 0) {
        both[owners[i]][others[i]]++;
        own[owners[i]]++;
        other[others[i]]++;
      }
    }
    double[] likest = new double[clusters];
    for (int c = 0; c < clusters; c++) {
      for (int d = 0; d < otherClusters; d++) {
        long either = own[c] + other[d] - both[c][d];
        if (either > 0) {
          likest[c] = Math.max(likest[c], (double) both[c][d] / either);
        }
      }
    }
    return likest;
  }
}
