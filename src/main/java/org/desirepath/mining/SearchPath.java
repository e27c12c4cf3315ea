package org.desirepath.mining;

/** Where a depth-first search stands in the tree that it fills, and what it may take. */
final class SearchPath {

  private final PatternTree tree;
  private final Share share;
  private final int[] patterns;
  private final Room room;

  SearchPath(PatternTree tree, Share share, int maxLength, Room room) {
    this.tree = tree;
    this.share = share;
    this.patterns = new int[maxLength];
    this.room = room;
  }

  Room room() {
    return room;
  }

  /** Most items of a pattern. */
  int maxLength() {
    return patterns.length;
  }

  /** The least support that is worth following; it may rise while patterns are added. */
  int minSupport() {
    return tree.minSupport();
  }

  /** Whether patterns with this item behind so many others are looked for. */
  boolean isWanted(int depth, int item) {
    return share.isWanted(depth, item);
  }

  /** Adds the pattern at which the search arrives with one more item behind so many others. */
  void add(int depth, int item, int support) {
    patterns[depth] = tree.add(depth == 0 ? PatternTree.ROOT : patterns[depth - 1], item, support);
    if (tree.isOverfull()) {
      int[] renumbered = tree.fit();
      for (int d = 0; d <= depth; d++) {
        // One that was taken away leads to none that is kept.
        patterns[d] = patterns[d] < 0 ? PatternTree.ROOT : renumbered[patterns[d]];
      }
    }
  }
}
