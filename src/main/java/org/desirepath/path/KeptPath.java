package org.desirepath.path;

import java.io.Serializable;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;

/**
 * A path of one scope and type that is told.
 *
 * @param member number of the scope
 * @param steps codes of its touchpoints
 * @param support journeys that hold it, each counted once
 * @param isClosed whether no longer path that holds it has the same support
 * @param closed the closed path that holds it in the same journeys, itself if it is closed; null
 *     where that one is not kept
 * @param isMaximal whether no longer path that holds it is frequent
 */
record KeptPath(
    int member,
    PathType type,
    List<Integer> steps,
    int support,
    boolean isClosed,
    List<Integer> closed,
    boolean isMaximal)
    implements Serializable, Comparable<KeptPath> {

  private static final Comparator<KeptPath> ORDER =
      Comparator.comparingInt(KeptPath::member)
          .thenComparing(KeptPath::type)
          .thenComparing(KeptPath::steps, KeptPath::compare);

  /** By scope, type and touchpoints, so that a path comes before those that start with it. */
  @Override
  public int compareTo(KeptPath other) {
    return ORDER.compare(this, other);
  }

  private static int compare(List<Integer> one, List<Integer> other) {
    Iterator<Integer> others = other.iterator();
    for (Integer step : one) {
      if (!others.hasNext()) {
        return 1;
      }
      int order = step.compareTo(others.next());
      if (order != 0) {
        return order;
      }
    }
    return others.hasNext() ? -1 : 0;
  }
}
