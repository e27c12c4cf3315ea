package org.desirepath.mining;

import java.util.Arrays;

/**
 * What follows a pattern in the sequences that hold it, without the items that are infrequent
 * there; sequences that are equal then are held once with a weight, if many are.
 *
 * <p>All sequences lie in one array, an {@link #END} before the first and behind each, so that a
 * place in it tells all that follows. Where items are few, it is an array of cells that tell of
 * each place the item and the set of items that follow it. 4 bytes an item, 8 in cells.
 */
final class ProjectedDatabase {

  /** What stands before and behind every sequence. */
  static final int END = -1;

  /** The lowest bit of the item in a cell; the bits below are the set. */
  static final int ITEM_BIT = 57;

  /** There are cells for alphabets up to this size. */
  static final int MOST_IN_SET = ITEM_BIT;

  private final int alphabet;
  private final int size;
  private final int[] items;
  private final int[] starts;
  private final int[] weights;
  private final long[] cells;

  private ProjectedDatabase(Builder builder) {
    alphabet = builder.alphabet;
    size = builder.size;
    starts = builder.starts;
    weights = builder.weights;
    items = alphabet > MOST_IN_SET ? builder.items : null;
    cells = alphabet > MOST_IN_SET ? null : cells(builder.items, starts[size]);
  }

  /** Items are below this. */
  int alphabet() {
    return alphabet;
  }

  /** Sequences, equal ones that were merged counted once. */
  int size() {
    return size;
  }

  /** Places of all sequences and their ends. */
  int length() {
    return starts[size] + 1;
  }

  /** The place before the first item of a sequence. */
  int start(int sequence) {
    return starts[sequence];
  }

  /** How often a sequence is there. */
  int weight(int sequence) {
    return weights[sequence];
  }

  /** The items of all sequences with their ends; null where there are cells. */
  int[] items() {
    return items;
  }

  /**
   * Of each place, its item from {@link #ITEM_BIT} on and below the set of items behind it in its
   * sequence, a bit an item; null for large alphabets.
   */
  long[] cells() {
    return cells;
  }

  private static long[] cells(int[] items, int last) {
    long[] cells = new long[last + 1];
    long following = 0;
    for (int place = last; place >= 0; place--) {
      if (items[place] == END) {
        cells[place] = following;
        following = 0;
      } else {
        cells[place] = (long) items[place] << ITEM_BIT | following;
        following |= 1L << items[place];
      }
    }
    return cells;
  }

  /** Takes sequences item by item. */
  static final class Builder {

    /**
     * Where hardly any of so many first sequences are equal to another, the others are not compared
     * either: to hold some twice costs less.
     */
    private static final int PROBED = 4096;

    private final int alphabet;
    private int[] items = new int[256];
    private int[] starts = new int[64];
    private int[] weights = new int[64];
    private int[] hashes = new int[64];
    private int[] table = new int[128];
    private int size;
    private int end;
    private int hash;
    private int merged;
    private boolean isMerging = true;

    /** A database without sequences. */
    Builder(int alphabet) {
      this.alphabet = alphabet;
      items[0] = END;
    }

    /** Adds an item to the sequence under way; {@link #END} adds nothing. */
    void append(int item) {
      // Two more than needed: for what adds nothing, and for the end.
      if (end + 2 >= items.length) {
        items = Arrays.copyOf(items, Math.addExact(end, end) + 3);
      }
      // Which items are left out cannot be foretold, so that a branch would cost more than this.
      items[end + 1] = item;
      int taken = ~item >>> (Integer.SIZE - 1);
      end += taken;
      hash += taken * (30 * hash + item);
    }

    /** Ends the sequence under way; one without items is left out. */
    void finish(int weight) {
      int start = starts[size];
      if (end == start) {
        return;
      }
      int hashed = Hashes.spread(hash);
      hash = 0;
      if (isMerging && isMerged(hashed, weight)) {
        end = start;
        return;
      }
      items[++end] = END;
      hashes[size] = hashed;
      weights[size++] = weight;
      if (size + 1 >= starts.length) {
        starts = Arrays.copyOf(starts, 2 * size + 2);
        weights = Arrays.copyOf(weights, starts.length);
        hashes = Arrays.copyOf(hashes, starts.length);
      }
      starts[size] = end;
      if (size == PROBED && merged < PROBED / 16) {
        isMerging = false;
      }
    }

    /** Whether the sequence under way is there already and was counted; else it is noted. */
    private boolean isMerged(int hashed, int weight) {
      if (3L * (size + 1) > 2L * table.length) {
        rehash();
      }
      int start = starts[size];
      int slot = hashed & table.length - 1;
      while (table[slot] != 0) {
        int known = table[slot] - 1;
        if (hashes[known] == hashed
            && Arrays.equals(
                items, starts[known] + 1, starts[known + 1], items, start + 1, end + 1)) {
          weights[known] += weight;
          merged++;
          return true;
        }
        slot = slot + 1 & table.length - 1;
      }
      table[slot] = size + 1;
      return false;
    }

    ProjectedDatabase build() {
      table = null;
      return new ProjectedDatabase(this);
    }

    private void rehash() {
      table = new int[2 * table.length];
      for (int sequence = 0; sequence < size; sequence++) {
        int slot = hashes[sequence] & table.length - 1;
        while (table[slot] != 0) {
          slot = slot + 1 & table.length - 1;
        }
        table[slot] = sequence + 1;
      }
    }
  }
}
