package org.desirepath.mining;

/** The path of a search that fills a tree with what it finds. */
final class GrowingPath extends SearchPath {

  private final PatternTree tree;
  private final Share share;
  private final int[] patterns;

  GrowingPath(PatternTree tree, Share share, int maxLength, Room room) {
    super(maxLength, room);
    this.tree = tree;
    this.share = share;
    this.patterns = new int[maxLength];
  }

  @Override
  int minSupport() {
    return tree.minSupport();
  }

  @Override
  boolean isWanted(int depth, int item) {
    return share.isWanted(depth, item);
  }

  @Override
  boolean isNeeded(int depth, int item) {
    return true;
  }

  @Override
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
