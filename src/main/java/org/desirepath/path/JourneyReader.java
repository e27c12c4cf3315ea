package org.desirepath.path;

import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.unix_millis;
import static org.apache.spark.sql.types.DataTypes.LongType;
import static org.desirepath.table.Deals.OUTCOME;
import static org.desirepath.table.Events.OCCURRED_AT;
import static org.desirepath.table.Identifiers.PERSON_ID;
import static org.desirepath.table.JourneySequences.SCOPES;
import static org.desirepath.table.JourneySteps.STEP_NUMBER;
import static org.desirepath.table.Journeys.JOURNEY_ID;
import static org.desirepath.table.Journeys.JOURNEY_LEVEL;
import static org.desirepath.table.Journeys.OUTCOME_AT;
import static org.desirepath.table.Persons.ACCOUNT_ID;
import static org.desirepath.table.TouchpointCatalogue.TOUCHPOINT_ID;

import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.desirepath.table.Field;
import org.desirepath.table.JourneySteps;

/**
 * Reads whole journeys, one at a time, from the sorted rows of a partition.
 *
 * <p>A journey is held as two arrays, about 16 bytes a touchpoint; nothing else is kept.
 */
final class JourneyReader implements Iterator<Journey> {

  private static final Field AT =
      Field.optional("at", LongType, "When the step or, at step 0, the outcome occurred, in ms");

  private final Iterator<Row> rows;
  private final Map<String, String> touchpoints = new HashMap<>();
  private Row next;

  /** Reads rows as {@link #sorted} puts them. */
  JourneyReader(Iterator<Row> rows) {
    this.rows = rows;
    advance();
    skipToHead();
  }

  /**
   * Puts each journey in front of its steps, as their step 0, so that one shuffle by journey and
   * one sort bring together what belongs together. Steps of unknown journeys are passed over;
   * journeys without steps stay, with no touchpoint.
   *
   * @param journeys rows of JourneyFacts, with whatever columns the scopes need
   */
  static Dataset<Row> sorted(JourneySteps steps, Dataset<Row> journeys, List<JourneyScope> scopes) {
    Dataset<Row> heads =
        journeys.select(
            JOURNEY_ID.col(),
            STEP_NUMBER.is(lit(0)),
            TOUCHPOINT_ID.isNull(),
            AT.is(unix_millis(OUTCOME_AT.col())),
            JOURNEY_LEVEL.col(),
            OUTCOME.col(),
            SCOPES.is(JourneyScope.memberships(scopes)),
            PERSON_ID.col(),
            ACCOUNT_ID.col());
    Dataset<Row> bodies =
        steps
            .rows()
            .select(
                JOURNEY_ID.col(),
                STEP_NUMBER.col(),
                TOUCHPOINT_ID.col(),
                AT.is(unix_millis(OCCURRED_AT.col())),
                JOURNEY_LEVEL.isNull(),
                OUTCOME.isNull(),
                SCOPES.isNull(),
                PERSON_ID.isNull(),
                ACCOUNT_ID.isNull());
    return heads
        .union(bodies)
        .repartition(JOURNEY_ID.col())
        .sortWithinPartitions(JOURNEY_ID.col(), STEP_NUMBER.col());
  }

  @Override
  public boolean hasNext() {
    return next != null;
  }

  @Override
  public Journey next() {
    if (next == null) {
      throw new NoSuchElementException();
    }
    Row head = next;
    Journey journey =
        new Journey(
            head.getString(0),
            head.getString(4),
            head.getString(7),
            head.getString(8),
            head.getString(5),
            head.isNullAt(3) ? null : head.getLong(3),
            head.getList(6));
    for (advance(); isStepOf(head); advance()) {
      journey.add(touchpoints.computeIfAbsent(next.getString(2), same -> same), next.getLong(3));
    }
    skipToHead();
    return journey;
  }

  private boolean isStepOf(Row head) {
    return next != null && !isHead(next) && next.getString(0).equals(head.getString(0));
  }

  private static boolean isHead(Row row) {
    return !row.isNullAt(4);
  }

  private void skipToHead() {
    while (next != null && !isHead(next)) {
      advance();
    }
  }

  private void advance() {
    next = rows.hasNext() ? rows.next() : null;
  }
}
