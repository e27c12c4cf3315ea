package org.desirepath.path;

import java.util.Arrays;

/**
 * How often each gap of time occurred, gaps rounded to three significant digits of milliseconds.
 *
 * <p>Rounding bounds the number of different gaps (900 for each power of ten) and errs by 0.5 % at
 * most; since counts are whole numbers, what is found does not depend on the order of additions.
 */
final class GapCounts {

  private static final int COUNT_BITS = 44;
  private static final long ONE = 1;
  private static final int DIGITS = 1000;

  /** Gap and count in one number each, so that sorting the numbers sorts the gaps. */
  private long[] entries = new long[4];

  private int size;

  /** Adds a gap in milliseconds; a negative one counts as none. */
  void add(long gap) {
    addEntry(code(Math.max(0, gap)) << COUNT_BITS | ONE);
  }

  /** Adds what was encoded. */
  void addEntry(long entry) {
    if (size == entries.length) {
      merge();
      if (size > entries.length / 2) {
        entries = Arrays.copyOf(entries, 2 * entries.length);
      }
    }
    entries[size++] = entry;
  }

  /** One number for each different gap, to be added elsewhere. */
  Long[] encoded() {
    merge();
    return Arrays.stream(entries, 0, size).boxed().toArray(Long[]::new);
  }

  /**
   * The gap at a share of all gaps in rising order, in seconds, between two neighbours in
   * proportion; null without gaps.
   */
  Double percentileSeconds(double share) {
    merge();
    if (size == 0) {
      return null;
    }
    long total = 0;
    for (int i = 0; i < size; i++) {
      total += count(entries[i]);
    }
    double place = (total - 1) * share;
    long before = (long) place;
    long lower = at(before);
    long upper = at(Math.min(total - 1, before + 1));
    return (lower + (upper - lower) * (place - before)) / 1000;
  }

  private long at(long place) {
    long passed = 0;
    int entry = -1;
    while (passed <= place) {
      passed += count(entries[++entry]);
    }
    return gap(entries[entry] >>> COUNT_BITS);
  }

  private void merge() {
    Arrays.sort(entries, 0, size);
    int merged = 0;
    for (int i = 0; i < size; i++) {
      if (merged > 0 && entries[merged - 1] >>> COUNT_BITS == entries[i] >>> COUNT_BITS) {
        entries[merged - 1] += count(entries[i]);
      } else {
        entries[merged++] = entries[i];
      }
    }
    size = merged;
  }

  private static long count(long entry) {
    return entry & (ONE << COUNT_BITS) - 1;
  }

  /** Three digits and the number of zeros behind them; halves are rounded upwards. */
  private static long code(long gap) {
    long digits = gap;
    long unit = 1;
    int zeros = 0;
    while (digits >= DIGITS) {
      unit *= 10;
      zeros++;
      digits = (gap + unit / 2) / unit;
    }
    return (long) zeros * DIGITS + digits;
  }

  private static long gap(long code) {
    long gap = code % DIGITS;
    for (long zeros = code / DIGITS; zeros > 0; zeros--) {
      gap *= 10;
    }
    return gap;
  }
}
