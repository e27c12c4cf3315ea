package org.desirepath.settings;

/**
 * Where the tables are published.
 *
 * @param location folder of the warehouse, any Hadoop URI
 * @param keepVersions newest versions whose tables stay; older ones are removed after each run
 */
public record WarehouseSettings(String location, int keepVersions) {

  /** Refuses values that cannot be worked with. */
  public WarehouseSettings {
    Rules.of("warehouse")
        .present("location", location)
        .between("keep-versions", keepVersions, 1, 100_000)
        .check();
  }
}
