package org.desirepath.path;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.desirepath.mining.PatternTree;

/**
 * Paths that may be frequent, from those that are in single blocks of journeys, each with the most
 * journeys that may hold it: those that blocks tell, and of each block that does not tell of the
 * path as many as are too few to be told.
 */
final class Candidates {

  private final Candidate root = new Candidate();

  /** Journeys that may hold a path of which no block tells. */
  private int untold;

  /** A path, and those with one more touchpoint by its code. */
  private static final class Candidate {
    private final Map<Integer, Candidate> children = new TreeMap<>();

    /** Journeys of blocks that tell of the path, beyond those that would be untold there. */
    private int told;
  }

  /** Adds the frequent paths of a block. */
  void add(PatternTree block) {
    int untoldHere = block.minSupport() - 1;
    untold += untoldHere;
    List<Candidate> ofBlock = new ArrayList<>();
    for (int path = 0; path < block.size(); path++) {
      int parent = block.parent(path);
      Candidate candidate =
          (parent == PatternTree.ROOT ? root : ofBlock.get(parent))
              .children.computeIfAbsent(block.item(path), item -> new Candidate());
      candidate.told += block.support(path) - untoldHere;
      ofBlock.add(candidate);
    }
  }

  /**
   * All that may reach a least support, or a higher one, with the most journeys that may hold each;
   * in whatever order blocks were added, paths have the same numbers.
   *
   * @param maxCandidates at most so many, as {@link PatternTree} has it
   */
  PatternTree tree(int minSupport, int maxCandidates) {
    PatternTree tree = new PatternTree(Math.max(minSupport, untold + 1), maxCandidates);
    write(root, PatternTree.ROOT, tree);
    tree.fit();
    return tree;
  }

  private void write(Candidate parent, int number, PatternTree tree) {
    parent.children.forEach(
        (item, child) -> write(child, tree.add(number, item, child.told + untold), tree));
  }
}
