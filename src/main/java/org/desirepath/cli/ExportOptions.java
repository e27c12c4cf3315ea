package org.desirepath.cli;

import java.util.Map;
import picocli.CommandLine.Option;

/** Where commands that read exports find them. */
final class ExportOptions {

  @Option(
      names = "--exports",
      paramLabel = "URI",
      description =
          "Folder of the exports, in which {date} stands for the snapshot date; goes before"
              + " sources.exports.")
  private String exports;

  /** The settings that these go before. */
  Map<String, String> overrides() {
    return exports == null ? Map.of() : Map.of("sources.exports", exports);
  }
}
