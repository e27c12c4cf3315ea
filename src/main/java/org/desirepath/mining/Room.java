package org.desirepath.mining;

/**
 * How much room a search takes.
 *
 * @param entries about so many are sorted at a time, of eight bytes each
 * @param near items of a database whose cells lie in a processor's own cache
 */
record Room(int entries, int near) {

  /** 64 MB to sort in, and a cache of 2 MB. */
  static final Room USUAL = new Room(8_000_000, 250_000);
}
