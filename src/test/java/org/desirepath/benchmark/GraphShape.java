package org.desirepath.benchmark;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.floor;
import static org.apache.spark.sql.functions.hex;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.lpad;
import static org.apache.spark.sql.functions.pmod;
import static org.apache.spark.sql.functions.pow;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;

import java.util.Locale;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Graphs that connected components find easy or hard, of any number of edges. */
enum GraphShape {
  /** Chains of a hundred nodes. */
  CHAINS {
    @Override
    Edge edge(Column number, long edges) {
      Column left = floor(number.divide(99)).multiply(100).plus(number.mod(99));
      return new Edge(left, left.plus(1));
    }
  },

  /** All nodes in one chain. */
  ONE_CHAIN {
    @Override
    Edge edge(Column number, long edges) {
      return new Edge(number, number.plus(1));
    }
  },

  /** Centres with 99 neighbours each. */
  STARS {
    @Override
    Edge edge(Column number, long edges) {
      Column centre = floor(number.divide(99)).multiply(100);
      return new Edge(centre, centre.plus(1).plus(number.mod(99)));
    }
  },

  /** Half as many nodes as edges; the degrees of nodes fall by a power law. */
  POWER_LAW {
    @Override
    Edge edge(Column number, long edges) {
      return new Edge(drawn(number, 1, edges), drawn(number, 2, edges));
    }

    private Column drawn(Column number, int draw, long edges) {
      Column uniform =
          pmod(xxhash64(lit(SEED), lit(draw), number), lit(1L << 40)).divide(lit(1L << 40));
      return floor(pow(uniform, lit(3)).multiply(lit(edges / 2)));
    }
  },

  /** A million edges at one node; all edges beyond them in chains of four nodes. */
  SUPER_NODE {
    @Override
    Edge edge(Column number, long edges) {
      Column beyond = number.minus(EDGES_OF_THE_SUPER_NODE);
      Column left =
          floor(beyond.divide(3)).multiply(4).plus(beyond.mod(3)).plus(EDGES_OF_THE_SUPER_NODE + 1);
      Column isAtSuperNode = number.lt(EDGES_OF_THE_SUPER_NODE);
      return new Edge(
          when(isAtSuperNode, 0L).otherwise(left),
          when(isAtSuperNode, number.plus(1)).otherwise(left.plus(1)));
    }
  };

  static final String LEFT_NAME = "left_name";
  static final String RIGHT_NAME = "right_name";

  private static final long SEED = 7;
  private static final long EDGES_OF_THE_SUPER_NODE = 1_000_000;

  private record Edge(Column left, Column right) {}

  /**
   * The two ends of an edge, whole numbers of nodes.
   *
   * @param number the edge's own, from 0
   * @param edges how many there are
   */
  abstract Edge edge(Column number, long edges);

  /**
   * One row per edge, loops left out: the names of its ends. They do not tell where in the shape a
   * node is, nor does the order of the rows.
   */
  Dataset<Row> edges(SparkSession spark, long edges) {
    Edge edge = edge(col("id"), edges);
    return spark
        .range(edges)
        .select(name(edge.left()).as(LEFT_NAME), name(edge.right()).as(RIGHT_NAME))
        .filter(col(LEFT_NAME).notEqual(col(RIGHT_NAME)))
        .repartition(col(LEFT_NAME), col(RIGHT_NAME));
  }

  private static Column name(Column node) {
    return concat(lit("cookie:"), lpad(hex(xxhash64(lit(SEED), node)), 16, "0"));
  }

  /** How people call it. */
  String title() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
