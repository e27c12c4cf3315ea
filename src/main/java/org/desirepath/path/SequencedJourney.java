package org.desirepath.path;

import static org.desirepath.table.Identifiers.PERSON_ID;
import static org.desirepath.table.Journeys.JOURNEY_ID;
import static org.desirepath.table.Persons.ACCOUNT_ID;

import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.desirepath.table.Field;
import org.desirepath.table.JourneySequences;

/**
 * One row of {@link JourneySequences}.
 *
 * @param id the journey
 * @param person whose journey it is; null for an account's
 * @param account the account it belongs to; null where none is known
 * @param ending how it ended
 * @param members every scope and value it belongs to
 * @param touchpoints its touchpoints in order
 * @param moments when each occurred, in milliseconds; empty where they were left out
 */
record SequencedJourney(
    String id,
    String person,
    String account,
    Ending ending,
    List<ScopeMember> members,
    List<String> touchpoints,
    List<Long> moments) {

  /** Reads a row in the order of the contract. */
  static SequencedJourney of(Row row) {
    String level = row.getString(1);
    return new SequencedJourney(
        row.getString(0),
        row.getString(2),
        row.getString(3),
        Ending.of(row.getString(4)),
        row.<Row>getList(5).stream()
            .map(scope -> new ScopeMember(level, scope.getString(0), scope.getString(1)))
            .toList(),
        row.getList(6),
        row.isNullAt(7) ? List.of() : row.getList(7));
  }

  /** The rows without what tells whose a journey is and when it happened. */
  static Dataset<Row> stepsOf(JourneySequences sequences) {
    return without(
        sequences, JOURNEY_ID, PERSON_ID.orNull(), ACCOUNT_ID.orNull(), JourneySequences.MOMENTS);
  }

  /** The rows without the values of columns that are not looked at: they are not even read. */
  static Dataset<Row> without(JourneySequences sequences, Field... left) {
    List<Field> leftOut = List.of(left);
    return sequences
        .rows()
        .select(
            JourneySequences.CONTRACT.fields().stream()
                .map(field -> leftOut.contains(field) ? field.isNull() : field.col())
                .toArray(Column[]::new));
  }

  int length() {
    return touchpoints.size();
  }
}
