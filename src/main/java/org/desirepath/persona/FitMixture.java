package org.desirepath.persona;

import java.util.Arrays;
import java.util.List;

/** Fits a {@link MarkovMixture} to a few sessions by expectation and maximization. */
final class FitMixture {

  /** In parts of the likelihood; a round that gains less is the last. */
  private static final double LEAST_GAIN = 1e-5;

  private FitMixture() {}

  /** A mixture, and how likely it makes the sessions, in nats. */
  record Fit(MarkovMixture mixture, double logLikelihood) {}

  /**
   * A mixture in which each session belongs to its owner.
   *
   * @param times how often each session counts
   */
  static MarkovMixture of(
      TermSpace space, List<Visit> visits, int[] times, int[] owners, int components) {
    MixtureCounts counts = new MixtureCounts(components, space.size());
    for (int i = 0; i < owners.length; i++) {
      double[] shares = new double[components];
      shares[owners[i]] = 1;
      counts.add(visits.get(i), shares, 0, times[i]);
    }
    return MarkovMixture.of(space, counts);
  }

  /** The mixture at which the likelihood of the sessions grows no more, or the rounds are over. */
  static Fit improve(MarkovMixture start, List<Visit> visits, int[] times, int rounds) {
    MarkovMixture mixture = start;
    double before = Double.NEGATIVE_INFINITY;
    double[] shares = new double[start.size()];
    for (int round = 0; round < rounds; round++) {
      MixtureCounts counts = new MixtureCounts(start.size(), start.space().size());
      for (int i = 0; i < times.length; i++) {
        if (times[i] > 0) {
          double logLikelihood = mixture.share(visits.get(i), shares);
          counts.add(visits.get(i), shares, logLikelihood, times[i]);
        }
      }
      if (!isGain(before, counts.logLikelihood())) {
        return new Fit(mixture, counts.logLikelihood());
      }
      before = counts.logLikelihood();
      mixture = MarkovMixture.of(start.space(), counts);
    }
    return new Fit(mixture, before);
  }

  /** Every session counts once. */
  static int[] once(int sessions) {
    int[] once = new int[sessions];
    Arrays.fill(once, 1);
    return once;
  }

  /** Whether the likelihood has grown enough to go on. */
  static boolean isGain(double before, double after) {
    return Double.isInfinite(before) || after - before > LEAST_GAIN * Math.abs(before);
  }
}
