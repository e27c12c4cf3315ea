package org.desirepath.persona;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;

/**
 * What sessions add up to, by component: the expectation of one round.
 *
 * <p>Memberships are rounded to multiples of 2⁻²⁰ and added as whole numbers, and so are logarithms
 * of likelihoods: the sums are the same in whatever order and grouping they are added.
 */
final class MixtureCounts implements Serializable {

  private static final long serialVersionUID = 1L;
  private static final double STEPS = 1 << 20;

  private final long[][] terms;
  private final long[] members;
  private final long[] owned;
  private long likelihood;
  private long sessions;

  MixtureCounts(int components, int termCount) {
    this.terms = new long[components][termCount];
    this.members = new long[components];
    this.owned = new long[components];
  }

  /**
   * Adds a session.
   *
   * @param shares what each component has of it; sum to one
   * @param logLikelihood of the session, in nats
   * @param times how often it counts
   */
  MixtureCounts add(Visit visit, double[] shares, double logLikelihood, int times) {
    for (int c = 0; c < shares.length; c++) {
      long share = Math.round(shares[c] * STEPS) * times;
      if (share > 0) {
        members[c] += share;
        visit.addTo(terms[c], share);
      }
    }
    owned[MarkovMixture.largest(shares)] += times;
    likelihood += Math.round(logLikelihood * STEPS) * times;
    sessions += times;
    return this;
  }

  MixtureCounts merge(MixtureCounts other) {
    for (int c = 0; c < members.length; c++) {
      members[c] += other.members[c];
      owned[c] += other.owned[c];
      for (int i = 0; i < terms[c].length; i++) {
        terms[c][i] += other.terms[c][i];
      }
    }
    likelihood += other.likelihood;
    sessions += other.sessions;
    return this;
  }

  int components() {
    return members.length;
  }

  /** How often the component's sessions hold a term. */
  double term(int component, int term) {
    return terms[component][term] / STEPS;
  }

  /** How many sessions the component has, parts of sessions added. */
  double members(int component) {
    return members[component] / STEPS;
  }

  /** How many sessions each component has more of than any other. */
  List<Long> owned() {
    return Arrays.stream(owned).boxed().toList();
  }

  long sessions() {
    return sessions;
  }

  /** In nats, over all sessions. */
  double logLikelihood() {
    return likelihood / STEPS;
  }
}
