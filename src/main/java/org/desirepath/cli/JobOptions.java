package org.desirepath.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What every command that works on a job takes. */
final class JobOptions {

  @Parameters(
      index = "0",
      paramLabel = "<job.yaml>",
      description = "The job, such as jobs/nightly.yaml; any Hadoop URI.")
  private String job;

  @Option(
      names = "--warehouse",
      paramLabel = "URI",
      description = "Folder of the published tables; goes before warehouse.location.")
  private String warehouse;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "Any other setting, such as sessions.inactivity=PT45M; may be repeated.")
  private Map<String, String> settings = new LinkedHashMap<>();

  @Option(
      names = "--master",
      paramLabel = "URL",
      description = "Where Spark runs; goes before spark.master.")
  private String master;

  /** The job file, as it was given. */
  String job() {
    return job;
  }

  /**
   * Reads the job with what the command line says.
   *
   * @throws UserError if the file cannot be read
   * @throws org.desirepath.settings.InvalidSettings with every fault of it
   */
  Job read() {
    return read(new ExportOptions());
  }

  /** The same with what the command line says of the exports. */
  Job read(ExportOptions exports) {
    Map<String, String> overrides = new LinkedHashMap<>(settings);
    overrides.putAll(exports.overrides());
    if (warehouse != null) {
      overrides.put("warehouse.location", warehouse);
    }
    if (master != null) {
      overrides.put("spark.master", master);
    }
    return Job.read(job, overrides);
  }
}
