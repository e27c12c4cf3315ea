package org.desirepath.prediction;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The distribution of what follows each touchpoint: a Markov chain. */
final class NextModel implements Serializable {

  private static final long serialVersionUID = 1L;

  private final HashMap<String, Distribution> byLast;
  private final Distribution fallback;

  private NextModel(Map<String, Distribution> byLast, Distribution fallback) {
    this.byLast = new HashMap<>(byLast);
    this.fallback = fallback;
  }

  /**
   * A model from counts.
   *
   * <p>Counts are smoothed as by Witten and Bell, "The zero-frequency problem: estimating the
   * probabilities of novel events in adaptive text compression", 1991, method C: what follows a
   * touchpoint {@code n} times in {@code t} kinds gives {@code t / (n + t)} of its probability to
   * the level below. Below the pairs stand the frequencies of all that follows anything, and below
   * these equal shares of all kinds and one for whatever was never seen.
   */
  static NextModel of(SortedMap<String, SortedMap<String, Long>> pairs) {
    SortedMap<String, Long> totals = new TreeMap<>();
    pairs.values().forEach(next -> next.forEach((to, count) -> totals.merge(to, count, Long::sum)));
    double equal = 1.0 / (totals.size() + 1);
    Map<String, Double> equals = new TreeMap<>();
    totals.keySet().forEach(to -> equals.put(to, equal));
    Distribution frequencies = backedOff(totals, new Distribution(equals, equal));

    Map<String, Distribution> byLast = new HashMap<>();
    pairs.forEach((from, next) -> byLast.put(from, backedOff(next, frequencies)));
    return new NextModel(byLast, frequencies);
  }

  private static Distribution backedOff(SortedMap<String, Long> counts, Distribution below) {
    double all = counts.values().stream().mapToLong(Long::longValue).sum();
    double kinds = counts.size();
    if (all == 0) {
      return below;
    }
    Map<String, Double> probabilities = new TreeMap<>();
    for (Distribution.Candidate lower : below.candidates()) {
      long count = counts.getOrDefault(lower.touchpointId(), 0L);
      probabilities.put(
          lower.touchpointId(), (count + kinds * lower.probability()) / (all + kinds));
    }
    return new Distribution(probabilities, kinds * below.rest() / (all + kinds));
  }

  /** What may follow a touchpoint; what follows most often where the touchpoint is not known. */
  Distribution after(String touchpointId) {
    return byLast.getOrDefault(touchpointId, fallback);
  }

  /** What may follow a touchpoint that is not known. */
  Distribution fallback() {
    return fallback;
  }

  /** Everything that may come next and is no outcome. */
  List<String> touchpoints() {
    List<String> touchpoints = new ArrayList<>();
    for (Distribution.Candidate next : fallback.candidates()) {
      if (!next.touchpointId().startsWith(Moves.OUTCOME_PREFIX)) {
        touchpoints.add(next.touchpointId());
      }
    }
    byLast.keySet().stream().filter(from -> fallback.rank(from) == 0).forEach(touchpoints::add);
    touchpoints.sort(String::compareTo);
    return touchpoints;
  }
}
