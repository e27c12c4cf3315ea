package org.desirepath.identity;

import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.desirepath.identity.ConnectedComponents.Limits;

/**
 * Connected components for the benchmark, with what they took.
 *
 * @param rows one row per node: its name and the least name of its component
 * @param changedEdges edges that each round changed
 */
public record MeasuredComponents(Dataset<Row> rows, List<Long> changedEdges) {

  /** As the job runs them. */
  public static MeasuredComponents of(Dataset<Row> edges) {
    return of(edges, Limits.USUAL);
  }

  /** In rounds, however few edges there are. */
  public static MeasuredComponents inRounds(Dataset<Row> edges) {
    return of(edges, new Limits(0, 0, Limits.USUAL.ofAll(), Limits.USUAL.ofANode()));
  }

  private static MeasuredComponents of(Dataset<Row> edges, Limits limits) {
    ConnectedComponents found =
        ConnectedComponents.of(
            edges.toDF(ConnectedComponents.LEFT.name(), ConnectedComponents.RIGHT.name()), limits);
    return new MeasuredComponents(found.rows(), found.changedEdges());
  }
}
