package org.desirepath.path;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.desirepath.mining.PatternTree;

/**
 * Paths that may be frequent, from those that are in single blocks of journeys, each with the most
 * journeys that may hold it: those that blocks tell, and of each block that does not tell of the
 * path as many as are too few to be told.
 */
final class Candidates {

  private final Map<Integer, Integer> first = new HashMap<>();
  private final List<Candidate> candidates = new ArrayList<>();

  /** Journeys that may hold a path of which no block tells. */
  private int untold;

  /** A path by the one without its last touchpoint, and those with one more. */
  private static final class Candidate {
    private final int parent;
    private final int item;
    private final Map<Integer, Integer> children = new HashMap<>();

    /** Journeys of blocks that tell of the path, beyond those that would be untold there. */
    private int told;

    private Candidate(int parent, int item) {
      this.parent = parent;
      this.item = item;
    }
  }

  /** Adds the frequent paths of a block. */
  void add(PatternTree block) {
    int untoldHere = block.minSupport() - 1;
    untold += untoldHere;
    int[] numbers = new int[block.size()];
    for (int path = 0; path < numbers.length; path++) {
      int parent =
          block.parent(path) == PatternTree.ROOT ? PatternTree.ROOT : numbers[block.parent(path)];
      numbers[path] = number(parent, block.item(path));
      candidates.get(numbers[path]).told += block.support(path) - untoldHere;
    }
  }

  private int number(int parent, int item) {
    Map<Integer, Integer> siblings =
        parent == PatternTree.ROOT ? first : candidates.get(parent).children;
    Integer known = siblings.get(item);
    if (known != null) {
      return known;
    }
    siblings.put(item, candidates.size());
    candidates.add(new Candidate(parent, item));
    return candidates.size() - 1;
  }

  /**
   * All that may reach a least support, or a higher one, with the most journeys that may hold each.
   *
   * @param maxCandidates at most so many, as {@link PatternTree} has it
   */
  PatternTree tree(int minSupport, int maxCandidates) {
    PatternTree tree = new PatternTree(Math.max(minSupport, untold + 1), maxCandidates);
    candidates.forEach(one -> tree.add(one.parent, one.item, one.told + untold));
    tree.fit();
    return tree;
  }
}
