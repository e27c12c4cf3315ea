package org.desirepath.path;

import java.util.Arrays;

/** Whole numbers that come one by one, to be packed. */
final class NumberList {

  private int[] numbers = new int[256];
  private int size;

  void add(int number) {
    if (size == numbers.length) {
      numbers = Arrays.copyOf(numbers, 2 * size);
    }
    numbers[size++] = number;
  }

  boolean isEmpty() {
    return size == 0;
  }

  byte[] packed() {
    return PackedNumbers.pack(numbers, 0, size);
  }
}
