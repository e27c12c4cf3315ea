package org.desirepath.identity;

import static org.apache.spark.sql.types.DataTypes.BooleanType;
import static org.apache.spark.sql.types.DataTypes.LongType;

import java.util.Collections;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/**
 * Turns the edges that one task reads into stars which hang the same nodes together.
 *
 * @param edgesAtOnce at least two; of more edges a task makes stars bunch by bunch. Where edges
 *     come sorted, a bunch ends between two nodes, so it can have twice as many; only of a node
 *     with more than that it takes a part
 */
record ContractEdges(int edgesAtOnce) implements MapPartitionsFunction<Row, Row> {

  private static final StructType STARS =
      new StructType()
          .add(StarRounds.HIGH.name(), LongType, false)
          .add(StarRounds.LOW.name(), LongType, false)
          .add(StarRounds.CHANGED.name(), BooleanType, false);

  /**
   * Edges {@link StarRounds#HIGH} &gt; {@link StarRounds#LOW}, never more than before, and {@link
   * StarRounds#CHANGED}: false only for edges that were read, not changed then either. No shuffle;
   * which edges come out depends on which are read together, but not what hangs together.
   *
   * @param isChanged whether an edge that is read was changed before
   */
  Dataset<Row> of(Dataset<Row> edges, Column isChanged) {
    return edges
        .select(StarRounds.HIGH.col(), StarRounds.LOW.col(), StarRounds.CHANGED.is(isChanged))
        .mapPartitions(this, Encoders.row(STARS));
  }

  @Override
  public Iterator<Row> call(Iterator<Row> edges) {
    return new Bunches(edges, edgesAtOnce);
  }

  /** The stars of one bunch of edges after the other. */
  private static final class Bunches implements Iterator<Row> {

    private final Iterator<Row> edges;
    private final int edgesAtOnce;
    private Row next;
    private boolean isPartOfANode;
    private Iterator<Row> stars = Collections.emptyIterator();

    Bunches(Iterator<Row> edges, int edgesAtOnce) {
      this.edges = edges;
      this.edgesAtOnce = edgesAtOnce;
      this.next = read();
    }

    @Override
    public boolean hasNext() {
      while (!stars.hasNext() && next != null) {
        stars = bunch().stars();
      }
      return stars.hasNext();
    }

    @Override
    public Row next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      return stars.next();
    }

    private Row read() {
      return edges.hasNext() ? edges.next() : null;
    }

    private Stars bunch() {
      Stars bunch = new Stars();
      long node = next.getLong(0);
      int ofNode = 0;
      for (int ofAll = 0; next != null; ofAll++) {
        if (next.getLong(0) != node) {
          if (ofAll >= edgesAtOnce) {
            break;
          }
          node = next.getLong(0);
          ofNode = 0;
          isPartOfANode = false;
        }
        if (ofNode == edgesAtOnce) {
          isPartOfANode = true;
          return bunch;
        }
        // The parts of a node each have a star of it: that they are more than one must be told.
        bunch.add(node, next.getLong(1), next.getBoolean(2) || isPartOfANode);
        ofNode++;
        next = read();
      }
      isPartOfANode = false;
      return bunch;
    }
  }
}
