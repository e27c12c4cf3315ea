package org.desirepath.persona;

import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.desirepath.table.Personas.PERSONA_ID;
import static org.desirepath.table.Personas.SESSION_COUNT;
import static org.desirepath.table.TouchpointCatalogue.TOUCHPOINT_ID;
import static org.desirepath.table.TouchpointCatalogue.TOUCHPOINT_NAME;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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

  /** In standard deviations of all sessions: from here on a difference shows. */
  private static final double NOTABLE = 0.5;

  private static final int NAMED_TOUCHPOINTS = 2;
  private static final int DESCRIBED_TOUCHPOINTS = 3;
  private static final int LISTED_TOUCHPOINTS = 5;

  /** Touchpoints rarer than this in a persona do not describe it, however high their lift. */
  private static final double LEAST_SHARE = 0.01;

  private static final Map<String, String> PEOPLE =
      Map.of(
          "awareness", "explorers",
          "consideration", "evaluators",
          "decision", "buyers",
          "onboarding", "starters",
          "use", "product users",
          "support", "help seekers",
          "renewal", "renewers",
          "advocacy", "advocates");

  private NamePersonas() {}

  /**
   * One row per persona of the model and the member {@code unknown}.
   *
   * <p>A name says how long the sessions are, where that is notable, which stage they lean to, and
   * the two touchpoints most apart in standard deviations: "Brief explorers: About us, Customers".
   * Where names meet, further touchpoints are added, then a number by the order of the model.
   *
   * <p>One shuffle, by persona; profiles and catalogue, both bounded by the catalogue, and a typical
   * session of each persona meet on the driver.
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
    for (Cluster cluster : model.clusters()) {
      String personaId = cluster.personaId();
      Portrait portrait = new Portrait(traits.getOrDefault(personaId, List.of()), touchpointNames);
      long count = counts.getOrDefault(personaId, 0L);
      rows.add(
          RowFactory.create(
              personaId,
              names.containsKey(personaId) ? names.get(personaId) : portrait.uniqueName(taken),
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

  /** A row of a profile. */
  record Trait(String attribute, String value, double mean, double lift, double zScore) {
    static Trait of(Row row) {
      return new Trait(
          row.getString(1),
          row.getString(2),
          row.getDouble(3),
          row.isNullAt(5) ? 0 : row.getDouble(5),
          row.isNullAt(6) ? 0 : row.getDouble(6));
    }
  }

  /** What a profile says in words. */
  record Portrait(List<Trait> traits, Map<String, String> touchpointNames) {

    /** A name that is not yet taken, and takes it. */
    String uniqueName(Set<String> taken) {
      List<String> apart = byDistance(FeatureGroup.TOUCHPOINT).map(this::touchpointName).toList();
      for (int length = Math.min(NAMED_TOUCHPOINTS, apart.size());
          length <= apart.size();
          length++) {
        String name = name(apart.subList(0, length));
        if (taken.add(name)) {
          return name;
        }
      }
      int number = 2;
      while (!taken.add(name(apart) + " " + number)) {
        number++;
      }
      return name(apart) + " " + number;
    }

    String description() {
      String stage = stage().map(one -> " around " + one).orElse("");
      String touchpoints =
          byDistance(FeatureGroup.TOUCHPOINT)
              .limit(DESCRIBED_TOUCHPOINTS)
              .map(
                  trait ->
                      String.format(
                          Locale.ROOT,
                          "%s (%.1f times the usual share)",
                          touchpointName(trait),
                          trait.lift()))
              .collect(Collectors.joining(", "));
      String device =
          of(FeatureGroup.DEVICE)
              .max(Comparator.comparingDouble(Trait::mean).thenComparing(Trait::value))
              .map(
                  trait ->
                      String.format(
                          Locale.ROOT, ", %.0f %% on %s", 100 * trait.mean(), trait.value()))
              .orElse("");
      return String.format(
          Locale.ROOT,
          "Sessions%s of %.1f touchpoints in %.1f minutes%s%s",
          stage,
          mean(FeatureGroup.DEPTH),
          mean(FeatureGroup.DURATION) / 60,
          device,
          touchpoints.isEmpty() ? "" : "; most apart: " + touchpoints);
    }

    /** Ids by lift, those that hold a hundredth of the persona's touchpoints or more. */
    String topTouchpoints() {
      String top =
          of(FeatureGroup.TOUCHPOINT)
              .filter(trait -> trait.mean() >= LEAST_SHARE)
              .sorted(
                  Comparator.comparingDouble((Trait trait) -> -trait.lift())
                      .thenComparing(Trait::value))
              .limit(LISTED_TOUCHPOINTS)
              .map(Trait::value)
              .collect(Collectors.joining(", "));
      return top.isEmpty() ? null : top;
    }

    private String name(List<String> touchpoints) {
      String people = stage().map(one -> PEOPLE.getOrDefault(one, "visitors")).orElse("visitors");
      double length = of(FeatureGroup.DEPTH).mapToDouble(Trait::zScore).findFirst().orElse(0);
      String manner = length >= NOTABLE ? "Thorough " : length <= -NOTABLE ? "Brief " : "";
      String words = manner + people;
      return words.substring(0, 1).toUpperCase(Locale.ROOT)
          + words.substring(1)
          + (touchpoints.isEmpty() ? "" : ": " + String.join(", ", touchpoints));
    }

    /** The stage most apart, if any is above the usual. */
    private Optional<String> stage() {
      return byDistance(FeatureGroup.STAGE)
          .map(Trait::value)
          .filter(PEOPLE::containsKey)
          .findFirst();
    }

    private double mean(FeatureGroup group) {
      return of(group).mapToDouble(Trait::mean).findFirst().orElse(0);
    }

    private String touchpointName(Trait trait) {
      return touchpointNames.getOrDefault(trait.value(), trait.value());
    }

    /** What is above the usual, the farthest first. */
    private Stream<Trait> byDistance(FeatureGroup group) {
      return of(group)
          .filter(trait -> trait.zScore() > 0)
          .sorted(
              Comparator.comparingDouble((Trait trait) -> -trait.zScore())
                  .thenComparing(Trait::value));
    }

    private Stream<Trait> of(FeatureGroup group) {
      return traits.stream().filter(trait -> trait.attribute().equals(group.attribute()));
    }
  }
}
