package org.desirepath.identity;

import static org.apache.spark.sql.types.DataTypes.LongType;

import java.util.Collections;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.stream.IntStream;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;

/**
 * Turns the edges that one task reads into stars which hang the same nodes together.
 *
 * @param edgesAtOnce edges whose nodes a task keeps in memory, some sixty bytes each; of more it
 *     makes stars bunch by bunch
 */
record ContractEdges(int edgesAtOnce) implements MapPartitionsFunction<Row, Row> {

  private static final StructType STARS =
      new StructType()
          .add(StarRounds.HIGH.name(), LongType, false)
          .add(StarRounds.LOW.name(), LongType, false);

  /**
   * Edges {@link StarRounds#HIGH} &gt; {@link StarRounds#LOW}, never more than before, each once in
   * its bunch. No shuffle; of which edges are read together it depends which edges come out, but
   * not what hangs together.
   */
  Dataset<Row> of(Dataset<Row> edges) {
    return edges
        .select(StarRounds.HIGH.col(), StarRounds.LOW.col())
        .mapPartitions(this, Encoders.row(STARS));
  }

  @Override
  public Iterator<Row> call(Iterator<Row> edges) {
    return new Iterator<>() {
      private Iterator<Row> stars = Collections.emptyIterator();

      @Override
      public boolean hasNext() {
        while (!stars.hasNext() && edges.hasNext()) {
          stars = stars(edges);
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
    };
  }

  private Iterator<Row> stars(Iterator<Row> edges) {
    NumberedSets sets = new NumberedSets();
    for (int read = 0; read < edgesAtOnce && edges.hasNext(); read++) {
      Row edge = edges.next();
      sets.join(edge.getLong(0), edge.getLong(1));
    }
    return IntStream.range(0, sets.size())
        .filter(index -> sets.number(index) != sets.least(index))
        .mapToObj(index -> RowFactory.create(sets.number(index), sets.least(index)))
        .iterator();
  }
}
