package org.desirepath.path;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/**
 * Counts the transitions of many journeys, for each of their scopes. Holds one count for each
 * level, scope value and pair of touchpoints and, for these, each rounded gap; the journeys pass
 * by.
 */
final class TransitionCounter {

  private static final String START = "start";
  private static final String OPEN = "open";
  private static final String OUTCOME_PREFIX = "outcome:";

  private final Map<Member, Map<Pair, Tally>> tallies = new HashMap<>();
  private long journeys;

  /** Counts each step from start through the touchpoints to the outcome, or to open. */
  void count(Journey journey) {
    journeys++;
    for (Row one : journey.memberships()) {
      Map<Pair, Tally> pairs =
          tallies.computeIfAbsent(
              new Member(journey.level(), one.getString(0), one.getString(1)),
              any -> new HashMap<>());
      int last = journey.length() - 1;
      String from = START;
      for (int place = 0; place <= last; place++) {
        Tally tally = tally(pairs, from, journey.touchpoint(place));
        if (place > 0) {
          tally.gaps.add(journey.at(place) - journey.at(place - 1));
        }
        from = journey.touchpoint(place);
      }
      Tally end = tally(pairs, from, end(journey.outcome()));
      if (last >= 0 && journey.outcomeAt() != null) {
        end.gaps.add(journey.outcomeAt() - journey.at(last));
      }
    }
  }

  /** Everything counted, a row for each level, scope value and pair. */
  List<Row> rows() {
    List<Row> rows = new ArrayList<>();
    tallies.forEach(
        (member, pairs) ->
            pairs.forEach(
                (pair, tally) ->
                    rows.add(
                        RowFactory.create(
                            member.level(),
                            member.scope(),
                            member.value(),
                            pair.from(),
                            pair.to(),
                            tally.transitions,
                            tally.journeys,
                            tally.gaps.encoded()))));
    return rows;
  }

  private Tally tally(Map<Pair, Tally> pairs, String from, String to) {
    Tally tally = pairs.computeIfAbsent(new Pair(from, to), any -> new Tally());
    tally.transitions++;
    if (tally.lastJourney != journeys) {
      tally.lastJourney = journeys;
      tally.journeys++;
    }
    return tally;
  }

  private static String end(String outcome) {
    return outcome.equals(OPEN) ? OPEN : OUTCOME_PREFIX + outcome;
  }

  private record Member(String level, String scope, String value) {}

  private record Pair(String from, String to) {}

  private static final class Tally {
    private final GapCounts gaps = new GapCounts();
    private long transitions;
    private long journeys;
    private long lastJourney;
  }
}
