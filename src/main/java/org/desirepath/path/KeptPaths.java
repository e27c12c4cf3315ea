package org.desirepath.path;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** All paths that are told, numbered by their order, and how to find them in journeys. */
final class KeptPaths implements Serializable {

  private static final long serialVersionUID = 1L;

  private final List<KeptPath> paths;
  private final List<Map<PathType, PathTrie>> tries = new ArrayList<>();
  private final int[] firsts;

  /**
   * Numbers paths.
   *
   * @param paths in their order
   */
  KeptPaths(List<KeptPath> paths, Scopes scopes) {
    this.paths = new ArrayList<>(paths);
    this.firsts = new int[scopes.size() + 1];
    int first = 0;
    for (int member = 0; member < scopes.size(); member++) {
      Map<PathType, PathTrie> ofMember = new EnumMap<>(PathType.class);
      for (PathType type : PathType.values()) {
        int behind = first;
        while (behind < paths.size()
            && paths.get(behind).member() == member
            && paths.get(behind).type() == type) {
          behind++;
        }
        List<KeptPath> alike = paths.subList(first, behind);
        ofMember.put(type, new PathTrie(scopes.profile(member).alphabet(), alike, first));
        first = behind;
      }
      tries.add(ofMember);
      firsts[member + 1] = first;
    }
  }

  int size() {
    return paths.size();
  }

  /** The number of the first path of a scope; where it has none, that of the next one's. */
  int first(int member) {
    return firsts[member];
  }

  KeptPath path(int number) {
    return paths.get(number);
  }

  /**
   * The share of the journeys with a path's beginning that go no further along it; null where the
   * path has one step.
   */
  Double dropOff(int number) {
    List<Integer> steps = paths.get(number).steps();
    if (steps.size() == 1) {
      return null;
    }
    int beginning = number - 1;
    while (paths.get(beginning).steps().size() >= steps.size()) {
      beginning--;
    }
    return 1 - paths.get(number).support() / (double) paths.get(beginning).support();
  }

  /** Scopes, those without paths too. */
  int members() {
    return tries.size();
  }

  /** The paths of a scope and type as a tree. */
  PathTrie trie(int member, PathType type) {
    return tries.get(member).get(type);
  }
}
