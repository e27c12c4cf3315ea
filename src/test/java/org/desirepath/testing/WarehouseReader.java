package org.desirepath.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.HadoopReadOptions;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.desirepath.lake.Manifest;
import org.desirepath.lake.Version;
import org.desirepath.lake.Versions;

/** Looks at the warehouse all the time, as a reader who knows nothing of the nights. */
public final class WarehouseReader implements AutoCloseable {

  private static final int MILLIS_BETWEEN_LOOKS = 200;
  private static final Configuration CONFIGURATION = new Configuration();

  private final Path warehouse;
  private final Versions versions;
  private final List<Long> seen = new ArrayList<>();
  private final Set<Version> opened = new HashSet<>();
  private final ScheduledExecutorService eye = Executors.newSingleThreadScheduledExecutor();
  private final ScheduledFuture<?> looks;
  private Throwable fault;

  /** Starts to look. */
  public WarehouseReader(Path warehouse) {
    this.warehouse = warehouse;
    this.versions = Versions.at(warehouse.toString(), CONFIGURATION);
    this.looks =
        eye.scheduleWithFixedDelay(this::lookOn, 0, MILLIS_BETWEEN_LOOKS, TimeUnit.MILLISECONDS);
  }

  /** Numbers of the current versions, one a look; fails if a look did. */
  public synchronized List<Long> seen() {
    assertThat(fault).isNull();
    look();
    return List.copyOf(seen);
  }

  private synchronized void lookOn() {
    try {
      look();
    } catch (RuntimeException | AssertionError found) {
      fault = found;
      throw found;
    }
  }

  private void look() {
    try {
      Optional<Version> current = versions.current();
      if (current.isPresent()) {
        seen.add(current.get().number());
        checkWhole(current.get());
      }
      Path latest = warehouse.resolve("latest");
      if (Files.isSymbolicLink(latest)) {
        String run = Files.readSymbolicLink(latest).getFileName().toString();
        assertThat(versions.list())
            .filteredOn(version -> version.runId().text().equals(run))
            .isNotEmpty()
            .allSatisfy(this::checkWhole);
      }
    } catch (IOException fault) {
      throw new UncheckedIOException(fault);
    }
  }

  private void checkWhole(Version version) {
    Manifest manifest = versions.manifest(version).orElseThrow();
    assertThat(manifest.runId()).isEqualTo(version.runId());
    assertThat(manifest.tables()).isNotEmpty();
    boolean isNew = opened.add(version);
    for (Manifest.StoredTable table : manifest.tables()) {
      assertThat(table.files()).isNotEmpty();
      for (Manifest.StoredFile file : table.files()) {
        Path stored =
            warehouse
                .resolve("runs")
                .resolve(version.runId().text())
                .resolve(table.name())
                .resolve(file.path());
        assertThat(stored).hasSize(file.bytes());
        if (isNew) {
          assertThat(rows(stored)).isEqualTo(file.rows());
        }
      }
    }
  }

  private static long rows(Path parquet) {
    try (ParquetFileReader reader =
        ParquetFileReader.open(
            HadoopInputFile.fromPath(new org.apache.hadoop.fs.Path(parquet.toUri()), CONFIGURATION),
            HadoopReadOptions.builder(CONFIGURATION).build())) {
      return reader.getRecordCount();
    } catch (IOException fault) {
      throw new UncheckedIOException(fault);
    }
  }

  @Override
  public void close() {
    looks.cancel(false);
    eye.shutdown();
  }
}
