package org.desirepath.path;

import java.io.Serializable;

/** One value of one scope at one level: the journeys that are mined together. */
record ScopeMember(String level, String scope, String value)
    implements Serializable, Comparable<ScopeMember> {

  @Override
  public int compareTo(ScopeMember other) {
    int byLevel = level.compareTo(other.level);
    if (byLevel != 0) {
      return byLevel;
    }
    int byScope = scope.compareTo(other.scope);
    return byScope != 0 ? byScope : value.compareTo(other.value);
  }
}
