package org.desirepath.prediction;

import java.io.Serializable;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.desirepath.forecast.NextCounts;

/** What followed anything at all, and each last touchpoint: contexts that every case shares. */
final class SharedCounts implements Serializable {

  private static final long serialVersionUID = 1L;

  private final NextCounts any;
  private final Map<Long, NextCounts> byLast;

  private SharedCounts(NextCounts any, Map<Long, NextCounts> byLast) {
    this.any = any;
    this.byLast = byLast;
  }

  /** What followed anything; null if nothing did. */
  NextCounts any() {
    return any;
  }

  /** What followed a last touchpoint, by the number of its context; null if nothing did. */
  NextCounts after(long key) {
    return byLast.get(key);
  }

  /** Collects counts. */
  static final class Builder {

    private final int halfLives;
    private final Map<Integer, long[]> any = new TreeMap<>();
    private final Map<Long, Map<Integer, long[]>> byLast = new HashMap<>();

    Builder(int halfLives) {
      this.halfLives = halfLives;
    }

    /** Adds how often a code followed a last touchpoint. */
    void add(long key, int code, long[] weights) {
      byLast.computeIfAbsent(key, one -> new TreeMap<>()).put(code, weights.clone());
      long[] sums = any.computeIfAbsent(code, one -> new long[halfLives]);
      for (int i = 0; i < halfLives; i++) {
        sums[i] += weights[i];
      }
    }

    SharedCounts build() {
      Map<Long, NextCounts> all = new HashMap<>();
      byLast.forEach((key, counts) -> all.put(key, counts(counts)));
      return new SharedCounts(any.isEmpty() ? null : counts(any), all);
    }

    private NextCounts counts(Map<Integer, long[]> byCode) {
      int[] next = byCode.keySet().stream().mapToInt(Integer::intValue).toArray();
      long[][] weights = new long[halfLives][next.length];
      for (int i = 0; i < next.length; i++) {
        for (int halfLife = 0; halfLife < halfLives; halfLife++) {
          weights[halfLife][i] = byCode.get(next[i])[halfLife];
        }
      }
      return new NextCounts(next, weights);
    }
  }
}
