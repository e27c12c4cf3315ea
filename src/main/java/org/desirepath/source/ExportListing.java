package org.desirepath.source;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;

/**
 * The files of the exports as a night found them when it began. Files that come later are left for
 * the next night; those that change while they are read, such as an export that is still being
 * written, are noticed: their rows would be those of no moment at all.
 */
public final class ExportListing {

  private static final int MOST_TOLD = 3;

  private final List<Mapping> mappings;
  private final String exports;
  private final Configuration configuration;
  private final Map<String, List<ExportFile>> bySource;

  private ExportListing(List<Mapping> mappings, String exports, Configuration configuration) {
    this.mappings = List.copyOf(mappings);
    this.exports = exports;
    this.configuration = configuration;
    this.bySource = files();
  }

  /**
   * Lists the files. One listing of each source.
   *
   * @param mappings how each source is read
   * @param exports folder of the exports, any Hadoop URI
   * @throws MissingExports if a source has no file at all
   */
  public static ExportListing of(SparkSession spark, List<Mapping> mappings, String exports) {
    ExportListing listing =
        new ExportListing(mappings, exports, spark.sessionState().newHadoopConf());
    for (Mapping mapping : mappings) {
      if (listing.files(mapping).isEmpty()) {
        throw new MissingExports(mapping.source(), exports + "/" + mapping.folder());
      }
    }
    return listing;
  }

  /** How each source is read. */
  List<Mapping> mappings() {
    return mappings;
  }

  /** The files of a source, ordered by name. */
  List<ExportFile> files(Mapping mapping) {
    return bySource.get(mapping.source());
  }

  /**
   * Looks again when everything has been read. One listing of each source.
   *
   * @throws ExportsChanged if a file is another one now, or gone
   */
  public void checkUnchanged() {
    Set<ExportFile> now = new HashSet<>();
    files().values().forEach(now::addAll);
    List<String> changed =
        bySource.values().stream()
            .flatMap(List::stream)
            .filter(file -> !now.contains(file))
            .map(ExportFile::name)
            .toList();
    if (!changed.isEmpty()) {
      String more =
          changed.size() > MOST_TOLD ? " and %d more".formatted(changed.size() - MOST_TOLD) : "";
      throw new ExportsChanged(
          "Exports changed while they were read: %s%s; try again when they are written"
              .formatted(
                  String.join(", ", changed.subList(0, Math.min(MOST_TOLD, changed.size()))),
                  more));
    }
  }

  private Map<String, List<ExportFile>> files() {
    Map<String, List<ExportFile>> files = new LinkedHashMap<>();
    for (Mapping mapping : mappings) {
      files.put(mapping.source(), ExportFile.of(mapping, exports, configuration));
    }
    return files;
  }
}
