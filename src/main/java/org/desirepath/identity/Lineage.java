package org.desirepath.identity;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.plans.logical.Statistics;
import org.apache.spark.sql.classic.SparkSession;
import org.apache.spark.sql.execution.LogicalRDD;
import scala.Option;
import scala.math.BigInt;

/** Cuts the lineage of what is read again in every round of an iterative algorithm. */
final class Lineage {

  /**
   * Spark takes the size of a join to be the product of its sides and hands it on from one cut to
   * the next. From round to round the digits of that number would double, until planning did
   * nothing but multiply.
   */
  private static final BigInt MOST_BYTES = BigInt.apply(Long.MAX_VALUE);

  private Lineage() {}

  /**
   * The same rows, computed now and kept until they are released or nothing refers to them.
   *
   * <p>They are kept by the executors alone: where one is lost, the step fails and is done again;
   * it never goes on with rows that were computed a second time.
   */
  static Dataset<Row> cut(Dataset<Row> rows) {
    Dataset<Row> cut = rows.localCheckpoint();
    LogicalRDD kept = kept(cut);
    SparkSession session = (SparkSession) cut.sparkSession();
    Statistics estimate = kept.stats();
    if (estimate.sizeInBytes().$less$eq(MOST_BYTES)) {
      return cut;
    }
    return org.apache.spark.sql.classic.Dataset.ofRows(
        session,
        kept.copy(
            kept.output(),
            kept.rdd(),
            kept.outputPartitioning(),
            kept.outputOrdering(),
            kept.isStreaming(),
            kept.stream(),
            session,
            Option.apply(
                estimate.copy(
                    MOST_BYTES,
                    estimate.rowCount(),
                    estimate.attributeStats(),
                    estimate.isRuntime())),
            Option.empty()));
  }

  /**
   * Frees what the executors keep of rows that nothing reads any more. Without it they are freed
   * when the driver collects its garbage, and until then pushed to disk by those that come after.
   *
   * @param cut what {@link #cut} returned
   */
  static void release(Dataset<Row> cut) {
    kept(cut).rdd().unpersist(false);
  }

  private static LogicalRDD kept(Dataset<Row> cut) {
    if (cut instanceof org.apache.spark.sql.classic.Dataset<Row> dataset
        && dataset.queryExecution().logical() instanceof LogicalRDD kept) {
      return kept;
    }
    throw new IllegalArgumentException("Not the rows of a cut");
  }
}
