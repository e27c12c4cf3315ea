package org.desirepath.lake;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.desirepath.table.PublishedTables;

/** Runs of one plain file of a known size, for tests that need many in little time. */
final class PlainRun {

  static final String TABLE = "map_person_alias";

  private static final int MOST_ROWS = 5000;

  private PlainRun() {}

  /** The name of a run. */
  static RunId run(int number) {
    return RunId.of(LocalDate.of(2026, 1, 5), Instant.parse("2026-01-05T02:00:00Z"), number);
  }

  /** Writes a run and publishes it as the version after the current one. */
  static Version publish(Warehouse warehouse, int number) throws IOException {
    Versions versions = new Versions(warehouse);
    long base = versions.current().map(Version::number).orElse(Version.NONE);
    RunId run = run(number);
    int rows = 1 + number % MOST_ROWS;
    byte[] content = "row\n".repeat(rows).getBytes(StandardCharsets.UTF_8);
    try (var out =
        warehouse.files().create(new Path(warehouse.table(run, TABLE), "part-0"), false)) {
      out.write(content);
    }
    var file = new Manifest.StoredFile("part-0", rows, content.length);
    var table = new Manifest.StoredTable(TABLE, rows, content.length, "", List.of(), List.of(file));
    new Manifest(run, PublishedTables.VERSION, List.of(table), List.of()).write(warehouse);
    return versions.publish(run, base);
  }

  /** Looks that a version of a local warehouse has every file that its manifest names. */
  static void assertWhole(java.nio.file.Path folder, Version version) throws IOException {
    Manifest manifest =
        Versions.at(folder.toString(), new Configuration()).manifest(version).orElseThrow();
    assertThat(manifest.runId()).isEqualTo(version.runId());
    for (Manifest.StoredTable table : manifest.tables()) {
      assertThat(table.files()).isNotEmpty();
      for (Manifest.StoredFile file : table.files()) {
        assertThat(
                Files.size(
                    folder
                        .resolve("runs")
                        .resolve(version.runId().text())
                        .resolve(table.name())
                        .resolve(file.path())))
            .isEqualTo(file.bytes());
      }
    }
  }

  /**
   * Looks that versions are numbered from one without a gap, each from the one before, that each
   * shows another run, and that each is whole.
   */
  static void assertHistory(java.nio.file.Path folder, List<Version> versions) throws IOException {
    assertThat(versions).extracting(Version::runId).doesNotHaveDuplicates();
    for (int i = 0; i < versions.size(); i++) {
      assertThat(versions.get(i).number()).isEqualTo(i + 1L);
      assertThat(versions.get(i).baseVersion()).isEqualTo(i);
      assertWhole(folder, versions.get(i));
    }
  }
}
