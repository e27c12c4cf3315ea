package org.desirepath.persona;

import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.desirepath.table.Personas.PERSONA_ID;
import static org.desirepath.table.Personas.SESSION_COUNT;
import static org.desirepath.table.TouchpointCatalogue.TOUCHPOINT_ID;
import static org.desirepath.table.TouchpointCatalogue.TOUCHPOINT_NAME;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.desirepath.persona.PersonaModel.Cluster;
import org.desirepath.table.PersonaAssignments;
import org.desirepath.table.PersonaProfiles;
import org.desirepath.table.Personas;
import org.desirepath.table.TouchpointCatalogue;
import org.desirepath.table.TypicalSessions;

/** Names and describes personas by what sets them apart. */
public final class NamePersonas {

  private NamePersonas() {}

  /**
   * One row per persona of the model and the member {@code unknown}.
   *
   * <p>A name says how long the sessions are, where that is notable, which stage they lean to, and
   * what is most apart in standard deviations: "Brief explorers: About us, Customers". Personas of
   * the same stage are told by what sets them apart from each other, in touchpoints, device, time
   * or pace: "Help seekers on mobile: Chat". Where names meet, more is added, then a number by the
   * order of the model.
   *
   * <p>One shuffle, by persona; profiles and catalogue, both bounded by the catalogue, and a
   * typical session of each persona meet on the driver.
   *
   * <p>Names of the version before stay, and names of the settings go before all. Personas that the
   * model no longer has are retired.
   *
   * @param before the personas of the version before, if there is one
   * @param chosenNames names that people chose, by id
   */
  public static Personas from(
      PersonaModel model,
      PersonaAssignments assignments,
      PersonaProfiles profiles,
      TypicalSessions typicalSessions,
      TouchpointCatalogue catalogue,
      Optional<Personas> before,
      Map<String, String> chosenNames,
      String runId) {
    Map<String, Row> known = new LinkedHashMap<>();
    before.ifPresent(
        personas ->
            personas
                .rows()
                .orderBy(PERSONA_ID.col())
                .collectAsList()
                .forEach(row -> known.put(row.getString(0), row)));
    known.remove(PersonaModel.UNKNOWN);
    Map<String, String> names = new HashMap<>();
    known.forEach((id, row) -> names.put(id, row.getString(1)));
    names.putAll(chosenNames);
    Map<String, String> touchpointNames = new HashMap<>();
    catalogue
        .rows()
        .select(TOUCHPOINT_ID.col(), TOUCHPOINT_NAME.col())
        .collectAsList()
        .forEach(row -> touchpointNames.put(row.getString(0), row.getString(1)));
    Map<String, Long> counts = new HashMap<>();
    assignments
        .rows()
        .groupBy(PERSONA_ID.col())
        .agg(SESSION_COUNT.is(count(lit(1))))
        .collectAsList()
        .forEach(row -> counts.put(row.getString(0), row.getLong(1)));
    Map<String, String> typical = new HashMap<>();
    typicalSessions
        .rows()
        .collectAsList()
        .forEach(row -> typical.put(row.getString(0), row.getString(1)));
    Map<String, List<Trait>> traits =
        profiles.rows().collectAsList().stream()
            .collect(
                Collectors.groupingBy(
                    row -> row.getString(0), Collectors.mapping(Trait::of, Collectors.toList())));

    long total = counts.values().stream().mapToLong(Long::longValue).sum();
    Set<String> taken = new HashSet<>(names.values());
    List<Row> rows = new ArrayList<>();
    Map<String, Portrait> portraits = new LinkedHashMap<>();
    model
        .personaIds()
        .forEach(
            id ->
                portraits.put(
                    id, new Portrait(traits.getOrDefault(id, List.of()), touchpointNames)));
    for (Cluster cluster : model.clusters()) {
      String personaId = cluster.personaId();
      Portrait portrait = portraits.get(personaId);
      long count = counts.getOrDefault(personaId, 0L);
      rows.add(
          RowFactory.create(
              personaId,
              names.containsKey(personaId)
                  ? names.get(personaId)
                  : portrait.uniqueName(portraits.values(), taken),
              portrait.description(),
              count,
              share(count, total),
              cluster.stability(),
              cluster.silhouette(),
              portrait.topTouchpoints(),
              typical.get(personaId),
              model.version(),
              cluster.firstRunId(),
              "active"));
      known.remove(personaId);
    }
    known.values().forEach(row -> rows.add(retired(row, names)));
    long unknown = counts.getOrDefault(PersonaModel.UNKNOWN, 0L);
    rows.add(
        RowFactory.create(
            PersonaModel.UNKNOWN,
            "Unknown",
            "Sessions and people without a persona",
            unknown,
            share(unknown, total),
            null,
            null,
            null,
            null,
            model.version(),
            runId,
            "active"));
    return new Personas(
        assignments.rows().sparkSession().createDataFrame(rows, Personas.CONTRACT.schema()));
  }

  private static Row retired(Row persona, Map<String, String> names) {
    return RowFactory.create(
        persona.getString(0),
        names.get(persona.getString(0)),
        persona.getString(2),
        0L,
        0.0,
        persona.get(5),
        persona.get(6),
        persona.get(7),
        persona.get(8),
        persona.getString(9),
        persona.getString(10),
        "retired");
  }

  private static double share(long count, long total) {
    return total == 0 ? 0 : (double) count / total;
  }
}
