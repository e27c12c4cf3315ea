package org.desirepath.persona;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.desirepath.persona.PersonaModel.Score;
import org.desirepath.settings.PersonaSettings;

/**
 * How many components a mixture has.
 *
 * @param count of components; 0 where there is no structure
 * @param scores the evidence: a mean for each number that was tried
 */
record ChooseCount(int count, List<Score> scores) {

  /** Of ten sessions so many are held out. */
  private static final int HELD_OUT_OF_TEN = 3;

  private static final double CONFIDENCE_95 = 1.96;

  /**
   * Fits every number that the settings allow to seven tenths of the sessions and measures how well
   * it tells the others, as the mean logarithm of their likelihood. Of the numbers whose mean is
   * within one standard error (of the sessions' differences) of the best one's the least is taken
   * (the rule of one standard error: Breiman, Friedman, Olshen and Stone, "Classification and
   * Regression Trees", 1984).
   *
   * <p>If that is one, although more would be allowed, sessions have no structure that would hold
   * for other sessions, and the count is 0.
   *
   * @param points the sessions as k-means sees them, in an order that has no meaning
   * @param visits the same as the mixture sees them
   */
  static ChooseCount from(
      List<SessionVector> points,
      List<Visit> visits,
      StartMixture start,
      PersonaSettings settings) {
    if (visits.isEmpty() || settings.minCount() == settings.maxCount()) {
      return fixed(visits.size(), settings.maxCount());
    }
    int[] times = IntStream.range(0, visits.size()).map(i -> isHeldOut(i) ? 0 : 1).toArray();
    List<double[]> likelihoods = new ArrayList<>();
    for (int count = settings.minCount(); count <= settings.maxCount(); count++) {
      MarkovMixture mixture = start.fit(points, visits, times, count, settings.seed());
      if (mixture.size() < count) {
        break;
      }
      double[] shares = new double[count];
      likelihoods.add(
          IntStream.range(0, visits.size())
              .filter(ChooseCount::isHeldOut)
              .mapToDouble(i -> mixture.share(visits.get(i), shares))
              .toArray());
    }
    int chosen = least(likelihoods);
    List<Score> scores = new ArrayList<>();
    for (int i = 0; i < likelihoods.size(); i++) {
      Mean mean = Mean.of(likelihoods.get(i));
      scores.add(
          new Score(
              "markov_mixture of " + (settings.minCount() + i),
              "held_out",
              "log_likelihood",
              mean.value(),
              mean.value() - CONFIDENCE_95 * mean.error(),
              mean.value() + CONFIDENCE_95 * mean.error(),
              likelihoods.get(i).length,
              i == chosen));
    }
    int count = settings.minCount() + chosen;
    return new ChooseCount(count == 1 ? 0 : count, scores);
  }

  /** A number that was asked for; none where there are no sessions. */
  static ChooseCount fixed(int sessions, int count) {
    return new ChooseCount(sessions == 0 ? 0 : count, List.of());
  }

  /** Three of ten sessions, by their place in an order that has no meaning. */
  static boolean isHeldOut(int place) {
    return place % 10 < HELD_OUT_OF_TEN;
  }

  /** The place of the first whose mean is within a standard error of the best one's. */
  private static int least(List<double[]> likelihoods) {
    int best = 0;
    for (int i = 1; i < likelihoods.size(); i++) {
      if (Mean.of(likelihoods.get(i)).value() > Mean.of(likelihoods.get(best)).value()) {
        best = i;
      }
    }
    double[] most = likelihoods.get(best);
    for (int i = 0; i < best; i++) {
      double[] other = likelihoods.get(i);
      Mean behind =
          Mean.of(IntStream.range(0, most.length).mapToDouble(j -> most[j] - other[j]).toArray());
      if (behind.value() <= behind.error()) {
        return i;
      }
    }
    return best;
  }
}
