package org.desirepath.path;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.desirepath.mining.Answer;
import org.desirepath.mining.LongerPatterns;
import org.desirepath.mining.PatternFilter;
import org.desirepath.mining.PatternTree;
import org.desirepath.mining.SelectPatterns;
import scala.Tuple2;

/** Brings the shares of each scope together and chooses the paths that are told. */
final class ChoosePaths {

  private ChoosePaths() {}

  /**
   * The best supported paths of each scope and type, in the order of scopes, types and steps. What
   * comes to the driver is bounded by the scopes and the settings.
   *
   * @param mined shares as {@link MineShares} finds them
   * @param maxPatterns at most so many frequent paths of a scope and type are looked at
   * @param maxPaths at most so many of them are kept
   * @param tasks at most so many tasks choose
   */
  static List<KeptPath> from(
      JavaPairRDD<Tuple2<Integer, String>, byte[]> mined,
      int maxPatterns,
      int maxPaths,
      int tasks) {
    return chosen(mined, maxPatterns, maxPaths, tasks).collect().stream().sorted().toList();
  }

  /** The same paths in whatever order, where they were chosen. */
  static JavaRDD<KeptPath> chosen(
      JavaPairRDD<Tuple2<Integer, String>, byte[]> mined,
      int maxPatterns,
      int maxPaths,
      int tasks) {
    return mined
        .groupByKey(Math.min(tasks, mined.getNumPartitions()))
        .flatMap(
            shares ->
                chosen(
                    shares._1()._1(),
                    PathType.of(shares._1()._2()),
                    MinedShare.joined(shares._2(), maxPatterns),
                    maxPaths));
  }

  private static Iterator<KeptPath> chosen(
      int member, PathType type, PatternTree tree, int maxPaths) {
    boolean isContiguous = type == PathType.CONTIGUOUS;
    BitSet every = new BitSet();
    every.set(0, tree.size());
    LongerPatterns longer = new LongerPatterns(tree, every, isContiguous);
    int[] best =
        SelectPatterns.from(
            tree, PatternFilter.ALL, Answer.ALL, isContiguous, tree::support, maxPaths);
    BitSet isKept = new BitSet();
    Arrays.stream(best).forEach(isKept::set);
    List<KeptPath> kept = new ArrayList<>();
    for (int pattern : best) {
      int closed = longer.closed(pattern);
      kept.add(
          new KeptPath(
              member,
              type,
              steps(tree, pattern),
              tree.support(pattern),
              closed == pattern,
              isKept.get(closed) ? steps(tree, closed) : null,
              longer.isMaximal(pattern)));
    }
    return kept.iterator();
  }

  private static List<Integer> steps(PatternTree tree, int pattern) {
    return Arrays.stream(tree.items(pattern)).boxed().toList();
  }
}
