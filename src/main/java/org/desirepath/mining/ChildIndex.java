package org.desirepath.mining;

/** Finds the pattern that is another one with one more item. */
final class ChildIndex {

  /** No pattern. */
  static final int NONE = -2;

  private final PatternTree tree;
  private final int[] table;

  ChildIndex(PatternTree tree) {
    this.tree = tree;
    table = new int[Integer.highestOneBit(Math.max(8, tree.size())) * 4];
    for (int pattern = 0; pattern < tree.size(); pattern++) {
      table[slot(tree.parent(pattern), tree.item(pattern))] = pattern + 1;
    }
  }

  /** The pattern with one more item; {@link #NONE} where there is none, or none to start from. */
  int of(int pattern, int item) {
    if (pattern == NONE) {
      return NONE;
    }
    int found = table[slot(pattern, item)];
    return found == 0 ? NONE : found - 1;
  }

  private int slot(int parent, int item) {
    int slot = Hashes.spread(parent, item) & table.length - 1;
    while (table[slot] != 0
        && (tree.parent(table[slot] - 1) != parent || tree.item(table[slot] - 1) != item)) {
      slot = slot + 1 & table.length - 1;
    }
    return slot;
  }
}
