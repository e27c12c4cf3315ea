package org.desirepath.settings;

import java.util.Map;

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

  /** Refuses values that cannot be worked with. */
  public SparkSettings {
    Rules.of("spark")
        .present("master", master)
        .between("shuffle-partitions", shufflePartitions, 1, 100_000)
        .between("steps-at-once", stepsAtOnce, 1, 64)
        .require(properties != null, "properties", "must be a map", null)
        .check();
    properties = properties == null ? Map.of() : Map.copyOf(properties);
  }
}
