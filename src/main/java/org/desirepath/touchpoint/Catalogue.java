package org.desirepath.touchpoint;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.desirepath.settings.InvalidSettings;
import org.desirepath.settings.MayBeAbsent;
import org.desirepath.settings.SettingsFault;
import org.desirepath.settings.StrictYaml;
import org.desirepath.table.Events;
import org.desirepath.table.TouchpointCatalogue;

/**
 * Every touchpoint that can happen, in the order in which events are compared with them.
 *
 * @param stages the stages by the customer's goal, from the first to the furthest
 * @param ignore Spark SQL predicate: events for which it is true are no touchpoints
 * @param touchpoints the touchpoints; the first whose predicate is true names an event
 */
public record Catalogue(List<String> stages, String ignore, List<Entry> touchpoints) {

  /** What a touchpoint may decide. */
  static final List<String> OUTCOMES = List.of("won", "lost", "renewed", "churned");

  /** Stage or channel of what has none. */
  static final String NONE = "none";

  private static final List<String> RESERVED =
      List.of(
          TouchpointCatalogue.START,
          TouchpointCatalogue.OPEN,
          TouchpointCatalogue.ENDED,
          TouchpointCatalogue.OTHER,
          TouchpointCatalogue.UNKNOWN,
          NONE);

  /**
   * One touchpoint.
   *
   * @param id lower-case letters, digits and underscores; stays the same for good
   * @param name name for people
   * @param when Spark SQL predicate over the columns of {@link Events} and {@link
   *     NameTouchpoints#PAGE}
   * @param channel one of {@link TouchpointCatalogue#CHANNELS}
   * @param stage one of the catalogue's stages, or none
   * @param outcome what it decides: won, lost, renewed or churned; null for most
   * @param ownerDepartment who in the company answers for it
   * @param isOffline whether it happens away from a screen
   * @param isBackstage whether the customer does not see it
   * @param desiredEmotion what the customer should feel
   * @param targetSentiment the sentiment aimed at, −1 to 1
   * @param internalImportance how important the company holds it, 0 to 1
   * @param internalPerformance how well the company thinks it does, 0 to 1
   * @param description what happens there
   */
  public record Entry(
      String id,
      String name,
      String when,
      String channel,
      String stage,
      @MayBeAbsent String outcome,
      String ownerDepartment,
      boolean isOffline,
      boolean isBackstage,
      @MayBeAbsent String desiredEmotion,
      @MayBeAbsent Double targetSentiment,
      @MayBeAbsent Double internalImportance,
      @MayBeAbsent Double internalPerformance,
      String description) {}

  /**
   * Refuses a catalogue that contradicts itself.
   *
   * @throws InvalidSettings with every fault
   */
  public Catalogue {
    stages = List.copyOf(stages);
    touchpoints = List.copyOf(touchpoints);
    List<SettingsFault> faults = contradictions(stages, touchpoints);
    if (!faults.isEmpty()) {
      throw new InvalidSettings(faults);
    }
  }

  /**
   * Reads a catalogue.
   *
   * @param text the YAML
   * @param file its name, for messages
   * @throws InvalidSettings with every fault of the file
   */
  public static Catalogue read(String text, String file) {
    return StrictYaml.read(text, file, Catalogue.class, Map.of());
  }

  /** The touchpoints that decide how a journey ends. */
  public Set<String> decisive() {
    return touchpoints.stream()
        .filter(entry -> entry.outcome() != null)
        .map(Entry::id)
        .collect(Collectors.toUnmodifiableSet());
  }

  /**
   * What is wrong with the predicates: each must be a deterministic truth about one event. No job
   * runs, so events without rows will do.
   */
  public List<SettingsFault> faults(Events events) {
    Dataset<Row> rows = NameTouchpoints.withPage(events.rows());
    List<SettingsFault> faults = new ArrayList<>();
    compare("ignore", ignore, rows, faults);
    for (int i = 0; i < touchpoints.size(); i++) {
      compare(where(i, touchpoints.get(i)) + ".when", touchpoints.get(i).when(), rows, faults);
    }
    return faults;
  }

  private static List<SettingsFault> contradictions(List<String> stages, List<Entry> touchpoints) {
    List<SettingsFault> faults = new ArrayList<>();
    Set<String> different = new HashSet<>();
    for (String stage : stages) {
      if (RESERVED.contains(stage) || !different.add(stage)) {
        faults.add(new SettingsFault("stages", "must differ and be no reserved word: " + stage));
      }
    }
    Map<String, String> places = new HashMap<>();
    for (int i = 0; i < touchpoints.size(); i++) {
      Entry entry = touchpoints.get(i);
      String where = where(i, entry);
      String before = places.putIfAbsent(entry.id(), where);
      if (before != null) {
        faults.add(
            new SettingsFault(
                where + ".id", "must be unique, but is the id of " + before + " too"));
      }
      if (!entry.id().matches("[a-z][a-z0-9_]*")
          || RESERVED.contains(entry.id())
          || entry.id().startsWith(NameTouchpoints.UNMATCHED_PREFIX)) {
        faults.add(
            new SettingsFault(
                where + ".id",
                "must be lower-case letters, digits and underscores, not begin with %s and be none of %s, but is %s"
                    .formatted(NameTouchpoints.UNMATCHED_PREFIX, RESERVED, entry.id())));
      }
      oneOf(where + ".channel", entry.channel(), TouchpointCatalogue.CHANNELS, faults);
      if (!entry.stage().equals(NONE)) {
        oneOf(where + ".stage", entry.stage(), stages, faults);
      }
      if (entry.outcome() != null) {
        oneOf(where + ".outcome", entry.outcome(), OUTCOMES, faults);
      }
      between(where + ".target-sentiment", entry.targetSentiment(), -1, faults);
      between(where + ".internal-importance", entry.internalImportance(), 0, faults);
      between(where + ".internal-performance", entry.internalPerformance(), 0, faults);
    }
    return faults;
  }

  private static String where(int index, Entry entry) {
    return "touchpoints[%d] (%s)".formatted(index + 1, entry.id());
  }

  private static void oneOf(
      String where, String found, List<String> allowed, List<SettingsFault> faults) {
    if (!allowed.contains(found)) {
      faults.add(
          new SettingsFault(where, "must be one of %s, but is %s".formatted(allowed, found)));
    }
  }

  private static void between(String where, Double found, int low, List<SettingsFault> faults) {
    if (found != null && !(found >= low && found <= 1)) {
      faults.add(
          new SettingsFault(
              where, "must be a number from %d to 1, but is %s".formatted(low, found)));
    }
  }

  private static void compare(
      String where, String predicate, Dataset<Row> rows, List<SettingsFault> faults) {
    try {
      if (!isDeterministic(rows, predicate)) {
        faults.add(
            new SettingsFault(where, "must give the same answer every time, but is " + predicate));
      }
    } catch (AnalysisException e) {
      faults.add(
          new SettingsFault(
              where,
              "must be a Spark SQL predicate over an event, but %s is refused: %s"
                  .formatted(predicate, e.getSimpleMessage().lines().findFirst().orElse(""))));
    }
  }

  // Spark's Scala code does not declare the exception that it throws for a wrong expression.
  private static boolean isDeterministic(Dataset<Row> rows, String predicate)
      throws AnalysisException {
    return rows.filter(functions.expr(predicate)).queryExecution().analyzed().deterministic();
  }
}
