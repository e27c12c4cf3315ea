package org.desirepath.path;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/**
 * The times that journeys of one scope take from the first to the last step of paths. Paths are
 * measured some at a time, as many as there is room for.
 */
final class PathTimes {

  /** Times that are held at once: 32 MB. */
  private static final int MOST_TIMES = 4_000_000;

  private final List<int[]> steps = new ArrayList<>();
  private final List<long[]> moments = new ArrayList<>();

  /** Adds a journey: the codes of its touchpoints, and when each occurred, in milliseconds. */
  void add(int[] codes, List<Long> at) {
    steps.add(codes);
    moments.add(at.stream().mapToLong(Long::longValue).toArray());
  }

  /**
   * A row for each path that a journey holds: its number, median and 90th percentile in seconds.
   */
  List<Row> percentiles(int member, KeptPaths kept) {
    int first = kept.first(member);
    int[] held = new int[kept.first(member + 1) - first];
    PathMatcher counter = new PathMatcher(kept, (path, from, to) -> held[path - first]++);
    for (int[] journey : steps) {
      counter.match(member, journey, journey.length);
    }
    List<Row> rows = new ArrayList<>();
    int next = 0;
    while (next < held.length) {
      int begin = next;
      long room = 0;
      while (next < held.length && (next == begin || room + held[next] <= MOST_TIMES)) {
        room += held[next++];
      }
      measure(member, kept, first + begin, Arrays.copyOfRange(held, begin, next), rows);
    }
    return rows;
  }

  private void measure(int member, KeptPaths kept, int first, int[] held, List<Row> rows) {
    long[][] times = new long[held.length][];
    int[] known = new int[held.length];
    for (int path = 0; path < held.length; path++) {
      times[path] = new long[held[path]];
    }
    InHand inHand = new InHand();
    PathMatcher matcher =
        new PathMatcher(
            kept,
            (path, from, to) -> {
              int own = path - first;
              if (own >= 0 && own < held.length) {
                times[own][known[own]++] = inHand.at[to] - inHand.at[from];
              }
            });
    for (int journey = 0; journey < steps.size(); journey++) {
      inHand.at = moments.get(journey);
      matcher.match(member, steps.get(journey), inHand.at.length);
    }
    for (int path = 0; path < held.length; path++) {
      if (held[path] > 0) {
        Arrays.sort(times[path]);
        rows.add(
            RowFactory.create(first + path, seconds(times[path], 0.5), seconds(times[path], 0.9)));
      }
    }
  }

  /**
   * The time at a share of all in rising order, between two neighbours in proportion, in seconds
   * (Hyndman and Fan, "Sample Quantiles in Statistical Packages", The American Statistician 50,
   * 1996, definition 7).
   */
  static double seconds(long[] sorted, double share) {
    double place = (sorted.length - 1) * share;
    int before = (int) place;
    long lower = sorted[before];
    long upper = sorted[Math.min(sorted.length - 1, before + 1)];
    return (lower + (upper - lower) * (place - before)) / 1000;
  }

  /** When the touchpoints of the journey in hand occurred. */
  private static final class InHand {
    private long[] at;
  }
}
