package org.desirepath.mining;

import java.util.Arrays;

/**
 * Finds all patterns with anything between their items: PrefixSpan (Pei et al., "Mining Sequential
 * Patterns by Pattern-Growth: The PrefixSpan Approach", IEEE TKDE 16, 2004) on a {@link
 * SuffixGraph}.
 *
 * <p>What follows a pattern is a set of nodes with weights. The lists of these nodes hold every
 * item that can come next and where it leads, so that one pass over them counts, another sorts them
 * by item, and nodes that are reached twice become one: the deeper the search, the smaller the
 * sets. Where most of what a set still sees is infrequent, its sequences are written into a graph
 * of their own first, without the infrequent items.
 */
final class GappedSearch {

  /** Entries of lists from which on it can be worth to write sequences anew. */
  private static final int WORTH_REWRITING = 2048;

  private final SearchPath path;
  private final SuffixGraph graph;
  private final int[] originals;
  private final Level[] levels;
  private final long[] marks;
  private int mark;
  private int[] nodes;
  private int[] weights;
  private int top;

  /**
   * A search in a graph.
   *
   * @param originals the code that each item of the graph has in the patterns
   */
  GappedSearch(SearchPath path, SuffixGraph graph, int[] originals) {
    this.path = path;
    this.graph = graph;
    this.originals = originals;
    this.levels = new Level[path.maxLength()];
    this.marks = new long[graph.nodes()];
    this.nodes = new int[256];
    this.weights = new int[256];
  }

  /** Adds a node from which to start and how many sequences start there. */
  void start(int node, int weight) {
    reserve(1);
    nodes[top] = node;
    weights[top++] = weight;
  }

  /** Finds all patterns that go on from a pattern of this length at the nodes added. */
  void search(int depth) {
    grow(0, merged(0, top), depth);
  }

  private void grow(int from, int to, int depth) {
    Level level = level(depth);
    boolean isLast = depth + 1 == path.maxLength();
    int kinds = count(from, to, level);
    int frequent = 0;
    long seen = 0;
    long frequentSeen = 0;
    for (int i = 0; i < kinds; i++) {
      int item = level.items[i];
      seen += level.sizes[item];
      if (level.support[item] >= path.minSupport()) {
        frequentSeen += level.sizes[item];
        level.items[frequent++] = item;
      } else {
        level.clear(item);
      }
    }
    if (isLast) {
      tell(level, frequent, depth);
    } else if (isWorthRewriting(seen, frequentSeen, depth)) {
      GappedSearch smaller = rewritten(from, to, Arrays.copyOf(level.items, frequent));
      for (int i = 0; i < frequent; i++) {
        level.clear(level.items[i]);
      }
      smaller.search(depth);
    } else {
      follow(from, to, level, frequent, depth);
    }
  }

  private boolean isWorthRewriting(long seen, long frequentSeen, int depth) {
    return seen > WORTH_REWRITING && 2 * frequentSeen < seen && depth + 2 < path.maxLength();
  }

  /** Adds patterns of the longest length. */
  private void tell(Level level, int frequent, int depth) {
    for (int i = 0; i < frequent; i++) {
      int item = level.items[i];
      int support = level.support[item];
      level.clear(item);
      if (support >= path.minSupport() && path.isWanted(depth, originals[item])) {
        path.add(depth, originals[item], support);
      }
    }
  }

  /** Counts every item that can come next; tells how many different ones there are. */
  private int count(int from, int to, Level level) {
    int[] offsets = graph.offsets();
    int[] items = graph.items();
    int[] support = level.support;
    int[] sizes = level.sizes;
    int kinds = 0;
    for (int e = from; e < to; e++) {
      int weight = weights[e];
      int end = offsets[nodes[e] + 1];
      for (int k = offsets[nodes[e]]; k < end; k++) {
        int item = items[k];
        if (sizes[item]++ == 0) {
          level.items[kinds++] = item;
        }
        support[item] += weight;
      }
    }
    return kinds;
  }

  /** Sorts what follows by the next item and goes on behind each. */
  private void follow(int from, int to, Level level, int frequent, int depth) {
    int[] next = level.next;
    int bottom = top;
    int wanted = 0;
    int total = 0;
    for (int i = 0; i < frequent; i++) {
      int item = level.items[i];
      if (path.isWanted(depth, originals[item])) {
        level.items[wanted++] = item;
        next[item] = bottom + total;
        total = Math.addExact(total, level.sizes[item]);
      } else {
        level.clear(item);
      }
    }
    reserve(total);
    top += total;
    distribute(from, to, next);
    for (int i = 0; i < wanted; i++) {
      int item = level.items[i];
      int end = next[item];
      int start = end - level.sizes[item];
      int support = level.support[item];
      level.clear(item);
      if (support >= path.minSupport()) {
        path.add(depth, originals[item], support);
        grow(start, merged(start, end), depth + 1);
      }
    }
    top = bottom;
  }

  private void distribute(int from, int to, int[] next) {
    int[] offsets = graph.offsets();
    int[] items = graph.items();
    int[] targets = graph.targets();
    for (int e = from; e < to; e++) {
      int weight = weights[e];
      int end = offsets[nodes[e] + 1];
      for (int k = offsets[nodes[e]]; k < end; k++) {
        int place = next[items[k]];
        if (place >= 0) {
          nodes[place] = targets[k];
          weights[place] = weight;
          next[items[k]] = place + 1;
        }
      }
    }
  }

  /** Makes entries of the same node one and leaves out the end; tells where they now end. */
  private int merged(int from, int to) {
    if (++mark == 0) {
      // After four billion sets the marks of the first ones would be taken for new.
      Arrays.fill(marks, 0);
      mark = 1;
    }
    int kept = from;
    for (int e = from; e < to; e++) {
      int node = nodes[e];
      long known = marks[node];
      if (node == SuffixGraph.END) {
        continue;
      }
      if ((int) (known >>> 32) == mark) {
        weights[(int) known] += weights[e];
      } else {
        marks[node] = (long) mark << 32 | kept;
        nodes[kept] = node;
        weights[kept++] = weights[e];
      }
    }
    return kept;
  }

  /** The sequences that follow, without the items that are not kept, in a graph of their own. */
  private GappedSearch rewritten(int from, int to, int[] keptItems) {
    int[] codes = new int[graph.alphabet()];
    int[] keptOriginals = new int[keptItems.length];
    for (int i = 0; i < keptItems.length; i++) {
      codes[keptItems[i]] = i + 1;
      keptOriginals[i] = originals[keptItems[i]];
    }
    int[] offsets = graph.offsets();
    SuffixGraph.Builder builder = new SuffixGraph.Builder(keptItems.length);
    int[] heads = new int[to - from];
    int[] sequence = new int[64];
    for (int e = from; e < to; e++) {
      int length = 0;
      for (int node = nodes[e]; node != SuffixGraph.END; ) {
        int first = offsets[node];
        int code = codes[graph.items()[first]];
        if (code > 0) {
          if (length == sequence.length) {
            sequence = Arrays.copyOf(sequence, 2 * length);
          }
          sequence[length++] = code - 1;
        }
        node = graph.targets()[first];
      }
      heads[e - from] = SuffixGraph.END;
      for (int i = length - 1; i >= 0; i--) {
        heads[e - from] = builder.prepend(sequence[i], heads[e - from]);
      }
    }
    GappedSearch search = new GappedSearch(path, builder.build(), keptOriginals);
    for (int e = from; e < to; e++) {
      search.start(heads[e - from], weights[e]);
    }
    return search;
  }

  private Level level(int depth) {
    if (levels[depth] == null) {
      levels[depth] = new Level(graph.alphabet());
    }
    return levels[depth];
  }

  private void reserve(int more) {
    int needed = Math.addExact(top, more);
    if (needed > nodes.length) {
      nodes = Arrays.copyOf(nodes, SequenceDatabase.grown(needed));
      weights = Arrays.copyOf(weights, nodes.length);
    }
  }

  /** What is counted behind a pattern; all counts are 0 while it is not in use. */
  private static final class Level {

    private static final int NOT_KEPT = -1;

    private final int[] items;
    private final int[] support;
    private final int[] sizes;
    private final int[] next;

    private Level(int alphabet) {
      items = new int[alphabet];
      support = new int[alphabet];
      sizes = new int[alphabet];
      next = new int[alphabet];
      Arrays.fill(next, NOT_KEPT);
    }

    private void clear(int item) {
      support[item] = 0;
      sizes[item] = 0;
      next[item] = NOT_KEPT;
    }
  }
}
