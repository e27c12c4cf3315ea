package org.desirepath.identity;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Cuts the lineage of what is read again in every round of an iterative algorithm. */
final class Lineage {

  private Lineage() {}

  /**
   * The same rows, computed now and kept until nothing refers to them.
   *
   * <p>They are kept by the executors alone: where one is lost, the run fails and is started again;
   * it never goes on with rows that were computed a second time.
   */
  static Dataset<Row> cut(Dataset<Row> rows) {
    return rows.localCheckpoint();
  }
}
