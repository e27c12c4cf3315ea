package org.desirepath.identity;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Names in sets that are joined pair by pair; each set is called by its least name.
 *
 * <p>A forest with path halving (Tarjan and van Leeuwen, "Worst-case Analysis of Set Union
 * Algorithms", 1984). The least name stays the root, so that the answer does not depend on the
 * order of the pairs. Names compare as their bytes in UTF-8 do, which is how Spark orders them.
 */
final class DisjointSets {

  private final Map<String, Integer> numbers = new HashMap<>();
  private final List<String> names = new ArrayList<>();
  private int[] above = new int[16];

  /** Puts two names into one set. */
  void join(String one, String other) {
    int oneRoot = root(number(one));
    int otherRoot = root(number(other));
    if (oneRoot == otherRoot) {
      return;
    }
    if (Arrays.compareUnsigned(bytes(oneRoot), bytes(otherRoot)) < 0) {
      above[otherRoot] = oneRoot;
    } else {
      above[oneRoot] = otherRoot;
    }
  }

  /** Every name that was joined, once, in the order they came. */
  List<String> names() {
    return List.copyOf(names);
  }

  /** How many names were joined. */
  int size() {
    return names.size();
  }

  /** Whether a name was joined. */
  boolean has(String name) {
    return numbers.containsKey(name);
  }

  /** The least name of the set this one is in. */
  String least(String name) {
    return names.get(root(numbers.get(name)));
  }

  private int number(String name) {
    Integer known = numbers.putIfAbsent(name, names.size());
    if (known != null) {
      return known;
    }
    int number = names.size();
    names.add(name);
    if (number == above.length) {
      above = Arrays.copyOf(above, 2 * number);
    }
    above[number] = number;
    return number;
  }

  private byte[] bytes(int number) {
    return names.get(number).getBytes(UTF_8);
  }

  private int root(int number) {
    int at = number;
    while (above[at] != at) {
      above[at] = above[above[at]];
      at = above[at];
    }
    return at;
  }
}
