package org.desirepath.benchmark;

import static org.apache.spark.sql.functions.bit_xor;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.xxhash64;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What tells two answers apart without collecting them.
 *
 * @param nodes how many nodes have a component
 * @param components how many components there are
 * @param fingerprint the same for the same components, whatever they are called and in any order
 */
record Partition(long nodes, long components, long fingerprint) {

  /** Computes all rows of an answer: a node and its component each. */
  static Partition of(Dataset<Row> answer) {
    Row row =
        answer
            .toDF("node", "component")
            .groupBy("component")
            .agg(count(lit(1)).as("node_count"), bit_xor(xxhash64(col("node"))).as("fingerprint"))
            .agg(
                coalesce(sum(col("node_count")), lit(0L)),
                count(lit(1)),
                coalesce(bit_xor(xxhash64(col("node_count"), col("fingerprint"))), lit(0L)))
            .head();
    return new Partition(row.getLong(0), row.getLong(1), row.getLong(2));
  }
}
