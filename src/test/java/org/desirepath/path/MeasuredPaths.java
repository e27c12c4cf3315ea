package org.desirepath.path;

import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.desirepath.settings.PathSettings;
import org.desirepath.table.JourneySequences;

/** The miner's parts, to be measured one by one. */
public final class MeasuredPaths {

  private static final int MOST = 1_000_000;

  private MeasuredPaths() {}

  /**
   * Mines journeys from end to end: counts, merges, mines, brings shares together and gathers; both
   * types of path. Tells how many gapped paths are frequent.
   */
  public static long mine(JourneySequences sequences, PathSettings settings, int tasks) {
    JavaSparkContext spark =
        JavaSparkContext.fromSparkContext(sequences.rows().sparkSession().sparkContext());
    Broadcast<Scopes> scopes =
        spark.broadcast(new Scopes(CountScopes.in(sequences, settings), tasks));
    List<KeptPath> kept =
        ChoosePaths.from(
            MineShares.from(sequences, scopes, settings.maxLength(), MOST, tasks),
            MOST,
            settings.maxPathsPerScope(),
            tasks);
    return kept.stream().filter(path -> path.type() == PathType.GAPPED).count();
  }
}
