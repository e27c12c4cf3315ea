package org.desirepath.settings;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * How Spark runs.
 *
 * @param master where, such as {@code local[*]}; {@code spark-submit} and {@code --master} go
 *     before it
 * @param shufflePartitions tasks after a shuffle
 * @param stepsAtOnce steps of the night that may run side by side
 * @param properties any other Spark property
 */
public record SparkSettings(
    String master, int shufflePartitions, int stepsAtOnce, Map<String, String> properties) {

  private static final Pattern SECRET =
      Pattern.compile(
          "access[.-]?key|secret|session[.-]?token|password|account[.-]?key",
          Pattern.CASE_INSENSITIVE);

  /** Refuses values that cannot be worked with. */
  public SparkSettings {
    Rules.of("spark")
        .present("master", master)
        .between("shuffle-partitions", shufflePartitions, 1, 100_000)
        .between("steps-at-once", stepsAtOnce, 1, 64)
        .require(properties != null, "properties", "must be a map", null)
        .require(
            secrets(properties).isEmpty(),
            "properties",
            "must hold no credentials, which come from the environment or the role of the machine",
            "one with " + secrets(properties))
        .check();
    properties = properties == null ? Map.of() : Map.copyOf(properties);
  }

  /** The same with properties that are told elsewhere; what is told here goes before. */
  SparkSettings with(Map<String, String> more) {
    Map<String, String> all = new HashMap<>(more);
    all.putAll(properties);
    return new SparkSettings(master, shufflePartitions, stepsAtOnce, all);
  }

  /** Names of properties that hold credentials; values are never told. */
  private static List<String> secrets(Map<String, String> properties) {
    return properties == null
        ? List.of()
        : properties.keySet().stream()
            .filter(name -> SECRET.matcher(name).find())
            .sorted()
            .toList();
  }
}
