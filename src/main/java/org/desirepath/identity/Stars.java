package org.desirepath.identity;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Iterator;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/** Edges of a few nodes, put together to stars around the least nodes that they reach. */
final class Stars {

  private final NumberedSets sets = new NumberedSets();
  private final BitSet isUnchanged = new BitSet();
  private long[] lows = new long[32];

  /**
   * Adds an edge.
   *
   * @param isChanged whether it is to be told as changed even if it stays as it is
   */
  void add(long high, long low, boolean isChanged) {
    int index = sets.join(high, low);
    if (isChanged || (isUnchanged.get(index) && lows[index] <= low)) {
      return;
    }
    if (index >= lows.length) {
      lows = Arrays.copyOf(lows, 2 * index);
    }
    lows[index] = low;
    isUnchanged.set(index);
  }

  /** One edge per node that is not the least of its star, to that one, and if it was changed. */
  Iterator<Row> stars() {
    return IntStream.range(0, sets.size())
        .filter(index -> sets.number(index) != sets.least(index))
        .mapToObj(index -> RowFactory.create(sets.number(index), sets.least(index), isNew(index)))
        .iterator();
  }

  private boolean isNew(int index) {
    return !isUnchanged.get(index) || lows[index] != sets.least(index);
  }
}
