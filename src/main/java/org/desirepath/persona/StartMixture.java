package org.desirepath.persona;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.desirepath.persona.FitMixture.Fit;
import org.desirepath.settings.PersonaSettings;

/**
 * Fits mixtures to samples, begun where k-means parts their points.
 *
 * @param dimension of the points
 * @param terms of the sessions
 */
record StartMixture(int dimension, TermSpace terms, PersonaSettings settings) {

  private static final int STARTS = 5;

  /** k-means is tried on so many sessions, others for each start. */
  private static final int POINTS = 1024;

  /** So far each start is followed before the best of them is taken. */
  private static final int ROUNDS = 6;

  /**
   * A mixture of so many components, or of fewer where sessions are fewer or alike: of five starts
   * the one that makes the sessions most likely after a few rounds is followed to its end
   * (Biernacki, Celeux and Govaert, "Choosing starting values for the EM algorithm for getting the
   * highest likelihood in multivariate Gaussian mixture models", 2003).
   *
   * @param points the sessions as k-means sees them
   * @param visits the same as the mixture sees them
   * @param times how often each counts; at least one of them does
   */
  MarkovMixture fit(
      List<SessionVector> points, List<Visit> visits, int[] times, int components, long seed) {
    Random random = new Random(seed);
    Fit best = null;
    for (int start = 0; start < STARTS; start++) {
      double[][] centres =
          ChooseCentres.from(
              drawn(points, times, random), dimension, false, components, 1, random.nextLong());
      double[] lengths = ChooseCentres.lengths(centres);
      int[] owners =
          points.stream()
              .mapToInt(point -> ChooseCentres.nearest(point, centres, lengths))
              .toArray();
      Fit fit =
          FitMixture.improve(
              FitMixture.of(terms, visits, times, owners, centres.length), visits, times, ROUNDS);
      if (best == null || fit.logLikelihood() > best.logLikelihood()) {
        best = fit;
      }
    }
    return FitMixture.improve(best.mixture(), visits, times, settings.maxIterations()).mixture();
  }

  /** Points that count, all of them or drawn with replacement. */
  private static List<SessionVector> drawn(List<SessionVector> points, int[] times, Random random) {
    List<SessionVector> counting = new ArrayList<>();
    for (int i = 0; i < times.length; i++) {
      for (int time = 0; time < times[i]; time++) {
        counting.add(points.get(i));
      }
    }
    if (counting.size() <= POINTS) {
      return counting;
    }
    List<SessionVector> drawn = new ArrayList<>();
    while (drawn.size() < POINTS) {
      drawn.add(counting.get(random.nextInt(counting.size())));
    }
    return drawn;
  }
}
