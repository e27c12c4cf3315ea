package org.desirepath.mining;

import java.util.Arrays;

/**
 * Frequent patterns and their supports. A pattern is an item behind another pattern, its parent;
 * parents come before their children, and every pattern's parent is there.
 *
 * <p>Holds at most a set number of patterns: when there are more, the least support is raised to
 * the lowest at which there are not. What is left does not depend on the order in which patterns
 * came, since support never grows with length. 12 bytes a pattern.
 */
public final class PatternTree {

  /** The pattern without any item. */
  public static final int ROOT = -1;

  private final int maxPatterns;
  private int minSupport;
  private int size;
  private int[] parents = new int[64];
  private int[] items = new int[64];
  private int[] supports = new int[64];

  /**
   * An empty tree.
   *
   * @param minSupport least support of a pattern; at least 1
   * @param maxPatterns most patterns; at least 1
   */
  public PatternTree(int minSupport, int maxPatterns) {
    this.minSupport = Math.max(1, minSupport);
    this.maxPatterns = maxPatterns;
  }

  /** Patterns. */
  public int size() {
    return size;
  }

  /** The least support at which all patterns are here. */
  public int minSupport() {
    return minSupport;
  }

  /** The pattern that is left without the last item; {@link #ROOT} where none is. */
  public int parent(int pattern) {
    return parents[pattern];
  }

  /** The last item of a pattern. */
  public int item(int pattern) {
    return items[pattern];
  }

  /** How many sequences hold a pattern, each counted once. */
  public int support(int pattern) {
    return supports[pattern];
  }

  /** How many items a pattern has. */
  public int length(int pattern) {
    int length = 0;
    for (int ancestor = pattern; ancestor != ROOT; ancestor = parents[ancestor]) {
      length++;
    }
    return length;
  }

  /** The items of a pattern in their order. */
  public int[] items(int pattern) {
    int[] all = new int[length(pattern)];
    int ancestor = pattern;
    for (int i = all.length - 1; i >= 0; i--) {
      all[i] = items[ancestor];
      ancestor = parents[ancestor];
    }
    return all;
  }

  /** Adds a pattern and tells its number, which holds until the tree is next made {@link #fit}. */
  public int add(int parent, int item, int support) {
    if (size == parents.length) {
      int grown = SequenceDatabase.grown(size + 1);
      parents = Arrays.copyOf(parents, grown);
      items = Arrays.copyOf(items, grown);
      supports = Arrays.copyOf(supports, grown);
    }
    parents[size] = parent;
    items[size] = item;
    supports[size] = support;
    return size++;
  }

  /** Whether it is time to make it fit, lest it grow without end. */
  boolean isOverfull() {
    return size - maxPatterns > maxPatterns;
  }

  /**
   * Raises the least support until no more than the most patterns are left, and takes away those
   * below it. Numbers of patterns may change.
   *
   * @return the new number of each old one; -1 for one that was taken away
   */
  public int[] fit() {
    if (size > maxPatterns) {
      int[] sorted = Arrays.copyOf(supports, size);
      Arrays.sort(sorted);
      minSupport = Math.max(minSupport, sorted[size - maxPatterns - 1] + 1);
    }
    int[] renumbered = new int[size];
    int kept = 0;
    for (int pattern = 0; pattern < size; pattern++) {
      if (supports[pattern] < minSupport) {
        renumbered[pattern] = ROOT;
      } else {
        renumbered[pattern] = kept;
        parents[kept] = parents[pattern] == ROOT ? ROOT : renumbered[parents[pattern]];
        items[kept] = items[pattern];
        supports[kept++] = supports[pattern];
      }
    }
    size = kept;
    return renumbered;
  }
}
