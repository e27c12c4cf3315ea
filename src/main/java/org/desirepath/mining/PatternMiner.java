package org.desirepath.mining;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Finds the patterns that many sequences hold, and counts how many hold patterns that are known.
 */
public final class PatternMiner {

  private PatternMiner() {}

  /**
   * Adds all frequent patterns of a share to a tree.
   *
   * <p>A sequence holds a pattern once, however often it occurs in it. Within limits that leave
   * anything between items, sequences need to be untimed or not alike only in times, which are not
   * looked at; limits of time need sequences with times.
   *
   * @param tree an empty tree; its least support may rise
   */
  public static void mine(
      SequenceDatabase sequences, Limits limits, Share share, PatternTree tree) {
    mine(sequences, limits, share, tree, Room.USUAL);
  }

  /** The same in other room. */
  static void mine(
      SequenceDatabase sequences, Limits limits, Share share, PatternTree tree, Room room) {
    search(sequences, limits, new GrowingPath(tree, share, limits.maxLength(), room));
    tree.fit();
  }

  /**
   * Counts in how many sequences each pattern of a tree lies, no matter how few.
   *
   * @param patterns none of them longer than the limits allow; where these leave anything between
   *     items, with each all that are left of it without some, as they are where it was mined
   * @return the supports in these sequences, by the patterns' numbers
   */
  public static int[] count(SequenceDatabase sequences, Limits limits, PatternTree patterns) {
    return count(sequences, limits, patterns, Room.USUAL);
  }

  /** The same in other room. */
  static int[] count(SequenceDatabase sequences, Limits limits, PatternTree patterns, Room room) {
    CountingPath path = new CountingPath(patterns, limits.maxLength(), room);
    search(sequences, limits, path);
    return path.supports();
  }

  private static void search(SequenceDatabase sequences, Limits limits, SearchPath path) {
    if (limits.isGapped()) {
      searchGapped(sequences, path);
    } else {
      if (limits.isTimed() && !sequences.isTimed()) {
        throw new IllegalArgumentException("limits of time need sequences with times");
      }
      new LimitedSearch(path, sequences, limits).search();
    }
  }

  private static void searchGapped(SequenceDatabase sequences, SearchPath path) {
    int[] frequent = frequent(sequences.supports(), path);
    int[] codes = new int[sequences.alphabet()];
    Arrays.fill(codes, SequenceDatabase.BLANK);
    for (int code = 0; code < frequent.length; code++) {
      codes[frequent[code]] = code;
    }
    ProjectedDatabase.Builder builder = new ProjectedDatabase.Builder(frequent.length);
    for (int s = 0; s < sequences.size(); s++) {
      write(sequences, s, codes, path.maxLength(), builder);
      builder.finish(sequences.weight(s));
    }
    GappedSearch.search(path, builder.build(), frequent, 0);
  }

  /** Frequent items, those with the highest support first, so that counts of few are touched. */
  private static int[] frequent(int[] supports, SearchPath path) {
    return IntStream.range(0, supports.length)
        .filter(item -> supports[item] >= path.minSupport() && path.isNeeded(0, item))
        .boxed()
        .sorted(Comparator.comparingInt(item -> -supports[item]))
        .mapToInt(Integer::intValue)
        .toArray();
  }

  /**
   * Writes a sequence without its infrequent items. Of a run of one item no more is kept than the
   * longest pattern can hold.
   */
  private static void write(
      SequenceDatabase sequences,
      int sequence,
      int[] codes,
      int longestRun,
      ProjectedDatabase.Builder builder) {
    int before = SequenceDatabase.BLANK;
    int run = 0;
    for (int place = sequences.start(sequence); place < sequences.end(sequence); place++) {
      int item = sequences.item(place);
      int code = item == SequenceDatabase.BLANK ? SequenceDatabase.BLANK : codes[item];
      if (code != SequenceDatabase.BLANK) {
        run = code == before ? run + 1 : 1;
        before = code;
        if (run <= longestRun) {
          builder.append(code);
        }
      }
    }
  }
}
