package org.desirepath.mining;

import java.util.Set;

/**
 * Which patterns are wanted.
 *
 * @param minLength fewest items; at least 1
 * @param first the item they start with; {@link #ANY_ITEM} for any
 * @param last the item they end with; {@link #ANY_ITEM} for any
 * @param containing items they hold, each at any place
 * @param without items they do not hold
 */
public record PatternFilter(
    int minLength, int first, int last, Set<Integer> containing, Set<Integer> without) {

  /** No item in particular. */
  public static final int ANY_ITEM = -1;

  /** Every pattern. */
  public static final PatternFilter ALL =
      new PatternFilter(1, ANY_ITEM, ANY_ITEM, Set.of(), Set.of());

  /** Whether a pattern of these items is wanted. */
  public boolean isWanted(int[] items) {
    return items.length >= minLength
        && (first == ANY_ITEM || items[0] == first)
        && (last == ANY_ITEM || items[items.length - 1] == last)
        && containing.stream().allMatch(item -> holds(items, item))
        && without.stream().noneMatch(item -> holds(items, item));
  }

  private static boolean holds(int[] items, int item) {
    for (int one : items) {
      if (one == item) {
        return true;
      }
    }
    return false;
  }
}
