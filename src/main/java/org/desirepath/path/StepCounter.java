package org.desirepath.path;

import static org.desirepath.table.TouchpointCatalogue.ENDED;
import static org.desirepath.table.TouchpointCatalogue.START;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/**
 * Counts what many journeys come to at each of their first steps, for each of their scopes. Holds
 * one count for each level, scope value, step and touchpoint; the journeys pass by.
 */
final class StepCounter {

  private final Map<ScopeMember, List<Map<String, Long>>> counts = new HashMap<>();
  private final int maxSteps;

  StepCounter(int maxSteps) {
    this.maxSteps = maxSteps;
  }

  /**
   * Counts a journey once at each step: for the touchpoint there, or as ended behind its last. Step
   * 0 is the start, from which all set out.
   */
  void count(Journey journey) {
    for (Row one : journey.memberships()) {
      List<Map<String, Long>> steps =
          counts.computeIfAbsent(
              new ScopeMember(journey.level(), one.getString(0), one.getString(1)),
              any -> new ArrayList<>());
      for (int step = 0; step <= maxSteps; step++) {
        if (step == steps.size()) {
          steps.add(new HashMap<>());
        }
        steps.get(step).merge(at(journey, step), 1L, Long::sum);
      }
    }
  }

  /** Everything counted, a row for each level, scope value, step and touchpoint. */
  List<Row> rows() {
    List<Row> rows = new ArrayList<>();
    counts.forEach(
        (member, steps) -> {
          for (int step = 0; step < steps.size(); step++) {
            int number = step;
            steps
                .get(step)
                .forEach(
                    (touchpoint, journeys) ->
                        rows.add(
                            RowFactory.create(
                                member.level(),
                                member.scope(),
                                member.value(),
                                number,
                                touchpoint,
                                journeys)));
          }
        });
    return rows;
  }

  private static String at(Journey journey, int step) {
    if (step == 0) {
      return START;
    }
    return step <= journey.length() ? journey.touchpoint(step - 1) : ENDED;
  }
}
