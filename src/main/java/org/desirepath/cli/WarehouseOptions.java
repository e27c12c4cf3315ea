package org.desirepath.cli;

import org.desirepath.lake.Versions;
import picocli.CommandLine.Option;

/** What every command that works on a warehouse alone takes: no job, no Spark. */
final class WarehouseOptions {

  @Option(
      names = "--warehouse",
      paramLabel = "URI",
      required = true,
      description = "Folder of the published tables, any Hadoop URI.")
  private String location;

  String location() {
    return location;
  }

  Versions versions() {
    return Versions.at(location, SparkSessions.hadoop());
  }
}
