package org.desirepath.prediction;

import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.desirepath.table.CaseEvents.NEXT_ID;
import static org.desirepath.table.TouchpointCatalogue.TOUCHPOINT_ID;

import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.desirepath.table.CaseEvents;

/** What followed what in journeys: each touchpoint with the next one or the outcome. */
final class Moves {

  /** Stands before the name of an outcome where a touchpoint could stand. */
  static final String OUTCOME_PREFIX = "outcome:";

  private Moves() {}

  /** All that ever came next. One small shuffle. */
  static Set<String> names(CaseEvents events) {
    return events
        .rows()
        .filter(NEXT_ID.col().isNotNull())
        .select(NEXT_ID.col())
        .distinct()
        .collectAsList()
        .stream()
        .map(row -> row.getString(0))
        .collect(Collectors.toSet());
  }

  /**
   * How often each touchpoint was followed by what, both in order. One small shuffle; pairs of
   * touchpoints come to the driver.
   */
  static SortedMap<String, SortedMap<String, Long>> pairs(CaseEvents events) {
    SortedMap<String, SortedMap<String, Long>> pairs = new TreeMap<>();
    events
        .rows()
        .filter(NEXT_ID.col().isNotNull())
        .groupBy(TOUCHPOINT_ID.col(), NEXT_ID.col())
        .agg(count(lit(1)))
        .collectAsList()
        .forEach(
            row ->
                pairs
                    .computeIfAbsent(row.getString(0), from -> new TreeMap<>())
                    .put(row.getString(1), row.getLong(2)));
    return pairs;
  }
}
