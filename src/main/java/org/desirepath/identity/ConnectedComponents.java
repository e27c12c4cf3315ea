package org.desirepath.identity;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.monotonically_increasing_id;
import static org.apache.spark.sql.types.DataTypes.LongType;
import static org.apache.spark.sql.types.DataTypes.StringType;

import java.util.List;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.desirepath.table.Field;

/**
 * Finds which nodes of a graph hang together.
 *
 * <p>A large graph is worked on in {@link StarRounds}. Its nodes are numbered before, each by a
 * number of its own, so that a round moves sixteen bytes an edge and yet the answer does not rest
 * on a hash being without collisions. A graph of few edges is walked by one task instead: there,
 * rounds cost more than their work.
 */
final class ConnectedComponents {

  /** One end of an edge. */
  static final Field LEFT = Field.required("left_node", StringType, "One end of the edge");

  /** The other end of an edge. */
  static final Field RIGHT = Field.required("right_node", StringType, "The other end of the edge");

  /** A node of the graph. */
  static final Field NODE = Field.required("node", StringType, "A node of the graph");

  /** What all nodes that hang together share. */
  static final Field COMPONENT =
      Field.required("component", StringType, "The least node that hangs together with this one");

  /** Up to this number of edges one task walks them; it needs some 100 MB for that. */
  private static final long EDGES_OF_ONE_TASK = 250_000;

  private static final long EDGES_OF_A_HUB = 100_000;

  private static final Field NUMBER = Field.required("number", LongType, "The node's own number");
  private static final Field CENTRE = Field.required("centre", LongType, "Number of the centre");

  private ConnectedComponents() {}

  /**
   * One row per node that has an edge to another node: {@link #NODE} and {@link #COMPONENT}, the
   * least node (as bytes compare) it hangs together with. Doubles, loops and directions of edges do
   * not matter, nor does the order of rows.
   *
   * <p>Runs jobs: three for a small graph; for a large one some six shuffles of the edges and those
   * of {@link StarRounds}.
   *
   * @param edges rows with {@link #LEFT} and {@link #RIGHT}, never null
   */
  static Dataset<Row> of(Dataset<Row> edges) {
    return of(edges, EDGES_OF_ONE_TASK, EDGES_OF_A_HUB);
  }

  static Dataset<Row> of(Dataset<Row> edges, long edgesOfOneTask, long edgesOfAHub) {
    Dataset<Row> distinct =
        Lineage.cut(
            edges
                .filter(LEFT.col().notEqual(RIGHT.col()))
                .select(
                    LEFT.is(least(LEFT.col(), RIGHT.col())),
                    RIGHT.is(greatest(LEFT.col(), RIGHT.col())))
                .distinct());
    long edgeCount = distinct.count();
    if (edgeCount <= edgesOfOneTask) {
      return inOneTask(distinct);
    }
    return inRounds(distinct, edgeCount <= edgesOfAHub ? StarRounds.NO_HUBS : edgesOfAHub);
  }

  private static Dataset<Row> inOneTask(Dataset<Row> edges) {
    MapPartitionsFunction<Row, Row> walk =
        rows -> {
          DisjointSets sets = new DisjointSets();
          rows.forEachRemaining(edge -> sets.join(edge.getString(0), edge.getString(1)));
          List<String> names = sets.names();
          return names.stream().map(name -> RowFactory.create(name, sets.least(name))).iterator();
        };
    StructType schema =
        new StructType().add(NODE.name(), StringType).add(COMPONENT.name(), StringType);
    return Lineage.cut(
        edges
            .select(LEFT.col(), RIGHT.col())
            .coalesce(1)
            .mapPartitions(walk, Encoders.row(schema)));
  }

  private static Dataset<Row> inRounds(Dataset<Row> edges, long edgesOfAHub) {
    // Each node gets a number of its own, but another one when it is made again: hence the cut.
    Dataset<Row> numbers =
        Lineage.cut(
            edges
                .select(explode(array(LEFT.col(), RIGHT.col())).as(NODE.name()))
                .distinct()
                .select(NODE.col(), NUMBER.is(monotonically_increasing_id())));
    Dataset<Row> stars = StarRounds.from(Lineage.cut(numbered(edges, numbers)), edgesOfAHub);
    Dataset<Row> centres =
        stars
            .select(NUMBER.is(StarRounds.HIGH.col()), CENTRE.is(StarRounds.LOW.col()))
            .unionByName(
                stars
                    .select(NUMBER.is(StarRounds.LOW.col()), CENTRE.is(StarRounds.LOW.col()))
                    .distinct());
    Dataset<Row> named = centres.join(numbers, NUMBER.name()).select(NODE.col(), CENTRE.col());
    Dataset<Row> leasts = named.groupBy(CENTRE.col()).agg(COMPONENT.is(min(NODE.col())));
    return Lineage.cut(named.join(leasts, CENTRE.name()).select(NODE.col(), COMPONENT.col()));
  }

  private static Dataset<Row> numbered(Dataset<Row> edges, Dataset<Row> numbers) {
    Field leftNumber = NUMBER.as("left_number", "Number of one end");
    Field rightNumber = NUMBER.as("right_number", "Number of the other end");
    return edges
        .join(numbers.select(LEFT.is(NODE.col()), leftNumber.is(NUMBER.col())), LEFT.name())
        .join(numbers.select(RIGHT.is(NODE.col()), rightNumber.is(NUMBER.col())), RIGHT.name())
        .select(
            StarRounds.HIGH.is(greatest(leftNumber.col(), rightNumber.col())),
            StarRounds.LOW.is(least(leftNumber.col(), rightNumber.col())));
  }
}
