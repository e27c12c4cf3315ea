package org.desirepath.path;

import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.types.DataTypes.LongType;
import static org.apache.spark.sql.types.DataTypes.StringType;
import static org.desirepath.table.Journeys.JOURNEY_LEVEL;
import static org.desirepath.table.Paths.SCOPE;
import static org.desirepath.table.Paths.SCOPE_VALUE;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.desirepath.settings.PathSettings;
import org.desirepath.table.Contract;
import org.desirepath.table.Field;
import org.desirepath.table.JourneySequences;

/** Counts the journeys and touchpoints of each scope. */
final class CountScopes {

  private static final Field WHAT =
      Field.required("what", StringType, "What was counted, as ScopeCounts names it");
  private static final Field COUNT = Field.required("count", LongType, "How many");

  private static final StructType COUNTED =
      new Contract(
              "scope_count",
              "one row per task, level, scope value and count",
              List.of(),
              List.of(JOURNEY_LEVEL, SCOPE, SCOPE_VALUE, WHAT, COUNT))
          .schema();

  private CountScopes() {}

  /**
   * The profile of each level, scope and value, in their order. Passes over the journeys once; what
   * comes to the driver is bounded by the scopes and the catalogue.
   */
  static List<ScopeProfile> in(JourneySequences sequences, PathSettings settings) {
    MapPartitionsFunction<Row, Row> count = CountScopes::count;
    Map<ScopeMember, ScopeCounts> counts = new TreeMap<>();
    sequences
        .rows()
        .mapPartitions(count, Encoders.row(COUNTED))
        .groupBy(JOURNEY_LEVEL.col(), SCOPE.col(), SCOPE_VALUE.col(), WHAT.col())
        .agg(COUNT.is(sum(COUNT.col())))
        .collectAsList()
        .forEach(
            row ->
                counts
                    .computeIfAbsent(
                        new ScopeMember(row.getString(0), row.getString(1), row.getString(2)),
                        any -> new ScopeCounts())
                    .add(row.getString(3), row.getLong(4)));
    List<ScopeProfile> profiles = new ArrayList<>();
    counts.forEach((member, counted) -> profiles.add(new ScopeProfile(member, counted, settings)));
    return profiles;
  }

  private static Iterator<Row> count(Iterator<Row> journeys) {
    Map<ScopeMember, ScopeCounts> counts = new HashMap<>();
    while (journeys.hasNext()) {
      SequencedJourney journey = SequencedJourney.of(journeys.next());
      for (ScopeMember member : journey.members()) {
        counts.computeIfAbsent(member, any -> new ScopeCounts()).add(journey);
      }
    }
    List<Row> rows = new ArrayList<>();
    counts.forEach(
        (member, counted) ->
            counted.tell(
                (what, count) ->
                    rows.add(
                        RowFactory.create(
                            member.level(), member.scope(), member.value(), what, count))));
    return rows.iterator();
  }
}
