package org.desirepath.persona;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How well clusters tell sessions that had no part in them: one yardstick for all algorithms,
 * features and numbers of clusters.
 *
 * <p>Clusters are found in seven tenths of the sample. Each becomes a Markov chain with its own
 * depths, paces, devices and hours, and the mixture of these gives every other session a
 * likelihood. What counts is how much better that is than with a single chain: clusters without
 * structure gain nothing, for what they learn does not hold for other sessions.
 */
final class HeldOut {

  private static final List<FeatureGroup> TOLD =
      List.of(
          FeatureGroup.MOVE,
          FeatureGroup.DEVICE,
          FeatureGroup.HOUR_BAND,
          FeatureGroup.DEPTH,
          FeatureGroup.PACE);

  private final TermSpace terms;
  private final List<Visit> visits;
  private final int[] times;
  private final double[] alone;

  HeldOut(Sample sample) {
    this.terms = sample.terms(TOLD);
    this.visits = sample.visits(terms);
    this.times =
        IntStream.range(0, sample.size()).map(i -> ChooseCount.isHeldOut(i) ? 0 : 1).toArray();
    this.alone =
        Arrays.stream(times).sum() == 0 ? new double[0] : likelihoods(new int[times.length], 1);
  }

  /**
   * What clusters of the algorithm gain for each held-out session, nats; empty where the sample is
   * too small to hold any out.
   */
  double[] gains(Algorithm algorithm, int count, long seed) {
    if (alone.length == 0) {
      return alone;
    }
    Clustering found = algorithm.fit(times, count, seed);
    double[] gains = likelihoods(algorithm.owners(found), found.size());
    for (int i = 0; i < gains.length; i++) {
      gains[i] -= alone[i];
    }
    return gains;
  }

  private double[] likelihoods(int[] owners, int clusters) {
    MarkovMixture mixture = FitMixture.of(terms, visits, times, owners, clusters);
    double[] shares = new double[clusters];
    return IntStream.range(0, times.length)
        .filter(i -> times[i] == 0)
        .mapToDouble(i -> mixture.share(visits.get(i), shares))
        .toArray();
  }
}
