package org.desirepath.path;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/** Counts what one task reads of the journeys of one scope and value. */
final class ScopeCounter {

  private long journeys;
  private long won;
  private long lost;
  private final Map<Integer, Long> lengths = new TreeMap<>();
  private long[] supports = new long[64];
  private long[] occurrences = new long[64];
  private long[] seenIn = new long[64];

  /** Counts the journey that a reader stands at. */
  void add(StepReader reader) {
    journeys++;
    won += reader.ending() == Ending.WON ? 1 : 0;
    lost += reader.ending() == Ending.LOST ? 1 : 0;
    lengths.merge(reader.length(), 1L, Long::sum);
    if (reader.touchpointCount() > supports.length) {
      int grown = 2 * reader.touchpointCount();
      supports = Arrays.copyOf(supports, grown);
      occurrences = Arrays.copyOf(occurrences, grown);
      seenIn = Arrays.copyOf(seenIn, grown);
    }
    int[] steps = reader.steps();
    for (int place = 0; place < reader.length(); place++) {
      int step = steps[place];
      occurrences[step]++;
      supports[step] += seenIn[step] == journeys ? 0 : 1;
      seenIn[step] = journeys;
    }
  }

  /**
   * Tells every count under the name that {@link ScopeCounts} knows it by.
   *
   * @param reader the one that touchpoints are numbered by
   */
  void tell(StepReader reader, BiConsumer<String, Long> listener) {
    listener.accept(ScopeCounts.JOURNEYS, journeys);
    listener.accept(ScopeCounts.WON, won);
    listener.accept(ScopeCounts.LOST, lost);
    lengths.forEach((length, count) -> listener.accept(ScopeCounts.LENGTH + length, count));
    for (int step = 0; step < occurrences.length; step++) {
      if (occurrences[step] > 0) {
        listener.accept(ScopeCounts.SUPPORT + reader.touchpoint(step), supports[step]);
        listener.accept(ScopeCounts.OCCURRENCE + reader.touchpoint(step), occurrences[step]);
      }
    }
  }
}
