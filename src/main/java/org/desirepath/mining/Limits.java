package org.desirepath.mining;

/**
 * How long a pattern may be and how far its items may lie apart in a sequence. A sequence holds a
 * pattern where it holds its items in their order within these limits.
 *
 * @param maxLength most items of a pattern; at least 1
 * @param maxGap most other items between two neighbours of a pattern; 0 for contiguous ones
 * @param maxSpan most items from the first to the last, both and all between them counted
 * @param maxGapMillis most time between two neighbours of a pattern
 * @param maxSpanMillis most time from the first to the last
 */
public record Limits(
    int maxLength, int maxGap, int maxSpan, long maxGapMillis, long maxSpanMillis) {

  /** No limit to a number of items. */
  public static final int ANY = Integer.MAX_VALUE;

  /** No limit to a time. */
  public static final long ANY_TIME = Long.MAX_VALUE;

  /** Refuses limits within which there are no patterns. */
  public Limits {
    if (maxLength < 1 || maxGap < 0 || maxSpan < 1 || maxGapMillis < 0 || maxSpanMillis < 0) {
      throw new IllegalArgumentException("no pattern lies within " + maxLength + " items");
    }
  }

  /** Patterns with anything between their items. */
  public static Limits gapped(int maxLength) {
    return new Limits(maxLength, ANY, ANY, ANY_TIME, ANY_TIME);
  }

  /** Patterns with nothing between their items. */
  public static Limits contiguous(int maxLength) {
    return new Limits(maxLength, 0, ANY, ANY_TIME, ANY_TIME);
  }

  /** Whether nothing but the length is limited. */
  boolean isGapped() {
    return maxGap == ANY && maxSpan == ANY && !isTimed();
  }

  /** Whether it matters when items came. */
  boolean isTimed() {
    return maxGapMillis != ANY_TIME || maxSpanMillis != ANY_TIME;
  }
}
