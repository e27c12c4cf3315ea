package org.desirepath.path;

/**
 * Where a path ends: sequences in rising order and places in them, also in rising order.
 *
 * <p>For contiguous paths every place at which the path ends; for gapped paths the first one in
 * each sequence, since whatever follows a later one follows the first one too.
 */
final class Places {

  private final int[] sequences;
  private final int[] ends;
  private final int from;
  private final int size;

  /** A part of two arrays, which are shared and not written any more. */
  Places(int[] sequences, int[] ends, int from, int size) {
    this.sequences = sequences;
    this.ends = ends;
    this.from = from;
    this.size = size;
  }

  int size() {
    return size;
  }

  int sequence(int index) {
    return sequences[from + index];
  }

  int end(int index) {
    return ends[from + index];
  }
}
