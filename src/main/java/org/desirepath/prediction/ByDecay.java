package org.desirepath.prediction;

import java.io.Serializable;
import java.util.Comparator;
import org.apache.spark.Partitioner;

/** Sends the lessons of each decay to a task of their own. */
final class ByDecay extends Partitioner {

  private static final long serialVersionUID = 1L;

  private final int decays;

  /** Where a lesson belongs. */
  record Key(int decay, AskedCase.Place place) implements Comparable<Key>, Serializable {

    private static final Comparator<Key> ORDER =
        Comparator.comparingInt(Key::decay).thenComparing(Key::place);

    @Override
    public int compareTo(Key other) {
      return ORDER.compare(this, other);
    }
  }

  ByDecay(int decays) {
    this.decays = decays;
  }

  @Override
  public int numPartitions() {
    return decays;
  }

  @Override
  public int getPartition(Object key) {
    return ((Key) key).decay();
  }
}
