package org.desirepath.mining;

import java.util.Arrays;
import java.util.BitSet;

/**
 * Which patterns of a tree are closed, that is no longer one that holds them has the same support,
 * and which are maximal, that is no longer one that holds them is there.
 *
 * <p>Each pattern looks up those that it makes needless. Where anything may lie between items these
 * are the patterns that are left without one of its items: support never grows with length, so that
 * looking one item further is enough. Contiguous patterns hold whatever follows one another in
 * them. Between other limits closed and maximal refer to patterns that are one item longer.
 */
public final class LongerPatterns {

  private static final int NONE = -1;

  private final PatternTree tree;
  private final BitSet wanted;
  private final ChildIndex children;
  private final int[] alike;
  private final BitSet notMaximal = new BitSet();

  /**
   * Compares the patterns of a tree. Patterns that are not wanted neither count nor are told of.
   *
   * @param isContiguous whether patterns leave nothing out
   */
  public LongerPatterns(PatternTree tree, BitSet wanted, boolean isContiguous) {
    this.tree = tree;
    this.wanted = wanted;
    this.children = new ChildIndex(tree);
    this.alike = new int[tree.size()];
    Arrays.fill(alike, NONE);
    for (int longer = wanted.nextSetBit(0); longer >= 0; longer = wanted.nextSetBit(longer + 1)) {
      if (isContiguous) {
        compareParts(longer, tree.items(longer));
      } else {
        compareWithoutOne(longer, tree.items(longer));
      }
    }
  }

  private void compareParts(int longer, int[] items) {
    for (int from = 0; from < items.length; from++) {
      int part = PatternTree.ROOT;
      for (int to = from; to < items.length; to++) {
        part = children.of(part, items[to]);
        if (to - from + 1 < items.length) {
          compare(part, longer);
        }
      }
    }
  }

  private void compareWithoutOne(int longer, int[] items) {
    int ancestor = longer;
    for (int without = items.length - 1; without >= 0; without--) {
      ancestor = tree.parent(ancestor);
      int shorter = ancestor;
      for (int i = without + 1; i < items.length; i++) {
        shorter = children.of(shorter, items[i]);
      }
      if (shorter != PatternTree.ROOT) {
        compare(shorter, longer);
      }
    }
  }

  private void compare(int shorter, int longer) {
    if (shorter != ChildIndex.NONE && wanted.get(shorter)) {
      notMaximal.set(shorter);
      if (tree.support(shorter) <= tree.support(longer)
          && (alike[shorter] == NONE
              || Arrays.compare(tree.items(longer), tree.items(alike[shorter])) < 0)) {
        alike[shorter] = longer;
      }
    }
  }

  /** Whether no longer pattern that holds it has its support. */
  public boolean isClosed(int pattern) {
    return alike[pattern] == NONE;
  }

  /**
   * The closed pattern that makes this one needless, which holds it and has its support; itself
   * where it is closed. Of several that are reached by one more item at a time, the one on the way
   * that is first by its items.
   */
  public int closed(int pattern) {
    int closed = pattern;
    while (!isClosed(closed)) {
      closed = alike[closed];
    }
    return closed;
  }

  /** Whether no longer pattern that holds it is there. */
  public boolean isMaximal(int pattern) {
    return !notMaximal.get(pattern);
  }
}
