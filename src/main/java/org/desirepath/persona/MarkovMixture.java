package org.desirepath.persona;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.desirepath.persona.FeatureSpace.Feature;

/**
 * Sessions as a mixture of Markov chains: each component moves from touchpoint to touchpoint in its
 * own way, and has its own devices, hours, depths (Cadez, Heckerman, Meek, Smyth and White,
 * "Model-Based Clustering and Visualization of Navigation Patterns on a Web Site", 2003; terms that
 * are not moves are independent given the component, as there).
 *
 * <p>A component's way out of a touchpoint is drawn to the mix of all its touchpoints as if it had
 * been seen {@value #PRIOR_MOVES} times more: of rare touchpoints little is known, of frequent ones
 * the data decide. Marks are smoothed by one (Laplace).
 */
final class MarkovMixture implements Clustering {

  private static final long serialVersionUID = 1L;

  /** Of 20, 50 and 100 the best or as good as it, on demo exports of four seeds and sizes. */
  private static final double PRIOR_MOVES = 100;

  private static final double PRIOR_TOUCHPOINTS = 0.5;

  private final TermSpace space;

  /** For the driver alone: tasks share sessions out by what was made of them. */
  private final transient MixtureCounts counts;

  private final double[] logWeights;
  private final double[][] mixes;
  private final double[][] logTerms;

  private MarkovMixture(TermSpace space, MixtureCounts counts) {
    this.space = space;
    this.counts = counts;
    int components = counts.components();
    this.logWeights = new double[components];
    this.mixes = new double[components][];
    this.logTerms = new double[components][];
    for (int c = 0; c < components; c++) {
      logWeights[c] =
          StrictMath.log((counts.members(c) + 1) / (counts.sessions() + (double) components));
      mixes[c] = mix(space, counts, c);
      logTerms[c] = logTerms(space, counts, c, mixes[c]);
    }
  }

  /** The components that make what was counted most likely, smoothed: the maximization. */
  static MarkovMixture of(TermSpace space, MixtureCounts counts) {
    return new MarkovMixture(space, counts);
  }

  /**
   * Fills in the share that each component has of a session, and gives the logarithm of its
   * likelihood.
   *
   * @param shares one for each component; sum to one
   */
  double share(Visit visit, double[] shares) {
    for (int c = 0; c < shares.length; c++) {
      shares[c] = logWeights[c] + visit.sum(logTerms[c]);
    }
    return Shares.ofLogarithms(shares);
  }

  /** Adds a session to the counts, by the share each component has of it. */
  MixtureCounts expect(Visit visit, MixtureCounts counts) {
    double[] shares = new double[logWeights.length];
    double logLikelihood = share(visit, shares);
    return counts.add(visit, shares, logLikelihood, 1);
  }

  /** The likeliest component of each session. */
  int[] owners(List<Visit> visits) {
    double[] shares = new double[logWeights.length];
    return visits.stream()
        .mapToInt(
            visit -> {
              share(visit, shares);
              return Shares.largest(shares);
            })
        .toArray();
  }

  @Override
  public int size() {
    return logWeights.length;
  }

  /** The likeliest component and its probability. */
  @Override
  public Choice choose(List<Feature> features) {
    double[] shares = new double[logWeights.length];
    share(space.visit(features), shares);
    int place = Shares.largest(shares);
    return new Choice(place, shares[place]);
  }

  /** The share of each touchpoint in the component's moves. */
  @Override
  public List<Map<String, Double>> touchpoints() {
    List<Map<String, Double>> all = new ArrayList<>();
    for (double[] mix : mixes) {
      Map<String, Double> shares = new LinkedHashMap<>();
      for (String name : space.touchpoints()) {
        shares.put(name, mix[shares.size()]);
      }
      all.add(shares);
    }
    return all;
  }

  @Override
  public Clustering inOrder(List<Integer> places) {
    return new MarkovMixture(space, counts.inOrder(places));
  }

  @Override
  public List<String> content() {
    return List.of(space.vocabulary().toString(), counts.stored().toString());
  }

  /** What was counted, from which the mixture can be made again. */
  MixtureCounts counts() {
    return counts;
  }

  TermSpace space() {
    return space;
  }

  private static double[] logTerms(
      TermSpace space, MixtureCounts counts, int component, double[] mix) {
    double[] logTerms = new double[space.size()];
    int states = space.states();
    for (int from = 0; from < states; from++) {
      double departures = 0;
      for (int to = 0; to < states; to++) {
        departures += counts.term(component, from * states + to);
      }
      for (int to = 0; to < states; to++) {
        int move = from * states + to;
        logTerms[move] =
            StrictMath.log(
                (counts.term(component, move) + PRIOR_MOVES * mix[to])
                    / (departures + PRIOR_MOVES));
      }
    }
    for (TermSpace.Marks marks : space.marks()) {
      double all = marks.size();
      for (int i = 0; i < marks.size(); i++) {
        all += counts.term(component, marks.first() + i);
      }
      for (int i = 0; i < marks.size(); i++) {
        logTerms[marks.first() + i] =
            StrictMath.log((counts.term(component, marks.first() + i) + 1) / all);
      }
    }
    return logTerms;
  }

  /** How the component's moves share out among the states they go to. */
  private static double[] mix(TermSpace space, MixtureCounts counts, int component) {
    int states = space.states();
    double[] mix = new double[states];
    double all = 0;
    for (int to = 0; to < states; to++) {
      mix[to] = PRIOR_TOUCHPOINTS;
      for (int from = 0; from < states; from++) {
        mix[to] += counts.term(component, from * states + to);
      }
      all += mix[to];
    }
    for (int to = 0; to < states; to++) {
      mix[to] /= all;
    }
    return mix;
  }
}
