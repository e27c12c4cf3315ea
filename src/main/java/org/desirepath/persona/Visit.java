package org.desirepath.persona;

import java.io.Serializable;
import java.util.Map;
import java.util.SortedMap;

/** A session as the terms of a {@link TermSpace} that it holds, each with how often. */
final class Visit implements Serializable {

  private static final long serialVersionUID = 1L;

  private final int[] terms;
  private final int[] counts;

  /** Takes how often each term is held, once or more. */
  Visit(SortedMap<Integer, Integer> held) {
    this.terms = new int[held.size()];
    this.counts = new int[held.size()];
    int next = 0;
    for (Map.Entry<Integer, Integer> one : held.entrySet()) {
      terms[next] = one.getKey();
      counts[next] = one.getValue();
      next++;
    }
  }

  /** The sum of the values of its terms, each as often as it is held. */
  double sum(double[] values) {
    double sum = 0;
    for (int i = 0; i < terms.length; i++) {
      sum += counts[i] * values[terms[i]];
    }
    return sum;
  }

  /** Adds to each of its terms a share of how often it is held. */
  void addTo(long[] sums, long share) {
    for (int i = 0; i < terms.length; i++) {
      sums[terms[i]] += share * counts[i];
    }
  }
}
