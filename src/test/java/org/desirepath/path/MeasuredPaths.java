package org.desirepath.path;

import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.desirepath.mining.Limits;
import org.desirepath.mining.PatternMiner;
import org.desirepath.mining.PatternTree;
import org.desirepath.mining.SequenceDatabase;
import org.desirepath.mining.Share;
import org.desirepath.settings.PathSettings;
import org.desirepath.table.JourneySequences;

/** The miner's parts, to be measured one by one. */
public final class MeasuredPaths {

  private static final int MOST = 10_000_000;

  private MeasuredPaths() {}

  /**
   * Mines journeys from end to end: counts, merges, mines, brings shares together; both types of
   * path. Tells how many gapped paths are frequent.
   */
  public static long mine(JourneySequences sequences, double share, int maxLength) {
    JavaSparkContext spark =
        JavaSparkContext.fromSparkContext(sequences.rows().sparkSession().sparkContext());
    int tasks = MinePaths.tasks(spark);
    PathSettings settings = new PathSettings(share, 1, maxLength, 1, 1_000_000, 20, 30);
    Broadcast<Scopes> scopes =
        spark.broadcast(
            new Scopes(CountScopes.in(sequences, settings, tasks), tasks, Scopes.Division.USUAL));
    return ChoosePaths.chosen(
            MineShares.from(sequences, scopes, maxLength, MOST, tasks), MOST, MOST, tasks)
        .filter(path -> path.type() == PathType.GAPPED)
        .count();
  }

  /** Merges and mines sequences of codes on one thread; tells how many gapped paths there are. */
  public static long core(List<int[]> sequences, int alphabet, int minSupport, int maxLength) {
    SequenceDatabase.Builder builder = SequenceDatabase.untimed(alphabet);
    sequences.forEach(builder::add);
    PatternTree tree = new PatternTree(minSupport, MOST);
    PatternMiner.mine(builder.build(), Limits.gapped(maxLength), Share.ALL, tree);
    return tree.size();
  }
}
