package org.desirepath.mining;

import java.util.Arrays;

/** Looks at every item that follows, whatever the size of the alphabet. */
final class ScanSearch extends GappedSearch {

  private final int[] counts;
  private final int[] seenAt;
  private int stamp;

  ScanSearch(SearchPath path, ProjectedDatabase database, int[] originals) {
    super(path, database, originals);
    counts = new int[database.alphabet()];
    seenAt = new int[database.alphabet()];
  }

  @Override
  int count(long[] entries, int from, int to, int minSupport, Level level) {
    int[] items = database.items();
    int kinds = 0;
    for (int e = from; e < to; e++) {
      int weight = (int) (entries[e] >>> 32);
      int now = nextStamp();
      int place = (int) entries[e] + 1;
      for (int item = items[place]; item != ProjectedDatabase.END; item = items[++place]) {
        if (seenAt[item] != now) {
          seenAt[item] = now;
          if (counts[item] == 0) {
            level.items[kinds++] = item;
          }
          counts[item] += weight;
        }
      }
    }
    int frequent = 0;
    for (int i = 0; i < kinds; i++) {
      int item = level.items[i];
      if (counts[item] >= minSupport) {
        level.items[frequent++] = item;
        level.support[item] = counts[item];
      }
      counts[item] = 0;
    }
    return frequent;
  }

  @Override
  void distribute(long[] entries, int from, int to, Level level, int first, int behind) {
    int[] items = database.items();
    int[] next = level.next;
    for (int e = from; e < to; e++) {
      long weight = entries[e] & -1L << 32;
      int now = nextStamp();
      int place = (int) entries[e] + 1;
      for (int item = items[place]; item != ProjectedDatabase.END; item = items[++place]) {
        if (seenAt[item] != now) {
          seenAt[item] = now;
          int put = next[item];
          if (put != WASTE) {
            entries[put] = weight | place;
            next[item] = put + 1;
          }
        }
      }
    }
  }

  @Override
  void write(long[] entries, int from, int to, int[] codes, ProjectedDatabase.Builder builder) {
    int[] items = database.items();
    for (int e = from; e < to; e++) {
      int place = place(entries[e]) + 1;
      for (int item = items[place]; item != ProjectedDatabase.END; item = items[++place]) {
        builder.append(codes[item]);
      }
      builder.finish(weight(entries[e]));
    }
  }

  private int nextStamp() {
    if (++stamp == 0) {
      // After four billion sequences the stamps of the first ones would be taken for new.
      Arrays.fill(seenAt, 0);
      stamp = 1;
    }
    return stamp;
  }
}
