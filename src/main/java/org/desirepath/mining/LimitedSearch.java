package org.desirepath.mining;

import java.util.Arrays;

/**
 * Finds all patterns within limits of gap and span, contiguous ones among them.
 *
 * <p>Where a pattern ends for the first time in a sequence no longer tells what can follow, so that
 * every place at which it ends is kept; and of the places where it may have started, the latest,
 * which leaves most of the span. Whether a place can be the next one is decided by the latest start
 * among the ends that lie near enough, which a sliding maximum finds in one pass over both.
 */
final class LimitedSearch {

  private final SearchPath path;
  private final SequenceDatabase sequences;
  private final Limits limits;
  private final Level[] levels;
  private final int[] queue;
  private Ends found = new Ends(1024);
  private int[] foundItems = new int[1024];
  private int size;

  LimitedSearch(SearchPath path, SequenceDatabase sequences, Limits limits) {
    this.path = path;
    this.sequences = sequences;
    this.limits = limits;
    this.levels = new Level[path.maxLength()];
    int longest = 0;
    for (int s = 0; s < sequences.size(); s++) {
      longest = Math.max(longest, sequences.end(s) - sequences.start(s));
    }
    this.queue = new int[longest];
  }

  /** Finds all patterns. */
  void search() {
    Level level = level(0);
    for (int s = 0; s < sequences.size(); s++) {
      for (int place = sequences.start(s); place < sequences.end(s); place++) {
        int item = sequences.item(place);
        if (item != SequenceDatabase.BLANK && path.isWanted(0, item)) {
          note(level, s, place, place);
        }
      }
    }
    follow(level, 0);
  }

  /** Goes on behind a pattern of this length that ends at places from one entry to another. */
  private void grow(Ends ends, int from, int to, int depth) {
    Level level = level(depth);
    int first = from;
    while (first < to) {
      int behind = first + 1;
      while (behind < to && ends.sequences[behind] == ends.sequences[first]) {
        behind++;
      }
      slide(level, ends, first, behind);
      first = behind;
    }
    follow(level, depth);
  }

  /** Looks at every place that can be next in one sequence. */
  private void slide(Level level, Ends ends, int from, int to) {
    int sequence = ends.sequences[from];
    int last = sequences.end(sequence);
    int head = 0;
    int tail = 0;
    int next = from;
    for (int place = ends.places[from] + 1; place < last; place++) {
      for (; next < to && ends.places[next] < place; next++) {
        while (tail > head && ends.starts[queue[tail - 1]] <= ends.starts[next]) {
          tail--;
        }
        queue[tail++] = next;
      }
      while (head < tail && !isNear(ends.places[queue[head]], place)) {
        head++;
      }
      if (head < tail) {
        int start = ends.starts[queue[head]];
        if (isWithinSpan(start, place)) {
          note(level, sequence, place, start);
        }
      } else if (next < to) {
        place = ends.places[next];
      } else {
        return;
      }
    }
  }

  private boolean isNear(int before, int place) {
    return place - before - 1 <= limits.maxGap()
        && (limits.maxGapMillis() == Limits.ANY_TIME
            || sequences.moment(place) - sequences.moment(before) <= limits.maxGapMillis());
  }

  private boolean isWithinSpan(int start, int place) {
    return place - start < limits.maxSpan()
        && (limits.maxSpanMillis() == Limits.ANY_TIME
            || sequences.moment(place) - sequences.moment(start) <= limits.maxSpanMillis());
  }

  private void note(Level level, int sequence, int place, int start) {
    int item = sequences.item(place);
    if (item == SequenceDatabase.BLANK) {
      return;
    }
    if (level.sizes[item]++ == 0) {
      level.items[level.kinds++] = item;
      level.support[item] = sequences.weight(sequence);
    } else if (level.seenIn[item] != sequence) {
      level.support[item] += sequences.weight(sequence);
    }
    level.seenIn[item] = sequence;
    if (size == foundItems.length) {
      int grown = SequenceDatabase.grown(size + 1);
      foundItems = Arrays.copyOf(foundItems, grown);
      found = found.resized(grown);
    }
    foundItems[size] = item;
    found.put(size++, sequence, place, start);
  }

  /** Adds what was found and goes on behind each item that is frequent. */
  private void follow(Level level, int depth) {
    boolean isLast = depth + 1 == path.maxLength();
    int wanted = 0;
    int total = 0;
    for (int i = 0; i < level.kinds; i++) {
      int item = level.items[i];
      if (level.support[item] >= path.minSupport() && path.isWanted(depth, item)) {
        level.items[wanted++] = item;
        level.next[item] = total;
        total = Math.addExact(total, isLast ? 0 : level.sizes[item]);
      } else {
        level.sizes[item] = 0;
      }
    }
    level.kinds = 0;
    Ends ends = isLast ? null : distributed(level, total);
    size = 0;
    int start = 0;
    for (int i = 0; i < wanted; i++) {
      int item = level.items[i];
      int end = start + level.sizes[item];
      int support = level.support[item];
      level.next[item] = Level.NOT_KEPT;
      level.sizes[item] = 0;
      if (support >= path.minSupport()) {
        path.add(depth, item, support);
        if (!isLast) {
          grow(ends, start, end, depth + 1);
        }
      }
      start = end;
    }
  }

  private Ends distributed(Level level, int total) {
    Ends ends = new Ends(total);
    for (int i = 0; i < size; i++) {
      int place = level.next[foundItems[i]];
      if (place >= 0) {
        ends.put(place, found.sequences[i], found.places[i], found.starts[i]);
        level.next[foundItems[i]] = place + 1;
      }
    }
    return ends;
  }

  private Level level(int depth) {
    if (levels[depth] == null) {
      levels[depth] = new Level(sequences.alphabet());
    }
    return levels[depth];
  }

  /** Where a pattern ends, in rising order of sequences and places. */
  private static final class Ends {

    private final int[] sequences;
    private final int[] places;
    private final int[] starts;

    private Ends(int size) {
      this(new int[size], new int[size], new int[size]);
    }

    private Ends(int[] sequences, int[] places, int[] starts) {
      this.sequences = sequences;
      this.places = places;
      this.starts = starts;
    }

    private void put(int index, int sequence, int place, int start) {
      sequences[index] = sequence;
      places[index] = place;
      starts[index] = start;
    }

    private Ends resized(int size) {
      return new Ends(
          Arrays.copyOf(sequences, size), Arrays.copyOf(places, size), Arrays.copyOf(starts, size));
    }
  }

  /** What is counted behind a pattern; sizes are 0 and nothing is kept while it is not in use. */
  private static final class Level {

    private static final int NOT_KEPT = -1;

    private final int[] items;
    private final int[] support;
    private final int[] sizes;
    private final int[] seenIn;
    private final int[] next;
    private int kinds;

    private Level(int alphabet) {
      items = new int[alphabet];
      support = new int[alphabet];
      sizes = new int[alphabet];
      seenIn = new int[alphabet];
      next = new int[alphabet];
      Arrays.fill(next, NOT_KEPT);
    }
  }
}
