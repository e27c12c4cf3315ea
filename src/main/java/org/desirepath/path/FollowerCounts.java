package org.desirepath.path;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.desirepath.mining.SequenceDatabase;

/**
 * How often each touchpoint followed each other one in the journeys of a scope. Its states are the
 * touchpoints of the scope by their codes, all others together, and last what is outside a journey:
 * before its start, behind its end.
 */
final class FollowerCounts {

  private final ScopeProfile profile;
  private final int states;
  private final long[][] counts;
  private int[] steps = new int[64];

  FollowerCounts(ScopeProfile profile) {
    this.profile = profile;
    this.states = states(profile);
    this.counts = new long[states][];
  }

  /** How many states there are. */
  static int states(ScopeProfile profile) {
    return profile.alphabet() + 2;
  }

  /** Counts the steps of a journey of the scope. */
  void add(SequencedJourney journey) {
    steps = steps.length < journey.length() ? new int[2 * journey.length()] : steps;
    profile.encode(journey.touchpoints(), steps);
    int outside = states - 1;
    int from = outside;
    for (int place = 0; place < journey.length(); place++) {
      int to = steps[place] == SequenceDatabase.BLANK ? outside - 1 : steps[place];
      count(from, to);
      from = to;
    }
    count(from, outside);
  }

  private void count(int from, int to) {
    if (counts[from] == null) {
      counts[from] = new long[states];
    }
    counts[from][to]++;
  }

  /** A row for each pair that occurred, with the number of the scope. */
  List<Row> rows(int member) {
    List<Row> rows = new ArrayList<>();
    for (int from = 0; from < states; from++) {
      for (int to = 0; to < states && counts[from] != null; to++) {
        if (counts[from][to] > 0) {
          rows.add(RowFactory.create(member, from, to, counts[from][to]));
        }
      }
    }
    return rows;
  }
}
