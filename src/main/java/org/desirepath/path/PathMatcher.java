package org.desirepath.path;

/**
 * Finds which of the kept paths a journey holds, and where. For one thread.
 *
 * <p>A journey is looked through once for every path it holds, from behind the path's end to the
 * next place of each touchpoint.
 */
final class PathMatcher {

  private final KeptPaths kept;
  private final Listener listener;
  private final long[][] seenIn;
  private final long[] heldIn;
  private long look;
  private PathTrie trie;
  private int[] steps;
  private int length;

  PathMatcher(KeptPaths kept, Listener listener) {
    this.kept = kept;
    this.listener = listener;
    int alphabet = 0;
    int deepest = 0;
    int nodes = 1;
    for (int member = 0; member < kept.members(); member++) {
      for (PathType type : PathType.values()) {
        PathTrie one = kept.trie(member, type);
        alphabet = Math.max(alphabet, one.alphabet());
        deepest = Math.max(deepest, one.deepest());
        nodes = Math.max(nodes, one.nodes());
      }
    }
    seenIn = new long[deepest][alphabet];
    heldIn = new long[nodes];
  }

  /** What is told of a path that a journey holds. */
  interface Listener {

    /**
     * The path's number, and the places of its first and last steps in the match that ends first.
     */
    void hold(int path, int from, int to);
  }

  /**
   * Tells every path of a scope that a journey holds, each once.
   *
   * @param codes of its touchpoints, negative where no path holds them; what lies behind the length
   *     is not looked at
   */
  void match(int member, int[] codes, int codesLength) {
    steps = codes;
    length = codesLength;
    trie = kept.trie(member, PathType.GAPPED);
    follow(PathTrie.ROOT, 0, 0, 0);
    trie = kept.trie(member, PathType.CONTIGUOUS);
    long journey = ++look;
    for (int from = 0; from < length; from++) {
      matchFrom(from, journey);
    }
  }

  /** Goes on behind the path of a node, which starts and ends in front of these places. */
  private void follow(int node, int depth, int from, int behind) {
    if (depth == trie.deepest()) {
      return;
    }
    long[] seen = seenIn[depth];
    long mark = ++look;
    for (int place = behind; place < length; place++) {
      int step = steps[place];
      if (step < 0 || seen[step] == mark) {
        continue;
      }
      seen[step] = mark;
      int child = trie.child(node, step);
      if (child != PathTrie.NONE) {
        int start = depth == 0 ? place : from;
        listener.hold(trie.path(child), start, place);
        follow(child, depth + 1, start, place + 1);
      }
    }
  }

  private void matchFrom(int from, long journey) {
    int node = PathTrie.ROOT;
    for (int place = from; place < length && steps[place] >= 0; place++) {
      node = trie.child(node, steps[place]);
      if (node == PathTrie.NONE) {
        return;
      }
      if (heldIn[node] != journey) {
        heldIn[node] = journey;
        listener.hold(trie.path(node), from, place);
      }
    }
  }
}
