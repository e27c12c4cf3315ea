package org.desirepath.mining;

import java.util.Arrays;

/** Finds the patterns that many sequences hold. */
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
    int[] supports = sequences.supports();
    boolean[] isFrequent = new boolean[supports.length];
    for (int item = 0; item < supports.length; item++) {
      isFrequent[item] = supports[item] >= tree.minSupport();
    }
    SearchPath path = new SearchPath(tree, share, limits.maxLength());
    if (limits.isGapped()) {
      searchGapped(sequences, isFrequent, path);
    } else {
      if (limits.isTimed() && !sequences.isTimed()) {
        throw new IllegalArgumentException("limits of time need sequences with times");
      }
      new LimitedSearch(path, sequences, limits).search();
    }
    tree.fit();
  }

  private static void searchGapped(
      SequenceDatabase sequences, boolean[] isFrequent, SearchPath path) {
    SuffixGraph.Builder builder = new SuffixGraph.Builder(sequences.alphabet());
    int[] heads = new int[sequences.size()];
    for (int s = 0; s < heads.length; s++) {
      heads[s] = head(builder, sequences, s, isFrequent, path.maxLength());
    }
    int[] originals = new int[sequences.alphabet()];
    Arrays.setAll(originals, item -> item);
    GappedSearch search = new GappedSearch(path, builder.build(), originals);
    for (int s = 0; s < heads.length; s++) {
      search.start(heads[s], sequences.weight(s));
    }
    search.search(0);
  }

  /**
   * The node of a sequence without its infrequent items. Of a run of one item no more is kept than
   * the longest pattern can hold.
   */
  private static int head(
      SuffixGraph.Builder builder,
      SequenceDatabase sequences,
      int sequence,
      boolean[] isFrequent,
      int longestRun) {
    int node = SuffixGraph.END;
    int before = SequenceDatabase.BLANK;
    int run = 0;
    for (int place = sequences.end(sequence) - 1; place >= sequences.start(sequence); place--) {
      int item = sequences.item(place);
      if (item == SequenceDatabase.BLANK || !isFrequent[item]) {
        continue;
      }
      run = item == before ? run + 1 : 1;
      before = item;
      if (run <= longestRun) {
        node = builder.prepend(item, node);
      }
    }
    return node;
  }
}
