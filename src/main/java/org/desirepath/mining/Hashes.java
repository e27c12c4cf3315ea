package org.desirepath.mining;

/** Mixes numbers for tables with open addressing. */
final class Hashes {

  /** The odd number next to 2^32 divided by the golden ratio: Fibonacci hashing. */
  private static final int GOLDEN = 0x9E3779B9;

  private Hashes() {}

  /** Spreads a number over all bits. */
  static int spread(int number) {
    int mixed = number * GOLDEN;
    return mixed ^ mixed >>> 15;
  }

  /** Spreads a pair of numbers over all bits. */
  static int spread(int one, int other) {
    return spread(spread(one) + other);
  }
}
