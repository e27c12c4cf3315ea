package org.desirepath.cli;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Option;

/** What commands take beside a job that read its exports. */
final class ExportOptions {

  @Option(
      names = "--as-of",
      paramLabel = "DATE",
      description = "Take the data as of this day, such as 2026-04-03; default: today.")
  private LocalDate asOf;

  @Option(
      names = "--exports",
      paramLabel = "URI",
      description = "Folder of the exports; goes before sources.exports.")
  private String exports;

  /** The settings that these go before. */
  Map<String, String> overrides() {
    Map<String, String> overrides = new LinkedHashMap<>();
    if (asOf != null) {
      overrides.put("as-of", asOf.toString());
    }
    if (exports != null) {
      overrides.put("sources.exports", exports);
    }
    return overrides;
  }
}
