package org.desirepath.mining;

import java.io.Serializable;

/**
 * Which patterns are looked for, by their first two items, so that work can be divided: of shares
 * that do not overlap, each finds patterns of its own. The pattern of a first item alone is found
 * by every share that has the item.
 */
public final class Share implements Serializable {

  private static final long serialVersionUID = 1L;

  /** All patterns. */
  public static final Share ALL = new Share(null, null);

  private final boolean[] first;
  private final boolean[] second;

  private Share(boolean[] first, boolean[] second) {
    this.first = first;
    this.second = second;
  }

  /** Patterns whose first item is marked. */
  public static Share ofFirst(boolean[] first) {
    return new Share(first.clone(), null);
  }

  /** Patterns whose first and second items are marked. */
  public static Share ofFirstAndSecond(boolean[] first, boolean[] second) {
    return new Share(first.clone(), second.clone());
  }

  /** Whether patterns of the share start with an item. */
  public boolean isFirst(int item) {
    return first == null || first[item];
  }

  /** Whether a pattern of two items or more belongs to the share. */
  public boolean holds(int[] pattern) {
    return isWanted(0, pattern[0]) && isWanted(1, pattern[1]);
  }

  /** Whether patterns with this item behind so many others are looked for. */
  boolean isWanted(int depth, int item) {
    return switch (depth) {
      case 0 -> isFirst(item);
      case 1 -> second == null || second[item];
      default -> true;
    };
  }
}
