package org.desirepath.identity;

import java.util.HashSet;
import java.util.Set;

/**
 * Names in sets that are joined pair by pair, but never two sets that are marked: each of them
 * stands for somebody.
 *
 * <p>Pairs that come from the strongest to the weakest make a spanning forest of greatest strength
 * (Kruskal, "On the Shortest Spanning Subtree of a Graph", 1956), so that where two marked names
 * hang together, they are parted at the weakest pair of the strongest chain between them.
 */
final class CautiousSets {

  private final DisjointSets sets = new DisjointSets();
  private final Set<String> marked = new HashSet<>();
  private final int mostNames;

  /**
   * Nothing is in a set yet.
   *
   * @param mostNames once so many names are there, pairs that bring another one are passed over
   */
  CautiousSets(int mostNames) {
    this.mostNames = mostNames;
  }

  /** Puts two names into one set, unless both of their sets are marked. */
  void join(String one, boolean isOneMarked, String other, boolean isOtherMarked) {
    if (!isTaken(one) || !isTaken(other)) {
      return;
    }
    add(one, isOneMarked);
    add(other, isOtherMarked);
    boolean isMarked = marked.contains(sets.least(one));
    if (isMarked && marked.contains(sets.least(other))) {
      return;
    }
    boolean isEither = isMarked || marked.contains(sets.least(other));
    sets.join(one, other);
    if (isEither) {
      marked.add(sets.least(one));
    }
  }

  /** The sets, without the names that were passed over. */
  DisjointSets sets() {
    return sets;
  }

  private boolean isTaken(String name) {
    return sets.has(name) || sets.size() < mostNames;
  }

  private void add(String name, boolean isMarked) {
    if (!sets.has(name)) {
      sets.join(name, name);
      if (isMarked) {
        marked.add(name);
      }
    }
  }
}
