package org.desirepath.identity;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.xxhash64;
import static org.apache.spark.sql.types.DataTypes.LongType;
import static org.desirepath.identity.ConnectedComponents.LEFT;
import static org.desirepath.identity.ConnectedComponents.NODE;
import static org.desirepath.identity.ConnectedComponents.RIGHT;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.desirepath.table.Field;

/**
 * Gives each node of a graph a number of its own.
 *
 * <p>Numbers are hashes of the names, so that an edge is numbered without a join; and it is checked
 * that no two names have the same one, so that the answer does not rest on a hash being without
 * collisions.
 *
 * @param nodes one row per node: {@link ConnectedComponents#NODE} and {@link #NUMBER}
 * @param edges one row per edge: {@link StarRounds#HIGH} and {@link StarRounds#LOW}
 */
record NumberNodes(Dataset<Row> nodes, Dataset<Row> edges) {

  static final Field NUMBER = Field.required("number", LongType, "The node's own number");

  private static final Field NAME_COUNT =
      Field.required("name_count", LongType, "Nodes that have the number");

  /** Names a number; of another attempt most likely another one. */
  interface Hash {
    Column of(Column name, int attempt);
  }

  /**
   * Numbers by {@link #hash}, by the first attempt at which no two nodes have the same number. One
   * shuffle of the distinct names and one of their numbers; at ten million nodes one graph in three
   * hundred thousand needs a second attempt.
   *
   * @param edges rows with {@link ConnectedComponents#LEFT} and {@link ConnectedComponents#RIGHT}
   */
  static NumberNodes of(Dataset<Row> edges) {
    return of(edges, NumberNodes::hash);
  }

  static NumberNodes of(Dataset<Row> edges, Hash hash) {
    Dataset<Row> names =
        edges.select(explode(array(LEFT.col(), RIGHT.col())).as(NODE.name())).distinct();
    for (int attempt = 0; ; attempt++) {
      Dataset<Row> nodes =
          Lineage.cut(names.select(NODE.col(), NUMBER.is(hash.of(NODE.col(), attempt))));
      if (isOneToOne(nodes)) {
        Column left = hash.of(LEFT.col(), attempt);
        Column right = hash.of(RIGHT.col(), attempt);
        return new NumberNodes(
            nodes,
            edges.select(
                StarRounds.HIGH.is(greatest(left, right)), StarRounds.LOW.is(least(left, right))));
      }
      Lineage.release(nodes);
    }
  }

  private static boolean isOneToOne(Dataset<Row> nodes) {
    return nodes
        .groupBy(NUMBER.col())
        .agg(NAME_COUNT.is(count(lit(1))))
        .filter(NAME_COUNT.col().gt(1))
        .isEmpty();
  }

  private static Column hash(Column name, int attempt) {
    return xxhash64(lit(attempt), name);
  }
}
