package org.desirepath.prediction;

import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.desirepath.table.CaseEvents.NEXT_ID;
import static org.desirepath.table.TouchpointCatalogue.TOUCHPOINT_ID;

import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.desirepath.table.CaseEvents;
import org.desirepath.table.JourneyFacts;
import org.desirepath.table.JourneySteps;

/**
 * What followed what in journeys.
 *
 * @param pairs how often each touchpoint was followed by which next one or outcome, both in order
 */
public record Moves(SortedMap<String, SortedMap<String, Long>> pairs) {

  /** Stands before the name of an outcome where a touchpoint could stand. */
  static final String OUTCOME_PREFIX = "outcome:";

  /**
   * The moves in journeys of a level. Steps are shuffled by journey; pairs of touchpoints come to
   * the driver.
   */
  public static Moves from(JourneySteps steps, JourneyFacts journeys, String level) {
    return of(JourneyCases.of(steps, journeys, level));
  }

  static Moves of(CaseEvents events) {
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
    return new Moves(pairs);
  }

  /** All that ever came next. */
  Set<String> names() {
    return pairs.values().stream()
        .map(Map::keySet)
        .flatMap(Set::stream)
        .collect(Collectors.toSet());
  }

  /** How often anything did. */
  long total() {
    return pairs.values().stream()
        .flatMap(next -> next.values().stream())
        .mapToLong(Long::longValue)
        .sum();
  }
}
