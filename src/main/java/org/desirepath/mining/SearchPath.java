package org.desirepath.mining;

/** Where a depth-first search stands, and what it may take. */
abstract class SearchPath {

  private final int maxLength;
  private final Room room;

  SearchPath(int maxLength, Room room) {
    this.maxLength = maxLength;
    this.room = room;
  }

  Room room() {
    return room;
  }

  /** Most items of a pattern. */
  int maxLength() {
    return maxLength;
  }

  /** The least support that is worth following; it may rise while patterns are added. */
  abstract int minSupport();

  /**
   * Whether patterns with this item behind so many others are looked for, at the pattern at which
   * the search stands.
   */
  abstract boolean isWanted(int depth, int item);

  /**
   * Whether a search that leaves anything between items needs an item that comes behind the pattern
   * of so many items at which it stands: at once, or further on.
   */
  abstract boolean isNeeded(int depth, int item);

  /** Takes the pattern at which the search arrives with one more item behind so many others. */
  abstract void add(int depth, int item, int support);
}
