package org.desirepath.prediction;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** How often each touchpoint was followed by what, and after how long. */
final class MoveCounts implements Serializable {

  private static final long serialVersionUID = 1L;

  /** Fewer moves than this do not tell a gap; the touchpoint left, or all, tell it then. */
  private static final long LEAST_FOR_GAP = 10;

  /**
   * How long it takes, in seconds.
   *
   * @param low the 10th percentile
   * @param high the 90th percentile
   */
  record Gap(double low, double median, double high) implements Serializable {}

  private record Cell(long count, Gap gap) implements Serializable {}

  private final SortedMap<String, SortedMap<String, Cell>> cells = new TreeMap<>();
  private final SortedMap<String, Cell> left = new TreeMap<>();
  private Cell all = new Cell(0, null);

  /**
   * Adds a count: of a pair, of all moves from a touchpoint where {@code to} is null, or of all
   * moves where both are.
   *
   * @param gap null where no move has one
   */
  void add(String from, String to, long count, Gap gap) {
    Cell cell = new Cell(count, gap);
    if (from == null) {
      all = cell;
    } else if (to == null) {
      left.put(from, cell);
    } else {
      cells.computeIfAbsent(from, key -> new TreeMap<>()).put(to, cell);
    }
  }

  /** What followed each touchpoint and how often, both in order. */
  SortedMap<String, SortedMap<String, Long>> pairs() {
    SortedMap<String, SortedMap<String, Long>> pairs = new TreeMap<>();
    cells.forEach(
        (from, next) -> {
          SortedMap<String, Long> counts = new TreeMap<>();
          next.forEach((to, cell) -> counts.put(to, cell.count()));
          pairs.put(from, counts);
        });
    return pairs;
  }

  /** The gap of a pair, or of the touchpoint left, or of all: the first that is not too rare. */
  Optional<Gap> gap(String from, String to) {
    Cell pair = cells.getOrDefault(from, new TreeMap<>()).get(to);
    if (isTelling(pair)) {
      return Optional.of(pair.gap());
    }
    Cell touchpoint = left.get(from);
    return Optional.ofNullable(isTelling(touchpoint) ? touchpoint.gap() : all.gap());
  }

  /** All counts as text, in order, for a fingerprint. */
  List<String> content() {
    List<String> content = new ArrayList<>();
    for (Map.Entry<String, SortedMap<String, Cell>> from : cells.entrySet()) {
      from.getValue()
          .forEach(
              (to, cell) ->
                  content.add(
                      String.join("\t", from.getKey(), to, cell.count() + "\t" + cell.gap())));
    }
    return content;
  }

  private static boolean isTelling(Cell cell) {
    return cell != null && cell.count() >= LEAST_FOR_GAP && cell.gap() != null;
  }
}
