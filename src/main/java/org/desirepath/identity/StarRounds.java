package org.desirepath.identity;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.types.DataTypes.BooleanType;
import static org.apache.spark.sql.types.DataTypes.LongType;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.desirepath.table.Field;

/**
 * Turns each component of a graph into a star around its least node.
 *
 * <p>Alternates large-star and small-star (Kiveris, Lattanzi, Mirrokni, Rastogi, Vassilvitskii,
 * "Connected Components in MapReduce and Beyond", SoCC 2014) until a round changes no edge. As each
 * edge is kept once, with its greater end first, the least neighbour that a large-star needs is the
 * least lesser end of a node: one aggregate and one join. A small-star is made of all edges that
 * come to one task ({@link ContractEdges}), so that it ties what several small-stars would.
 */
final class StarRounds {

  /** The greater end of an edge; of a star, a node that is not its centre. */
  static final Field HIGH = Field.required("high", LongType, "Greater end of the edge");

  /** The lesser end of an edge; of a star, its centre. */
  static final Field LOW = Field.required("low", LongType, "Lesser end of the edge");

  /** Whether an edge is not one of the round before. */
  static final Field CHANGED =
      Field.required("is_changed", BooleanType, "Whether the round made this edge");

  private static final Field NODE = Field.required("node", LongType, "A node with lesser ones");
  private static final Field LEAST = Field.required("least", LongType, "Its least neighbour");
  private static final Field DEGREE = Field.required("degree", LongType, "Its greater neighbours");

  /** Far above log² n of any graph that fits a cluster; reached only if a round were wrong. */
  private static final int MOST_ROUNDS = 200;

  /** Says that no node has so many edges that it must be joined by broadcast. */
  static final long NO_HUBS = Long.MAX_VALUE;

  private StarRounds() {}

  /**
   * What the rounds end with.
   *
   * @param edges one edge per node that is not the least of its component, to that least node
   * @param changedEdges edges that each round made; the last one made none
   */
  record Found(Dataset<Row> edges, List<Long> changedEdges) {}

  /**
   * One edge per node that is not the least of its component, to that least node.
   *
   * <p>The number of rounds grows with log n in practice. A round costs three shuffles of the
   * edges, is cut off from the one before and takes its place in memory.
   *
   * @param edges edges {@link #HIGH} &gt; {@link #LOW}, cut off; released when they are read
   * @param contract how tasks make small-stars
   * @param edgesOfAHub a node with more greater neighbours is joined by broadcast, so that no task
   *     has to hold all of them; there are at most edges / edgesOfAHub such nodes. No round makes
   *     more edges, so a graph of fewer edges than that can be said to have {@link #NO_HUBS}. Of a
   *     node with many lesser neighbours each task that reads some ties all but one to each other
   */
  static Found from(Dataset<Row> edges, ContractEdges contract, long edgesOfAHub) {
    List<Long> changedEdges = new ArrayList<>();
    Dataset<Row> stars = edges;
    do {
      if (changedEdges.size() == MOST_ROUNDS) {
        throw new IllegalStateException("No stars after rounds that changed " + changedEdges);
      }
      Dataset<Row> before = stars;
      stars = Lineage.cut(smallStar(largeStar(before, edgesOfAHub), contract));
      Lineage.release(before);
      changedEdges.add(stars.filter(CHANGED.col()).count());
    } while (changedEdges.get(changedEdges.size() - 1) > 0);
    return new Found(stars, List.copyOf(changedEdges));
  }

  /** Ties each node's greater neighbours to its least one, or leaves them to the node itself. */
  private static Dataset<Row> largeStar(Dataset<Row> edges, long edgesOfAHub) {
    return withLeast(edges.select(HIGH.col(), LOW.col()), edgesOfAHub)
        .select(
            HIGH.col(),
            LOW.is(coalesce(LEAST.col(), LOW.col())),
            CHANGED.is(LEAST.col().isNotNull()));
  }

  /**
   * Ties each node and its lesser neighbours to the least of them. No edge is left as it was unless
   * all edges of its greater end were seen by one task and it was the only one of them.
   */
  private static Dataset<Row> smallStar(Dataset<Row> edges, ContractEdges contract) {
    Dataset<Row> byNode =
        contract.of(edges, CHANGED.col()).repartition(HIGH.col()).sortWithinPartitions(HIGH.col());
    return contract.of(byNode, CHANGED.col());
  }

  /** The edges with the least neighbour of their lesser end that is below it, null if none is. */
  private static Dataset<Row> withLeast(Dataset<Row> edges, long edgesOfAHub) {
    Dataset<Row> leasts = edges.groupBy(NODE.is(HIGH.col())).agg(LEAST.is(min(LOW.col())));
    Column isItsOwn = LOW.col().equalTo(NODE.col());
    if (edgesOfAHub == NO_HUBS) {
      return edges.join(leasts, isItsOwn, "left");
    }
    Dataset<Row> hubs =
        Lineage.cut(
            edges
                .groupBy(NODE.is(LOW.col()))
                .agg(DEGREE.is(count(lit(1))))
                .filter(DEGREE.col().gt(edgesOfAHub))
                .select(NODE.col()));
    if (hubs.isEmpty()) {
      return withLeast(edges, NO_HUBS);
    }
    Dataset<Row> leastsOfHubs = hubs.join(leasts, NODE.name(), "left");
    return edges
        .join(broadcast(hubs), isItsOwn, "left_anti")
        .join(leasts, isItsOwn, "left")
        .unionByName(edges.join(broadcast(leastsOfHubs), isItsOwn));
  }
}
