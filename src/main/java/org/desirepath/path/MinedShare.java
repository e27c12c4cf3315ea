package org.desirepath.path;

import java.util.Arrays;
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
    int minSupport = 1;
    for (byte[] share : shares) {
      minSupport = Math.max(minSupport, PackedNumbers.unpack(share)[0]);
    }
    PatternTree tree = new PatternTree(minSupport, maxPatterns);
    int[] singles = new int[0];
    for (byte[] share : shares) {
      int[] numbers = PackedNumbers.unpack(share);
      int[] joined = new int[numbers.length / 3];
      for (int pattern = 0; pattern < joined.length; pattern++) {
        int parent = numbers[1 + 3 * pattern];
        int item = numbers[2 + 3 * pattern];
        int support = numbers[3 + 3 * pattern];
        if (parent != PatternTree.ROOT) {
          joined[pattern] = tree.add(joined[parent], item, support);
          continue;
        }
        if (item >= singles.length) {
          int known = singles.length;
          singles = Arrays.copyOf(singles, 2 * item + 8);
          Arrays.fill(singles, known, singles.length, PatternTree.ROOT);
        }
        if (singles[item] == PatternTree.ROOT) {
          singles[item] = tree.add(PatternTree.ROOT, item, support);
        }
        joined[pattern] = singles[item];
      }
    }
    tree.fit();
    return tree;
  }
}
