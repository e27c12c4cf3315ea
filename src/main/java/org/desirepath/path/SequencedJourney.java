package org.desirepath.path;

import java.util.List;
import org.apache.spark.sql.Row;
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
 * @param moments when each occurred, in milliseconds
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
        row.getList(7));
  }

  int length() {
    return touchpoints.size();
  }
}
