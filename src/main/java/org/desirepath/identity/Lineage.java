package org.desirepath.identity;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.execution.LogicalRDD;

/** Cuts the lineage of what is read again in every round of an iterative algorithm. */
final class Lineage {

  private Lineage() {}

  /**
   * The same rows, computed now and kept until they are released or nothing refers to them.
   *
   * <p>They are kept by the executors alone: where one is lost, the run fails and is started again;
   * it never goes on with rows that were computed a second time.
   */
  static Dataset<Row> cut(Dataset<Row> rows) {
    return rows.localCheckpoint();
  }

  /**
   * Frees what the executors keep of rows that nothing reads any more. Without it they are freed
   * when the driver collects its garbage, and until then pushed to disk by those that come after.
   *
   * @param cut what {@link #cut} returned
   */
  static void release(Dataset<Row> cut) {
    if (cut instanceof org.apache.spark.sql.classic.Dataset<Row> dataset
        && dataset.queryExecution().logical() instanceof LogicalRDD kept) {
      kept.rdd().unpersist(false);
      return;
    }
    throw new IllegalArgumentException("Not the rows of a cut");
  }
}
