package org.desirepath.mining;

import java.util.Arrays;

/**
 * Which patterns are wanted.
 *
 * @param minLength fewest items; at least 1
 * @param first the item they start with; {@link #ANY_ITEM} for any
 * @param last the item they end with; {@link #ANY_ITEM} for any
 * @param containing items they hold, each at any place
 * @param without items they do not hold
 */
public record PatternFilter(int minLength, int first, int last, int[] containing, int[] without) {

  /** No item in particular. */
  public static final int ANY_ITEM = -1;

  /** Every pattern. */
  public static final PatternFilter ALL =
      new PatternFilter(1, ANY_ITEM, ANY_ITEM, new int[0], new int[0]);

  /** Whether a pattern of these items is wanted. */
  public boolean isWanted(int[] items) {
    return items.length >= minLength
        && (first == ANY_ITEM || items[0] == first)
        && (last == ANY_ITEM || items[items.length - 1] == last)
        && Arrays.stream(containing).allMatch(item -> holds(items, item))
        && Arrays.stream(without).noneMatch(item -> holds(items, item));
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
