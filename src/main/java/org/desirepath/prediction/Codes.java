package org.desirepath.prediction;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Numbers for all that has ever come next, from 1 in the order of names; 0 for anything else. */
final class Codes implements Serializable {

  private static final long serialVersionUID = 1L;

  private static final int NEVER_SEEN = 0;

  private final List<String> names;
  private final Map<String, Integer> numbers = new HashMap<>();

  Codes(List<String> names) {
    this.names = new ArrayList<>(names.stream().sorted().distinct().toList());
    for (String name : this.names) {
      numbers.put(name, numbers.size() + 1);
    }
  }

  int code(String name) {
    return numbers.getOrDefault(name, NEVER_SEEN);
  }

  /** All codes are below this. */
  int size() {
    return names.size() + 1;
  }
}
