package org.desirepath.path;

import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** What is counted of the journeys of one scope and value before they are mined. */
final class ScopeCounts {

  /** Name of the number of journeys. */
  static final String JOURNEYS = "journeys";

  /** Name of the number of journeys that were won or renewed. */
  static final String WON = "won";

  /** Name of the number of journeys that were lost or churned. */
  static final String LOST = "lost";

  /** Name, with the length behind it, of the number of journeys of a length. */
  static final String LENGTH = "length ";

  /** Name, with the touchpoint behind it, of the number of journeys that hold a touchpoint. */
  static final String SUPPORT = "support ";

  /** Name, with the touchpoint behind it, of the number of times it occurs. */
  static final String OCCURRENCE = "occurrence ";

  private long journeys;
  private long won;
  private long lost;
  private final SortedMap<Integer, Long> lengths = new TreeMap<>();
  private final Map<String, Long> supports = new HashMap<>();
  private final Map<String, Long> occurrences = new HashMap<>();

  /** Adds what was counted under one of the names. */
  void add(String what, long count) {
    String kind = what.substring(0, what.indexOf(' ') + 1);
    String of = what.substring(kind.length());
    switch (kind) {
      case LENGTH -> lengths.merge(Integer.valueOf(of), count, Long::sum);
      case SUPPORT -> supports.merge(of, count, Long::sum);
      case OCCURRENCE -> occurrences.merge(of, count, Long::sum);
      default -> addJourneys(what, count);
    }
  }

  private void addJourneys(String what, long count) {
    switch (what) {
      case JOURNEYS -> journeys += count;
      case WON -> won += count;
      case LOST -> lost += count;
      default -> throw new IllegalArgumentException(what);
    }
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
