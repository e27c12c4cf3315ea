package org.desirepath.path;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.catalyst.InternalRow;
import org.desirepath.settings.PathSettings;
import org.desirepath.table.JourneySequences;
import scala.Tuple2;

/** Counts the journeys and touchpoints of each scope. */
final class CountScopes {

  private CountScopes() {}

  /**
   * The profile of each level, scope and value, in their order. Passes over the journeys once; what
   * comes to the driver is bounded by the scopes and the catalogue.
   *
   * @param tasks among so many tasks at most what was counted is added up
   */
  static List<ScopeProfile> in(JourneySequences sequences, PathSettings settings, int tasks) {
    Map<ScopeMember, ScopeCounts> counts = new TreeMap<>();
    JavaRDD<InternalRow> journeys = StepReader.rows(sequences);
    journeys
        .mapPartitionsToPair(CountScopes::count)
        .reduceByKey(Long::sum, Math.max(1, Math.min(tasks, journeys.getNumPartitions())))
        .collect()
        .forEach(
            counted ->
                counts
                    .computeIfAbsent(counted._1()._1(), any -> new ScopeCounts())
                    .add(counted._1()._2(), counted._2()));
    List<ScopeProfile> profiles = new ArrayList<>();
    counts.forEach((member, counted) -> profiles.add(new ScopeProfile(member, counted, settings)));
    return profiles;
  }

  private static Iterator<Tuple2<Tuple2<ScopeMember, String>, Long>> count(
      Iterator<InternalRow> journeys) {
    StepReader reader = new StepReader();
    List<ScopeCounter> counters = new ArrayList<>();
    while (journeys.hasNext()) {
      reader.read(journeys.next());
      for (int i = 0; i < reader.scopeCount(); i++) {
        // Scopes are numbered one by one, so that a new one is the next.
        if (reader.scope(i) == counters.size()) {
          counters.add(new ScopeCounter());
        }
        counters.get(reader.scope(i)).add(reader);
      }
    }
    List<Tuple2<Tuple2<ScopeMember, String>, Long>> all = new ArrayList<>();
    for (int scope = 0; scope < counters.size(); scope++) {
      ScopeMember member = reader.member(scope);
      counters
          .get(scope)
          .tell(reader, (what, count) -> all.add(new Tuple2<>(new Tuple2<>(member, what), count)));
    }
    return all.iterator();
  }
}
