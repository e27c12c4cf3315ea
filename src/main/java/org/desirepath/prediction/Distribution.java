package org.desirepath.prediction;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What may come next, the likeliest first, equally likely ones by name. */
final class Distribution implements Serializable {

  private static final long serialVersionUID = 1L;

  /** Something that may come next. */
  record Candidate(String touchpointId, double probability) implements Serializable {}

  private final List<Candidate> candidates;
  private final Map<String, Integer> ranks = new HashMap<>();
  private final double rest;

  /**
   * Ranks probabilities.
   *
   * @param rest the probability of whatever was never seen; with the others it sums to one
   */
  Distribution(Map<String, Double> probabilities, double rest) {
    this.candidates = new ArrayList<>();
    probabilities.forEach((id, probability) -> candidates.add(new Candidate(id, probability)));
    candidates.sort(
        Comparator.comparingDouble((Candidate one) -> -one.probability())
            .thenComparing(Candidate::touchpointId));
    for (Candidate candidate : candidates) {
      ranks.put(candidate.touchpointId(), ranks.size() + 1);
    }
    this.rest = rest;
  }

  List<Candidate> candidates() {
    return List.copyOf(candidates);
  }

  /** The probability of whatever was never seen. */
  double rest() {
    return rest;
  }

  /** The probability of a touchpoint; that of the rest where it was never seen. */
  double probability(String touchpointId) {
    int rank = rank(touchpointId);
    return rank == 0 ? rest : candidates.get(rank - 1).probability();
  }

  /** The place by probability, from 1; nought where it was never seen. */
  int rank(String touchpointId) {
    return ranks.getOrDefault(touchpointId, 0);
  }
}
