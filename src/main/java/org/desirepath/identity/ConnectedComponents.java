package org.desirepath.identity;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.types.DataTypes.LongType;
import static org.apache.spark.sql.types.DataTypes.StringType;
import static org.desirepath.identity.NumberNodes.NUMBER;

import java.util.List;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.desirepath.table.Components;
import org.desirepath.table.Field;
import org.desirepath.table.GuardedIdentifiers;
import org.desirepath.table.Ties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds which nodes of a graph hang together.
 *
 * <p>A large graph is worked on by numbers ({@link NumberNodes}), so that an edge moves sixteen
 * bytes: each task first contracts the edges it reads ({@link ContractEdges}); what is left is
 * contracted by one task, or if it is too much for one, in {@link StarRounds}. A graph of few edges
 * is walked by one task at once: there, all this costs more than the work.
 *
 * @param rows one row per node that has an edge to another node: {@link #NODE} and {@link
 *     #COMPONENT}
 * @param changedEdges edges that each of the {@link StarRounds} changed; none where one task was
 *     enough
 */
record ConnectedComponents(Dataset<Row> rows, List<Long> changedEdges) {

  /** One end of an edge. */
  static final Field LEFT = Ties.LEFT_NODE;

  /** The other end of an edge. */
  static final Field RIGHT = Ties.RIGHT_NODE;

  /** A node of the graph. */
  static final Field NODE = GuardedIdentifiers.NODE;

  /** What all nodes that hang together share. */
  static final Field COMPONENT = Components.COMPONENT;

  private static final Field CENTRE = Field.required("centre", LongType, "Number of the centre");

  private static final Logger LOG = LoggerFactory.getLogger(ConnectedComponents.class);

  /**
   * Up to how many edges what is done; none of it changes the answer.
   *
   * @param named edges of a graph that one task walks by names, with some 400 bytes each
   * @param ofOneTask edges that one task contracts, with some eighty bytes each
   * @param ofAll edges that each of many tasks contracts at once
   * @param ofANode greater neighbours of a node that is not joined by broadcast
   */
  record Limits(long named, int ofOneTask, int ofAll, long ofANode) {

    /** At most some 150 MB for a task. */
    static final Limits USUAL = new Limits(250_000, 2_000_000, 500_000, 1_000_000);
  }

  /**
   * One row per node that has an edge to another node: {@link #NODE} and {@link #COMPONENT}, the
   * least node (as bytes compare) it hangs together with. Doubles, loops and directions of edges do
   * not matter, nor does the order of rows.
   *
   * <p>Runs jobs: three for a small graph; for a large one four shuffles of the names of its nodes
   * and those of {@link StarRounds}.
   *
   * @param edges rows with {@link #LEFT} and {@link #RIGHT}, never null; they are read three times,
   *     so they should be stored, and be the same each time
   */
  static Dataset<Row> of(Dataset<Row> edges) {
    ConnectedComponents found = of(edges, Limits.USUAL);
    LOG.info("Edges changed in each round: {}", found.changedEdges());
    return found.rows();
  }

  static ConnectedComponents of(Dataset<Row> edges, Limits limits) {
    Dataset<Row> pairs =
        edges.filter(LEFT.col().notEqual(RIGHT.col())).select(LEFT.col(), RIGHT.col());
    if (pairs.count() <= limits.named()) {
      return new ConnectedComponents(inOneTask(pairs), List.of());
    }
    NumberNodes numbered = NumberNodes.of(pairs);
    ContractEdges contract = new ContractEdges(limits.ofAll());
    Dataset<Row> contracted = Lineage.cut(contract.of(numbered.edges(), lit(true)));
    StarRounds.Found stars = stars(contracted, contract, limits);
    Dataset<Row> named = named(stars.edges(), numbered.nodes());
    Lineage.release(stars.edges());
    Lineage.release(numbered.nodes());
    return new ConnectedComponents(named, stars.changedEdges());
  }

  private static StarRounds.Found stars(Dataset<Row> edges, ContractEdges contract, Limits limits) {
    long count = edges.count();
    if (count > limits.ofOneTask()) {
      return StarRounds.from(
          edges, contract, count <= limits.ofANode() ? StarRounds.NO_HUBS : limits.ofANode());
    }
    Dataset<Row> stars =
        Lineage.cut(new ContractEdges(Integer.MAX_VALUE).of(edges.coalesce(1), lit(true)));
    Lineage.release(edges);
    return new StarRounds.Found(stars, List.of());
  }

  /** Names each node's component; nodes that are no ray of a star are its centre. */
  private static Dataset<Row> named(Dataset<Row> stars, Dataset<Row> nodes) {
    Dataset<Row> centred =
        Lineage.cut(
            nodes
                .join(stars, NUMBER.col().equalTo(StarRounds.HIGH.col()), "left")
                .select(NODE.col(), CENTRE.is(coalesce(StarRounds.LOW.col(), NUMBER.col()))));
    Dataset<Row> leasts = centred.groupBy(CENTRE.col()).agg(COMPONENT.is(min(NODE.col())));
    Dataset<Row> named =
        Lineage.cut(centred.join(leasts, CENTRE.name()).select(NODE.col(), COMPONENT.col()));
    Lineage.release(centred);
    return named;
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
}
