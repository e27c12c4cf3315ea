package org.desirepath.path;

/** The middle of numbers, or the mean of the two in the middle. */
final class Median {

  private Median() {}

  /**
   * The median of the first {@code size} numbers, which change places. Takes time in proportion to
   * their number (Hoare, "Algorithm 65: Find", Communications of the ACM 4, 1961).
   */
  static double of(long[] numbers, int size) {
    int middle = size / 2;
    long upper = select(numbers, size, middle);
    if (size % 2 == 1) {
      return upper;
    }
    long lower = numbers[0];
    for (int i = 1; i < middle; i++) {
      lower = Math.max(lower, numbers[i]);
    }
    return lower + (upper - lower) / 2.0;
  }

  /** Puts the number of this rank in its place, lower ones before it. */
  private static long select(long[] numbers, int size, int rank) {
    int low = 0;
    int high = size - 1;
    while (low < high) {
      long pivot = numbers[(low + high) >>> 1];
      int i = low;
      int j = high;
      while (i <= j) {
        while (numbers[i] < pivot) {
          i++;
        }
        while (numbers[j] > pivot) {
          j--;
        }
        if (i <= j) {
          long swapped = numbers[i];
          numbers[i++] = numbers[j];
          numbers[j--] = swapped;
        }
      }
      if (rank <= j) {
        high = j;
      } else if (rank >= i) {
        low = i;
      } else {
        break;
      }
    }
    return numbers[rank];
  }
}
