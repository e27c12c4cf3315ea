package org.desirepath.persona;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

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

  /**
   * Counts as they are stored.
   *
   * @param terms of each component, those that are not nought
   * @param members of each component
   * @param owned sessions of each component
   */
  record Stored(
      int termCount,
      List<TreeMap<Integer, Long>> terms,
      List<Long> members,
      List<Long> owned,
      long likelihood,
      long sessions) {}

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
    owned[Shares.largest(shares)] += times;
    likelihood += Math.round(logLikelihood * STEPS) * times;
    sessions += times;
    return this;
  }

  /** The counts of these components alone and in this order; sums over all stay as they are. */
  MixtureCounts inOrder(List<Integer> places) {
    MixtureCounts ordered =
        new MixtureCounts(places.size(), terms.length == 0 ? 0 : terms[0].length);
    for (int c = 0; c < places.size(); c++) {
      int place = places.get(c);
      ordered.terms[c] = terms[place].clone();
      ordered.members[c] = members[place];
      ordered.owned[c] = owned[place];
    }
    ordered.likelihood = likelihood;
    ordered.sessions = sessions;
    return ordered;
  }

  Stored stored() {
    List<TreeMap<Integer, Long>> sparse = new ArrayList<>();
    for (long[] counts : terms) {
      TreeMap<Integer, Long> found = new TreeMap<>();
      for (int term = 0; term < counts.length; term++) {
        if (counts[term] != 0) {
          found.put(term, counts[term]);
        }
      }
      sparse.add(found);
    }
    return new Stored(
        terms.length == 0 ? 0 : terms[0].length,
        sparse,
        Arrays.stream(members).boxed().toList(),
        owned(),
        likelihood,
        sessions);
  }

  static MixtureCounts of(Stored stored) {
    MixtureCounts counts = new MixtureCounts(stored.terms().size(), stored.termCount());
    for (int c = 0; c < counts.terms.length; c++) {
      for (Map.Entry<Integer, Long> term : stored.terms().get(c).entrySet()) {
        counts.terms[c][term.getKey()] = term.getValue();
      }
      counts.members[c] = stored.members().get(c);
      counts.owned[c] = stored.owned().get(c);
    }
    counts.likelihood = stored.likelihood();
    counts.sessions = stored.sessions();
    return counts;
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
