package org.desirepath.prediction;

import static org.desirepath.table.CaseEvents.NEXT_ID;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Numbers for all that has ever come next, from 1; 0 for anything else. */
public final class Codes implements Serializable {

  private static final long serialVersionUID = 1L;

  private static final int NEVER_SEEN = 0;

  private final List<String> names;
  private final Map<String, Integer> numbers = new HashMap<>();

  /**
   * Codes of what came next in rows of {@code CaseEvents}.
   *
   * @throws IllegalArgumentException if more than 5000 different things did
   */
  static Codes of(Dataset<Row> events) {
    List<String> names =
        events
            .filter(NEXT_ID.col().isNotNull())
            .select(NEXT_ID.col())
            .distinct()
            .limit(CompareCandidates.MOST_DIFFERENT + 1)
            .collectAsList()
            .stream()
            .map(row -> row.getString(0))
            .toList();
    if (names.size() > CompareCandidates.MOST_DIFFERENT) {
      throw new IllegalArgumentException(
          "More than %,d different things may come next"
              .formatted(CompareCandidates.MOST_DIFFERENT));
    }
    return new Codes(names);
  }

  /** Codes of names in their natural order, whatever their order here. */
  Codes(Collection<String> names) {
    this(List.of(), names);
  }

  private Codes(List<String> known, Collection<String> more) {
    names = new ArrayList<>(known);
    more.stream().sorted().distinct().filter(name -> !known.contains(name)).forEach(names::add);
    names.forEach(name -> numbers.put(name, numbers.size() + 1));
  }

  /** Codes of names that are in order already. */
  static Codes inOrder(List<String> names) {
    return new Codes(names, List.of());
  }

  /** All names, by code from 1 on. */
  List<String> names() {
    return List.copyOf(names);
  }

  /** The same codes, and after them those of other names. */
  Codes and(Collection<String> more) {
    return new Codes(names, more);
  }

  int code(String name) {
    return numbers.getOrDefault(name, NEVER_SEEN);
  }

  /** The name of a code above 0. */
  String name(int code) {
    return names.get(code - 1);
  }

  /** All codes are below this. */
  int size() {
    return names.size() + 1;
  }
}
