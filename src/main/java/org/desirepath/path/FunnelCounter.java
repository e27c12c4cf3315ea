package org.desirepath.path;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/**
 * Counts how far many journeys come in funnels, for each of their scopes. Holds a few counts for
 * each funnel, scope value and step and, for these, each rounded time from the step before; the
 * journeys pass by.
 */
final class FunnelCounter {

  private final Map<Funnel, Map<ScopeMember, List<Tally>>> tallies = new HashMap<>();

  FunnelCounter(List<Funnel> funnels) {
    funnels.forEach(funnel -> tallies.put(funnel, new HashMap<>()));
  }

  /** Follows a journey through every funnel of its level. */
  void count(Journey journey) {
    tallies.forEach(
        (funnel, members) -> {
          if (funnel.level().equals(journey.level())) {
            count(journey, FunnelMatcher.match(funnel, journey), funnel.length(), members);
          }
        });
  }

  /** Everything counted, a row for each funnel, scope value and step. */
  List<Row> rows() {
    List<Row> rows = new ArrayList<>();
    tallies.forEach(
        (funnel, members) ->
            members.forEach(
                (member, steps) -> {
                  for (int step = 0; step < steps.size(); step++) {
                    rows.add(row(funnel, member, step, steps.get(step)));
                  }
                }));
    return rows;
  }

  private static void count(
      Journey journey, int[] places, int length, Map<ScopeMember, List<Tally>> members) {
    Ending ending = Ending.of(journey.outcome());
    for (Row one : journey.memberships()) {
      List<Tally> steps =
          members.computeIfAbsent(
              new ScopeMember(journey.level(), one.getString(0), one.getString(1)),
              any -> Stream.generate(Tally::new).limit(length).toList());
      for (int step = 0; step < length; step++) {
        Tally tally = steps.get(step);
        tally.ofScope++;
        if (step < places.length) {
          tally.came++;
          tally.won += ending == Ending.WON ? 1 : 0;
          tally.lost += ending == Ending.LOST ? 1 : 0;
          if (step > 0) {
            tally.gaps.add(journey.at(places[step]) - journey.at(places[step - 1]));
          }
        }
      }
    }
  }

  private static Row row(Funnel funnel, ScopeMember member, int step, Tally tally) {
    return RowFactory.create(
        funnel.name(),
        funnel.title(),
        member.level(),
        member.scope(),
        member.value(),
        step + 1,
        funnel.steps().get(step),
        (long) funnel.length(),
        tally.ofScope,
        tally.came,
        tally.won + tally.lost,
        tally.won,
        tally.gaps.encoded());
  }

  private static final class Tally {
    private final GapCounts gaps = new GapCounts();
    private long ofScope;
    private long came;
    private long won;
    private long lost;
  }
}
