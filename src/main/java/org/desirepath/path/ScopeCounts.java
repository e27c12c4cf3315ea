package org.desirepath.path;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/** What is counted of the journeys of one scope and value before they are mined. */
final class ScopeCounts {

  private long journeys;
  private long won;
  private long lost;
  private final SortedMap<Integer, Long> lengths = new TreeMap<>();
  private final Map<String, Long> supports = new HashMap<>();
  private final Map<String, Long> occurrences = new HashMap<>();

  /** Counts one journey. */
  void add(SequencedJourney journey) {
    journeys++;
    won += journey.ending() == Ending.WON ? 1 : 0;
    lost += journey.ending() == Ending.LOST ? 1 : 0;
    lengths.merge(journey.length(), 1L, Long::sum);
    Set<String> seen = new HashSet<>();
    for (String touchpoint : journey.touchpoints()) {
      occurrences.merge(touchpoint, 1L, Long::sum);
      if (seen.add(touchpoint)) {
        supports.merge(touchpoint, 1L, Long::sum);
      }
    }
  }

  /** Adds what was counted elsewhere, under the name that {@link #tell} gave it. */
  void add(String what, long count) {
    String[] words = what.split(" ", 2);
    switch (words[0]) {
      case "journeys" -> journeys += count;
      case "won" -> won += count;
      case "lost" -> lost += count;
      case "length" -> lengths.merge(Integer.valueOf(words[1]), count, Long::sum);
      case "support" -> supports.merge(words[1], count, Long::sum);
      default -> occurrences.merge(words[1], count, Long::sum);
    }
  }

  /** Tells every count under a name. */
  void tell(BiConsumer<String, Long> listener) {
    listener.accept("journeys", journeys);
    listener.accept("won", won);
    listener.accept("lost", lost);
    lengths.forEach((length, count) -> listener.accept("length " + length, count));
    supports.forEach((touchpoint, count) -> listener.accept("support " + touchpoint, count));
    occurrences.forEach((touchpoint, count) -> listener.accept("occurrence " + touchpoint, count));
  }

  long journeys() {
    return journeys;
  }

  /** Journeys that were won or renewed. */
  long won() {
    return won;
  }

  /** Journeys that were lost or churned. */
  long lost() {
    return lost;
  }

  /** Journeys of each length. */
  SortedMap<Integer, Long> lengths() {
    return lengths;
  }

  /** Journeys that hold each touchpoint. */
  Map<String, Long> supports() {
    return supports;
  }

  /** How often each touchpoint occurs. */
  Map<String, Long> occurrences() {
    return occurrences;
  }
}
