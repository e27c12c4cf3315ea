package org.desirepath.identity;

import java.util.Arrays;

/**
 * Numbers in sets that are joined pair by pair; each set is called by its least number.
 *
 * <p>The forest of {@link DisjointSets} for millions of numbers: twenty to thirty bytes each.
 */
final class NumberedSets {

  private static final int NONE = -1;

  private int[] places = empty(64);
  private long[] numbers = new long[32];
  private int[] above = new int[32];
  private int size;

  /** Puts two numbers into one set and returns the index of the first. */
  int join(long one, long other) {
    int index = index(one);
    int oneRoot = root(index);
    int otherRoot = root(index(other));
    if (numbers[oneRoot] <= numbers[otherRoot]) {
      above[otherRoot] = oneRoot;
    } else {
      above[oneRoot] = otherRoot;
    }
    return index;
  }

  /** How many numbers were joined, each counted once. */
  int size() {
    return size;
  }

  /** The number that came as the index-th distinct one, from 0. */
  long number(int index) {
    return numbers[index];
  }

  /** The least number of the set that number is in. */
  long least(int index) {
    return numbers[root(index)];
  }

  private int index(long number) {
    int place = place(number);
    if (places[place] != NONE) {
      return places[place];
    }
    if (size == numbers.length) {
      grow();
      place = place(number);
    }
    places[place] = size;
    numbers[size] = number;
    above[size] = size;
    return size++;
  }

  /** Where the number is in the table, or where it would be put; half of the table is free. */
  private int place(long number) {
    long spread = number * 0x9E3779B97F4A7C15L;
    int place = (int) (spread >>> 32) & (places.length - 1);
    while (places[place] != NONE && numbers[places[place]] != number) {
      place = (place + 1) & (places.length - 1);
    }
    return place;
  }

  private void grow() {
    numbers = Arrays.copyOf(numbers, 2 * size);
    above = Arrays.copyOf(above, 2 * size);
    places = empty(4 * size);
    for (int index = 0; index < size; index++) {
      places[place(numbers[index])] = index;
    }
  }

  private int root(int index) {
    int at = index;
    while (above[at] != at) {
      above[at] = above[above[at]];
      at = above[at];
    }
    return at;
  }

  private static int[] empty(int length) {
    int[] places = new int[length];
    Arrays.fill(places, NONE);
    return places;
  }
}
