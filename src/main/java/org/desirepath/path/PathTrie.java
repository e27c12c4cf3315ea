package org.desirepath.path;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;

/**
 * The kept paths of one scope and type as a tree: a path's children are the paths with one more
 * step.
 *
 * <p>Kept paths rank by support, and a path never ranks after those that start with it, so that
 * every path's beginning is kept, too.
 */
final class PathTrie implements Serializable {

  static final int NONE = -1;
  static final int ROOT = 0;

  private static final long serialVersionUID = 1L;

  private final int alphabet;
  private final int first;
  private final int size;
  private final int[] children;
  private final int deepest;

  /**
   * A tree of paths.
   *
   * @param alphabet codes of touchpoints are below this
   * @param paths of one scope and type, in their order
   * @param first the number of the first of them; the others follow
   */
  PathTrie(int alphabet, List<KeptPath> paths, int first) {
    this.alphabet = alphabet;
    this.first = first;
    this.size = paths.size();
    this.children = new int[Math.multiplyExact(size + 1, alphabet)];
    Arrays.fill(children, NONE);
    int longest = 0;
    for (int path = 0; path < size; path++) {
      List<Integer> steps = paths.get(path).steps();
      longest = Math.max(longest, steps.size());
      int node = ROOT;
      for (int step : steps.subList(0, steps.size() - 1)) {
        node = child(node, step);
      }
      children[node * alphabet + steps.get(steps.size() - 1)] = path + 1;
    }
    this.deepest = longest;
  }

  /** Codes of touchpoints are below this. */
  int alphabet() {
    return alphabet;
  }

  /** Nodes, the root among them. */
  int nodes() {
    return size + 1;
  }

  /** Steps of the longest path. */
  int deepest() {
    return deepest;
  }

  /** The node with one more step; {@link #NONE} where no such path is kept. */
  int child(int node, int step) {
    return children[node * alphabet + step];
  }

  /** The number of a node's path. */
  int path(int node) {
    return first + node - 1;
  }
}
