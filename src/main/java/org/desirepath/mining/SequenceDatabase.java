package org.desirepath.mining;

import java.util.Arrays;

/**
 * Sequences of item codes, equal ones held once with a weight: how many there are.
 *
 * <p>Codes run from 0 to below the size of the alphabet; {@link #BLANK} stands for an item that no
 * pattern may hold but that keeps its place between others. About 4 bytes an item of the different
 * sequences, 12 where moments are kept, and 16 to 24 a sequence.
 */
public final class SequenceDatabase {

  /** The place of an item that no pattern may hold. */
  public static final int BLANK = -1;

  private final int alphabet;
  private final int size;
  private final int[] items;
  private final int[] starts;
  private final int[] weights;
  private final long[] moments;
  private final int totalWeight;

  private SequenceDatabase(Builder builder) {
    alphabet = builder.alphabet;
    size = builder.size;
    items = builder.items;
    starts = builder.starts;
    weights = builder.weights;
    moments = builder.moments;
    totalWeight = builder.totalWeight;
  }

  /** A builder of sequences that are equal when their items are. */
  public static Builder untimed(int alphabet) {
    return new Builder(alphabet, false);
  }

  /** A builder of sequences that are equal when their items and the times between them are. */
  public static Builder timed(int alphabet) {
    return new Builder(alphabet, true);
  }

  /** Codes are below this. */
  public int alphabet() {
    return alphabet;
  }

  /** Different sequences. */
  public int size() {
    return size;
  }

  /** All sequences, those that are equal counted each. */
  public int totalWeight() {
    return totalWeight;
  }

  /** Items of all different sequences together. */
  public int length() {
    return starts[size];
  }

  boolean isTimed() {
    return moments != null;
  }

  /** The items of a sequence. */
  public int[] items(int sequence) {
    return Arrays.copyOfRange(items, starts[sequence], starts[sequence + 1]);
  }

  /** An evenly spread number, the same for sequences of equal items in whatever database. */
  public int hash(int sequence) {
    int hash = 1;
    for (int place = starts[sequence]; place < starts[sequence + 1]; place++) {
      hash = 31 * hash + items[place];
    }
    return Hashes.spread(hash, 1);
  }

  int start(int sequence) {
    return starts[sequence];
  }

  /** The place behind the last of a sequence. */
  int end(int sequence) {
    return starts[sequence + 1];
  }

  int item(int place) {
    return items[place];
  }

  /** How often a sequence is there. */
  public int weight(int sequence) {
    return weights[sequence];
  }

  /** When the item at a place came, in milliseconds since the first of its sequence. */
  long moment(int place) {
    return moments[place];
  }

  /** Of each item, how many sequences hold it. */
  public int[] supports() {
    int[] supports = new int[alphabet];
    int[] seenIn = new int[alphabet];
    for (int s = 0; s < size; s++) {
      for (int place = starts[s]; place < starts[s + 1]; place++) {
        int item = items[place];
        if (item != BLANK && seenIn[item] != s + 1) {
          seenIn[item] = s + 1;
          supports[item] += weights[s];
        }
      }
    }
    return supports;
  }

  /** Takes sequences one by one. */
  public static final class Builder {

    private static final int[] NO_TABLE = {};

    private final int alphabet;
    private int[] items = new int[64];
    private int[] starts = new int[16];
    private int[] weights = new int[16];
    private long[] moments;
    private int[] table = NO_TABLE;
    private int size;
    private int totalWeight;

    private Builder(int alphabet, boolean isTimed) {
      this.alphabet = alphabet;
      this.moments = isTimed ? new long[items.length] : null;
    }

    /** Adds one sequence. */
    public Builder add(int... sequence) {
      return add(sequence, null, sequence.length, 1);
    }

    /**
     * Adds a sequence.
     *
     * @param sequence its items; what lies behind its length is not looked at
     * @param at when each came, in milliseconds, never falling; not looked at where times are not
     *     kept
     * @param length how many items it has
     * @param weight how often it is there
     * @throws ArithmeticException for more than 2^31 sequences or items
     */
    public Builder add(int[] sequence, long[] at, int length, int weight) {
      reserve(length);
      int start = starts[size];
      System.arraycopy(sequence, 0, items, start, length);
      if (moments != null) {
        for (int i = 0; i < length; i++) {
          moments[start + i] = at[i] - at[0];
        }
      }
      totalWeight = Math.addExact(totalWeight, weight);
      int slot = slot(start, start + length);
      int known = table[slot] - 1;
      if (known >= 0) {
        weights[known] += weight;
      } else {
        weights[size] = weight;
        starts[++size] = start + length;
        table[slot] = size;
      }
      return this;
    }

    /** Items of all different sequences so far. */
    public int length() {
      return starts[size];
    }

    /** The sequences so far; nothing can be added behind it. */
    public SequenceDatabase build() {
      table = NO_TABLE;
      return new SequenceDatabase(this);
    }

    private void reserve(int length) {
      int needed = Math.addExact(starts[size], length);
      if (needed > items.length) {
        items = Arrays.copyOf(items, grown(needed));
        moments = moments == null ? null : Arrays.copyOf(moments, items.length);
      }
      if (size + 2 > starts.length) {
        starts = Arrays.copyOf(starts, grown(size + 2));
        weights = Arrays.copyOf(weights, starts.length);
      }
      if (3 * (size + 1L) > 2L * table.length) {
        rehash();
      }
    }

    private void rehash() {
      table = new int[Math.max(16, 2 * table.length)];
      for (int s = 0; s < size; s++) {
        int slot = hash(starts[s], starts[s + 1]) & table.length - 1;
        while (table[slot] != 0) {
          slot = slot + 1 & table.length - 1;
        }
        table[slot] = s + 1;
      }
    }

    /** Where the table tells, or is to tell, of the sequence between two places. */
    private int slot(int from, int to) {
      int slot = hash(from, to) & table.length - 1;
      while (table[slot] != 0 && !isEqual(table[slot] - 1, from, to)) {
        slot = slot + 1 & table.length - 1;
      }
      return slot;
    }

    private boolean isEqual(int sequence, int from, int to) {
      int start = starts[sequence];
      int end = starts[sequence + 1];
      return Arrays.equals(items, start, end, items, from, to)
          && (moments == null || Arrays.equals(moments, start, end, moments, from, to));
    }

    private int hash(int from, int to) {
      int hash = to - from;
      for (int place = from; place < to; place++) {
        hash = 31 * hash + items[place];
        if (moments != null) {
          hash = 31 * hash + Long.hashCode(moments[place]);
        }
      }
      return Hashes.spread(hash);
    }
  }

  /** Half as much again as needed, at most the longest array. */
  static int grown(int needed) {
    return (int) Math.min(Integer.MAX_VALUE - 8L, needed + (needed >> 1) + 16L);
  }
}
