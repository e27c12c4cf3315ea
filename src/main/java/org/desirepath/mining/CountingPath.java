package org.desirepath.mining;

/**
 * The path of a search that goes where a tree goes, and counts what it finds there. Where anything
 * may lie between items, what is left of a pattern of the tree without some of its items is in the
 * tree, too.
 */
final class CountingPath extends SearchPath {

  private final ChildIndex children;
  private final int[] patterns;
  private final int[] supports;

  CountingPath(PatternTree tree, int maxLength, Room room) {
    super(maxLength, room);
    this.children = new ChildIndex(tree);
    this.patterns = new int[maxLength];
    this.supports = new int[tree.size()];
  }

  /** Of each pattern of the tree, how many sequences hold it. */
  int[] supports() {
    return supports;
  }

  @Override
  int minSupport() {
    return 1;
  }

  @Override
  boolean isWanted(int depth, int item) {
    return child(depth, item) != ChildIndex.NONE;
  }

  @Override
  boolean isNeeded(int depth, int item) {
    return isWanted(depth, item);
  }

  @Override
  void add(int depth, int item, int support) {
    patterns[depth] = child(depth, item);
    supports[patterns[depth]] = support;
  }

  private int child(int depth, int item) {
    return children.of(depth == 0 ? PatternTree.ROOT : patterns[depth - 1], item);
  }
}
