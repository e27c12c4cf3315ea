package org.desirepath.mining;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/** Chooses from the frequent patterns those that are told, best first. */
public final class SelectPatterns {

  private SelectPatterns() {}

  /**
   * The best patterns of an answer. Those that score alike rank by support, then shorter before
   * longer, then by their items.
   *
   * @param score what to rank by, of a pattern of the tree, such as its support or its lift
   * @param top at most so many
   * @return patterns of the tree
   */
  public static int[] from(
      PatternTree tree,
      PatternFilter filter,
      Answer answer,
      boolean isContiguous,
      IntToDoubleFunction score,
      int top) {
    BitSet wanted = wanted(tree, filter);
    IntStream told = wanted.stream();
    if (answer != Answer.ALL) {
      LongerPatterns longer = new LongerPatterns(tree, wanted, isContiguous);
      told = told.filter(answer == Answer.CLOSED ? longer::isClosed : longer::isMaximal);
    }
    int[] all = told.toArray();
    double least = best(all, score, top);
    return Arrays.stream(all)
        .filter(pattern -> score.applyAsDouble(pattern) >= least)
        .boxed()
        .sorted(
            Comparator.<Integer>comparingDouble(pattern -> -score.applyAsDouble(pattern))
                .thenComparing(rank(tree)))
        .limit(top)
        .mapToInt(Integer::intValue)
        .toArray();
  }

  /** The score that the last of the best has, so that only those from it on need be sorted. */
  private static double best(int[] patterns, IntToDoubleFunction score, int top) {
    double[] sorted = Arrays.stream(patterns).mapToDouble(score).sorted().toArray();
    return sorted.length <= top
        ? Double.NEGATIVE_INFINITY
        : sorted[sorted.length - Math.max(1, top)];
  }

  /** The order of patterns by support, then shorter before longer, then by their items. */
  public static Comparator<Integer> rank(PatternTree tree) {
    return Comparator.<Integer>comparingInt(pattern -> -tree.support(pattern))
        .thenComparingInt(tree::length)
        .thenComparing(tree::items, Arrays::compare);
  }

  private static BitSet wanted(PatternTree tree, PatternFilter filter) {
    BitSet wanted = new BitSet(tree.size());
    for (int pattern = 0; pattern < tree.size(); pattern++) {
      wanted.set(pattern, filter.isWanted(tree.items(pattern)));
    }
    return wanted;
  }
}
