package org.desirepath.path;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Makes paths longer by one touchpoint: the heart of PrefixSpan (Pei et al., "Mining Sequential
 * Patterns by Pattern-Growth: The PrefixSpan Approach", IEEE TKDE 16, 2004), with places in the
 * sequences instead of copies of their ends.
 */
final class PathGrowth {

  private final JourneyDatabase journeys;
  private final PathType type;
  private final long[] seenIn;
  private long visit;
  private int[] foundSteps = new int[1024];
  private int[] foundSequences = new int[1024];
  private int[] foundPlaces = new int[1024];
  private int found;

  PathGrowth(JourneyDatabase journeys, PathType type) {
    this.journeys = journeys;
    this.type = type;
    this.seenIn = new long[journeys.touchpoints().size()];
  }

  /** Where the path without any step ends: in front of every place at which one may start. */
  Places root() {
    int size = type == PathType.GAPPED ? journeys.size() : journeys.places();
    int[] sequences = new int[size];
    int[] ends = new int[size];
    int next = 0;
    for (int s = 0; s < journeys.size(); s++) {
      int last = type == PathType.GAPPED ? journeys.start(s) : journeys.end(s);
      for (int place = journeys.start(s); place <= last; place++) {
        sequences[next] = s;
        ends[next++] = place - 1;
      }
    }
    return new Places(sequences, ends, 0, next);
  }

  /**
   * Every touchpoint that can be the next step, with its support, and the places at which the
   * longer path ends for those that have at least the support asked for. The work is one look at
   * each touchpoint behind the path's ends, up to the first of each kind; the space, the places.
   */
  Extensions extensions(Places path, long minSupport) {
    int kinds = seenIn.length;
    long[] support = new long[kinds];
    int[] sizes = new int[kinds];
    found = 0;
    int sequence = -1;
    for (int i = 0; i < path.size(); i++) {
      if (path.sequence(i) != sequence) {
        sequence = path.sequence(i);
        visit++;
      }
      int place = path.end(i) + 1;
      if (type == PathType.CONTIGUOUS) {
        int step = journeys.step(place);
        if (step != JourneyDatabase.OTHER) {
          if (isNew(step)) {
            support[step] += journeys.journeys(sequence);
          }
          sizes[step]++;
          note(step, sequence, place);
        }
      } else {
        for (int ahead = journeys.distinctAhead(place); ahead > 0; place++) {
          int step = journeys.step(place);
          if (step != JourneyDatabase.OTHER && isNew(step)) {
            ahead--;
            support[step] += journeys.journeys(sequence);
            sizes[step]++;
            note(step, sequence, place);
          }
        }
      }
    }
    return distribute(support, sizes, minSupport);
  }

  private Extensions distribute(long[] support, int[] sizes, long minSupport) {
    int[] offsets = new int[support.length];
    int total = 0;
    for (int step = 0; step < support.length; step++) {
      offsets[step] = total;
      if (support[step] > 0 && support[step] >= minSupport) {
        total += sizes[step];
      } else {
        offsets[step] = -1;
      }
    }
    int[] sequences = new int[total];
    int[] ends = new int[total];
    int[] next = offsets.clone();
    for (int i = 0; i < found; i++) {
      int step = foundSteps[i];
      if (next[step] >= 0) {
        sequences[next[step]] = foundSequences[i];
        ends[next[step]++] = foundPlaces[i];
      }
    }
    return new Extensions(support, sizes, offsets, sequences, ends);
  }

  private void note(int step, int sequence, int place) {
    if (found == foundSteps.length) {
      foundSteps = Arrays.copyOf(foundSteps, 2 * found);
      foundSequences = Arrays.copyOf(foundSequences, 2 * found);
      foundPlaces = Arrays.copyOf(foundPlaces, 2 * found);
    }
    foundSteps[found] = step;
    foundSequences[found] = sequence;
    foundPlaces[found++] = place;
  }

  private boolean isNew(int step) {
    boolean isNew = seenIn[step] != visit;
    seenIn[step] = visit;
    return isNew;
  }

  /** What can follow a path. */
  static final class Extensions {

    private final long[] support;
    private final int[] sizes;
    private final int[] offsets;
    private final int[] sequences;
    private final int[] ends;

    private Extensions(long[] support, int[] sizes, int[] offsets, int[] sequences, int[] ends) {
      this.support = support;
      this.sizes = sizes;
      this.offsets = offsets;
      this.sequences = sequences;
      this.ends = ends;
    }

    /** Journeys that hold the path with this touchpoint as the next step. */
    long support(int step) {
      return support[step];
    }

    /** The highest support that any next step has; 0 where there is none. */
    long highestSupport() {
      long highest = 0;
      for (long one : support) {
        highest = Math.max(highest, one);
      }
      return highest;
    }

    /** The next steps whose places are known: highest support first, then by number. */
    int[] steps() {
      return IntStream.range(0, offsets.length)
          .filter(step -> offsets[step] >= 0)
          .boxed()
          .sorted(
              Comparator.<Integer>comparingLong(step -> -support[step]).thenComparing(step -> step))
          .mapToInt(Integer::intValue)
          .toArray();
    }

    /** Where the path with this next step ends. */
    Places places(int step) {
      return new Places(sequences, ends, offsets[step], sizes[step]);
    }
  }
}
