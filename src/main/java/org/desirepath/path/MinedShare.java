package org.desirepath.path;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntUnaryOperator;
import org.desirepath.mining.PatternTree;

/**
 * All frequent paths of a share as tasks hand them on: the least support that they have, and of
 * each path the one without its last step, that step and its support, packed.
 */
final class MinedShare {

  private MinedShare() {}

  static byte[] pack(PatternTree tree) {
    return pack(tree, tree::support);
  }

  /** The same paths with other supports. */
  static byte[] pack(PatternTree tree, IntUnaryOperator support) {
    NumberList numbers = new NumberList();
    numbers.add(tree.minSupport());
    for (int pattern = 0; pattern < tree.size(); pattern++) {
      numbers.add(tree.parent(pattern));
      numbers.add(tree.item(pattern));
      numbers.add(support.applyAsInt(pattern));
    }
    return numbers.packed();
  }

  /** What was packed, each path by the number that it had. */
  static PatternTree unpack(byte[] packed) {
    int[] numbers = PackedNumbers.unpack(packed);
    PatternTree tree = new PatternTree(numbers[0], Integer.MAX_VALUE);
    for (int place = 1; place < numbers.length; place += 3) {
      tree.add(numbers[place], numbers[place + 1], numbers[place + 2]);
    }
    return tree;
  }

  /**
   * One tree of all shares of a scope and type. The path of a first step alone is in several; it is
   * taken once.
   *
   * @param maxPatterns at most so many are kept, as {@link PatternTree} has it
   */
  static PatternTree joined(Iterable<byte[]> shares, int maxPatterns) {
    List<PatternTree> trees = new ArrayList<>();
    shares.forEach(share -> trees.add(unpack(share)));
    int minSupport = trees.stream().mapToInt(PatternTree::minSupport).max().orElse(1);
    PatternTree joined = new PatternTree(minSupport, maxPatterns);
    Map<Integer, Integer> singles = new HashMap<>();
    for (PatternTree tree : trees) {
      int[] numbers = new int[tree.size()];
      for (int path = 0; path < numbers.length; path++) {
        int parent = tree.parent(path);
        int item = tree.item(path);
        int support = tree.support(path);
        numbers[path] =
            parent == PatternTree.ROOT
                ? singles.computeIfAbsent(item, any -> joined.add(PatternTree.ROOT, item, support))
                : joined.add(numbers[parent], item, support);
      }
    }
    joined.fit();
    return joined;
  }

  /** The same paths, which both have by the same numbers, with their supports added up. */
  static byte[] added(byte[] one, byte[] other) {
    int[] sum = PackedNumbers.unpack(one);
    int[] more = PackedNumbers.unpack(other);
    if (sum.length != more.length) {
      throw new IllegalArgumentException("Trees of unlike paths");
    }
    for (int place = 1; place < sum.length; place += 3) {
      if (sum[place] != more[place] || sum[place + 1] != more[place + 1]) {
        throw new IllegalArgumentException("Trees of unlike paths");
      }
      sum[place + 2] += more[place + 2];
    }
    return PackedNumbers.pack(sum, 0, sum.length);
  }
}
