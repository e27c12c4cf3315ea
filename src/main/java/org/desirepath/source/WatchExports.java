package org.desirepath.source;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;

/**
 * Notices files that change while a night reads them, such as an export that is still being
 * written: their rows would be those of no moment at all. Files that come meanwhile are left for
 * the next night.
 */
public final class WatchExports {

  private static final int MOST_TOLD = 3;

  private final List<Mapping> mappings;
  private final String exports;
  private final Configuration configuration;
  private final Map<String, ExportFile> before;

  private WatchExports(List<Mapping> mappings, String exports, Configuration configuration) {
    this.mappings = mappings;
    this.exports = exports;
    this.configuration = configuration;
    this.before = files();
  }

  /**
   * Begins to watch. One listing of each source.
   *
   * @param mappings how each source is read
   * @param exports folder of the exports, any Hadoop URI
   */
  public static WatchExports of(SparkSession spark, List<Mapping> mappings, String exports) {
    return new WatchExports(mappings, exports, spark.sessionState().newHadoopConf());
  }

  /**
   * Looks again when everything has been read. One listing of each source.
   *
   * @throws ExportsChanged if a file is another one now, or gone
   */
  public void check() {
    Map<String, ExportFile> now = files();
    List<String> changed =
        before.entrySet().stream()
            .filter(file -> !file.getValue().equals(now.get(file.getKey())))
            .map(Map.Entry::getKey)
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

  private Map<String, ExportFile> files() {
    Map<String, ExportFile> files = new LinkedHashMap<>();
    for (Mapping mapping : mappings) {
      ExportFile.of(mapping, exports, configuration).forEach(file -> files.put(file.name(), file));
    }
    return files;
  }
}
