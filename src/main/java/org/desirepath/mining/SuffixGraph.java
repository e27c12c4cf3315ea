package org.desirepath.mining;

import java.util.Arrays;

/**
 * The ends of sequences, each held once: a node is an item and the node behind it, so that
 * sequences that end alike share their nodes.
 *
 * <p>Every node knows, for each different item of its end, the node behind the first place of that
 * item: a list that starts with its own item and goes on with the list of the node behind it, less
 * that item. Making a gapped pattern longer is therefore one look into a list, however far apart
 * the items lie. About 8 bytes an entry of a list and 12 a node.
 */
final class SuffixGraph {

  /** The node behind the last item. */
  static final int END = 0;

  private final int alphabet;
  private final int nodes;
  private final int[] offsets;
  private final int[] items;
  private final int[] targets;

  private SuffixGraph(Builder builder) {
    alphabet = builder.alphabet;
    nodes = builder.nodes;
    offsets = builder.offsets;
    items = builder.items;
    targets = builder.targets;
  }

  int alphabet() {
    return alphabet;
  }

  int nodes() {
    return nodes;
  }

  /** Where each node's list starts, by node; it ends where the next one starts. */
  int[] offsets() {
    return offsets;
  }

  /** The items of all lists. */
  int[] items() {
    return items;
  }

  /** The nodes behind these items. */
  int[] targets() {
    return targets;
  }

  /** Puts items in front of what is there. */
  static final class Builder {

    private final int alphabet;
    private int nodes = 1;
    private int entries;
    private int[] offsets = new int[64];
    private int[] items = new int[256];
    private int[] targets = new int[256];
    private int[] table = new int[128];

    Builder(int alphabet) {
      this.alphabet = alphabet;
    }

    /** Entries of all lists so far. */
    int entries() {
      return entries;
    }

    /** The node of an item in front of a node. */
    int prepend(int item, int next) {
      int slot = Hashes.spread(item, next) & table.length - 1;
      while (table[slot] != 0) {
        int first = offsets[table[slot]];
        if (items[first] == item && targets[first] == next) {
          return table[slot];
        }
        slot = slot + 1 & table.length - 1;
      }
      table[slot] = nodes;
      append(item, next);
      if (3L * nodes > 2L * table.length) {
        rehash();
      }
      return nodes - 1;
    }

    private void append(int item, int next) {
      int from = offsets[next];
      int to = offsets[next + 1];
      int needed = Math.addExact(entries, to - from + 1);
      if (needed > items.length) {
        items = Arrays.copyOf(items, SequenceDatabase.grown(needed));
        targets = Arrays.copyOf(targets, items.length);
      }
      if (nodes + 2 > offsets.length) {
        offsets = Arrays.copyOf(offsets, SequenceDatabase.grown(nodes + 2));
      }
      items[entries] = item;
      targets[entries++] = next;
      for (int k = from; k < to; k++) {
        if (items[k] != item) {
          items[entries] = items[k];
          targets[entries++] = targets[k];
        }
      }
      offsets[++nodes] = entries;
    }

    private void rehash() {
      table = new int[2 * table.length];
      for (int node = 1; node < nodes; node++) {
        int first = offsets[node];
        int slot = Hashes.spread(items[first], targets[first]) & table.length - 1;
        while (table[slot] != 0) {
          slot = slot + 1 & table.length - 1;
        }
        table[slot] = node;
      }
    }

    SuffixGraph build() {
      return new SuffixGraph(this);
    }
  }
}
