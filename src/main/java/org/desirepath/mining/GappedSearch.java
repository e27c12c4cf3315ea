package org.desirepath.mining;

import java.util.Arrays;

/**
 * Finds all patterns with anything between their items: PrefixSpan (Pei et al., "Mining Sequential
 * Patterns by Pattern-Growth: The PrefixSpan Approach", IEEE TKDE 16, 2004).
 *
 * <p>Of each sequence that holds a pattern, the place at which it is first complete tells all that
 * can follow. One pass over these places counts, another sorts by the next item the places at which
 * the longer patterns are complete. What follows is written into a database of its own, without the
 * items that have become infrequent, where that makes the alphabet small enough to count in sets,
 * and where few sequences are left in a database so large that they lie far apart.
 */
abstract class GappedSearch {

  /** From so many entries on it is worth to write what follows anew. */
  private static final int WORTH_REWRITING = 32;

  /** The entry that is written where nothing is to be kept; all others stand behind it. */
  static final int WASTE = 0;

  private static final int FIRST = 1;

  final ProjectedDatabase database;
  private final SearchPath path;
  private final int[] originals;
  private final Level[] levels;
  private long[] entries;
  private int top;

  /**
   * A search.
   *
   * @param originals the code that each item of the database has in the patterns
   */
  GappedSearch(SearchPath path, ProjectedDatabase database, int[] originals) {
    this.path = path;
    this.database = database;
    this.originals = originals;
    this.levels = new Level[path.maxLength()];
    this.top = FIRST + database.size();
    this.entries = new long[top];
    int[] next = new int[Integer.SIZE + 1];
    for (int sequence = 0; sequence < database.size(); sequence++) {
      next[bits(database.weight(sequence)) + 1]++;
    }
    next[0] = FIRST;
    for (int bits = 1; bits <= Integer.SIZE; bits++) {
      next[bits] += next[bits - 1];
    }
    for (int sequence = 0; sequence < database.size(); sequence++) {
      int weight = database.weight(sequence);
      entries[next[bits(weight)]++] = entry(database.start(sequence), weight);
    }
  }

  /** The length of a weight. */
  static int bits(int weight) {
    return Integer.SIZE - Integer.numberOfLeadingZeros(weight);
  }

  /** One number of a place and a weight. */
  static long entry(int place, int weight) {
    return (long) weight << 32 | place;
  }

  /** The place of an entry. */
  static int place(long entry) {
    return (int) entry;
  }

  /** How many sequences an entry stands for. */
  static int weight(long entry) {
    return (int) (entry >>> 32);
  }

  /** Finds all patterns that go on from a pattern of this length by what a database holds. */
  static void search(SearchPath path, ProjectedDatabase database, int[] originals, int depth) {
    GappedSearch search = over(path, database, originals);
    search.grow(FIRST, search.top, depth);
  }

  /** The search that suits a database. */
  static GappedSearch over(SearchPath path, ProjectedDatabase database, int[] originals) {
    return database.cells() == null
        ? new ScanSearch(path, database, originals)
        : new MaskSearch(path, database, originals);
  }

  /**
   * Counts the items behind places: in {@link Level#items} those that are frequent, in {@link
   * Level#support} their supports.
   *
   * @return how many are frequent
   */
  abstract int count(long[] entries, int from, int to, int minSupport, Level level);

  /**
   * Puts the first place of each item behind each place where {@link Level#next} tells, which moves
   * on.
   *
   * @param first in {@link Level#items}, the first item that is put; the others have no next
   * @param behind the one behind the last that is put
   */
  abstract void distribute(long[] entries, int from, int to, Level level, int first, int behind);

  /** Writes what follows each place, items that have a code alone. */
  abstract void write(
      long[] entries, int from, int to, int[] codes, ProjectedDatabase.Builder builder);

  private void grow(int from, int to, int depth) {
    Level level = level(depth);
    level.frequent = count(entries, from, to, path.minSupport(), level);
    keepNeeded(level, depth);
    if (depth + 1 == path.maxLength()) {
      tell(level, depth);
    } else if (isWorthRewriting(to - from, level.frequent, depth)) {
      int[] kept = Arrays.copyOf(level.items, level.frequent);
      int[] keptOriginals = new int[kept.length];
      Arrays.setAll(keptOriginals, i -> originals[kept[i]]);
      search(path, rewritten(from, to, kept), keptOriginals, depth);
    } else {
      follow(from, to, level, depth);
    }
  }

  private void keepNeeded(Level level, int depth) {
    int needed = 0;
    for (int i = 0; i < level.frequent; i++) {
      if (path.isNeeded(depth, originals[level.items[i]])) {
        level.items[needed++] = level.items[i];
      }
    }
    level.frequent = needed;
  }

  private boolean isWorthRewriting(int entries, int frequent, int depth) {
    if (frequent < 2 || depth + 2 >= path.maxLength() || entries < WORTH_REWRITING) {
      return false;
    }
    return database.cells() == null
        ? frequent <= ProjectedDatabase.MOST_IN_SET
        : database.length() > path.room().near() && entries <= database.size() / 2;
  }

  /** Adds patterns of the longest length. */
  private void tell(Level level, int depth) {
    for (int i = 0; i < level.frequent; i++) {
      int item = level.items[i];
      if (level.support[item] >= path.minSupport() && path.isWanted(depth, originals[item])) {
        path.add(depth, originals[item], level.support[item]);
      }
    }
  }

  /** Sorts what follows by the next item, so many items at a time, and goes on behind each. */
  private void follow(int from, int to, Level level, int depth) {
    int wanted = 0;
    for (int i = 0; i < level.frequent; i++) {
      int item = level.items[i];
      if (path.isWanted(depth, originals[item])) {
        level.items[wanted++] = item;
      }
    }
    int bottom = top;
    int first = 0;
    while (first < wanted) {
      int behind = first;
      for (; behind < wanted && top - bottom < path.room().entries(); behind++) {
        int item = level.items[behind];
        level.from[behind] = top;
        level.next[item] = top;
        // One more, which may be written before it shows that nothing is to be kept there.
        top = Math.addExact(top, 1 + Math.min(level.support[item], to - from));
      }
      if (top > entries.length) {
        entries = Arrays.copyOf(entries, SequenceDatabase.grown(top));
      }
      distribute(entries, from, to, level, first, behind);
      for (int i = first; i < behind; i++) {
        int item = level.items[i];
        int end = level.next[item];
        int support = level.support[item];
        level.next[item] = WASTE;
        if (support >= path.minSupport()) {
          path.add(depth, originals[item], support);
          grow(level.from[i], end, depth + 1);
        }
      }
      top = bottom;
      first = behind;
    }
  }

  /** What follows the places, of the kept items alone. */
  private ProjectedDatabase rewritten(int from, int to, int[] kept) {
    int[] codes = new int[database.alphabet()];
    Arrays.fill(codes, ProjectedDatabase.END);
    for (int i = 0; i < kept.length; i++) {
      codes[kept[i]] = i;
    }
    ProjectedDatabase.Builder builder = new ProjectedDatabase.Builder(kept.length);
    write(entries, from, to, codes, builder);
    return builder.build();
  }

  /** Where patterns of this length are counted. */
  Level level(int depth) {
    if (levels[depth] == null) {
      levels[depth] = new Level(database.alphabet());
    }
    return levels[depth];
  }

  /** What is counted behind a pattern. */
  static final class Level {

    final int[] items;
    final int[] support;
    final int[] next;
    private final int[] from;
    private int frequent;

    private Level(int alphabet) {
      items = new int[alphabet];
      support = new int[alphabet];
      next = new int[alphabet];
      from = new int[alphabet];
    }
  }
}
