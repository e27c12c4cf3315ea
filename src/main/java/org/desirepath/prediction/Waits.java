package org.desirepath.prediction;

import java.io.Serializable;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.desirepath.forecast.Waiting;

/** How long is waited after each touchpoint. */
final class Waits implements Serializable {

  private static final long serialVersionUID = 1L;

  /** After touchpoints that were followed less often, what is known of all tells. */
  private static final long LEAST = 30;

  private final Map<String, Waiting> byLast = new HashMap<>();
  private final Waiting all;

  /** From counts by touchpoint. */
  Waits(SortedMap<String, SortedMap<Integer, long[]>> counts) {
    SortedMap<Integer, long[]> sums = new TreeMap<>();
    counts.forEach(
        (last, ofLast) -> {
          byLast.put(last, new Waiting(ofLast));
          ofLast.forEach(
              (step, both) -> {
                long[] sum = sums.computeIfAbsent(step, any -> new long[2]);
                sum[0] += both[0];
                sum[1] += both[1];
              });
        });
    this.all = new Waiting(sums);
  }

  /** How long is waited after a touchpoint. */
  Waiting after(String touchpointId) {
    Waiting own = byLast.get(touchpointId);
    return own != null && own.ended() >= LEAST ? own : all;
  }
}
