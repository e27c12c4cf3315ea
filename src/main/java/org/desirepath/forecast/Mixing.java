package org.desirepath.forecast;

/**
 * Makes one number of several, so that unlike ones give unlike numbers but for about one pair in
 * 2^64 (Steele, Lea and Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014).
 */
final class Mixing {

  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  private Mixing() {}

  /** The number of a chain of numbers and one more; unlike in every order. */
  static long mix(long chain, long more) {
    return finish(chain * 31 + finish(more + GOLDEN));
  }

  /** Spreads a number over all bits. */
  static long finish(long number) {
    long mixed = (number ^ (number >>> 30)) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
    return mixed ^ (mixed >>> 31);
  }
}
