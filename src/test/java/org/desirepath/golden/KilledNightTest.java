package org.desirepath.golden;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
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
import org.desirepath.Pipeline;
import org.desirepath.demo.DemoExports;
import org.desirepath.demo.DemoSettings;
import org.desirepath.lake.Manifest;
import org.desirepath.lake.Version;
import org.desirepath.lake.Versions;
import org.desirepath.testing.CommandPlans;
import org.desirepath.testing.CommandProcess;
import org.desirepath.testing.PublishedRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The nightly command, whole and in processes of its own: two at once, then some that are killed,
 * then one that is not, on one warehouse, while a reader looks on.
 *
 * <p>With {@code DESIREPATH_SOAK=true} in the environment nights are killed all over the tables.
 */
class KilledNightTest {

  private static final int PUBLISHED = 0;
  private static final int TRY_AGAIN = 75;

  /**
   * How many tables a night stores before it is killed; the nights of a list run at once. A kill
   * costs the night up to there, so most come early: with staged tables alone, and with published
   * ones among them. The last comes with all tables stored, when the commit begins.
   */
  private static final List<List<Integer>> KILLED_AFTER =
      Boolean.parseBoolean(System.getenv("DESIREPATH_SOAK"))
          ? List.of(
              List.of(3, 22, 38),
              List.of(7, 26, 39),
              List.of(11, 30, Pipeline.TABLES),
              List.of(18, 34, Pipeline.TABLES),
              List.of(1, 14, Pipeline.TABLES))
          : List.of(List.of(1, 14, Pipeline.TABLES));

  @TempDir private Path folder;
  private final List<Process> nights = new ArrayList<>();

  @AfterEach
  void endWhatIsLeft() throws InterruptedException {
    for (Process night : nights) {
      night.destroyForcibly().waitFor();
    }
  }

  @Test
  void readersSeeWholeVersionsOnlyWhileNightsRunAtOnceAndAreKilled() throws Exception {
    DemoExports.write(
        new DemoSettings(4, 14, 3, false, false, DemoSettings.DEFAULT_END),
        folder.resolve("exports"),
        line -> {});
    Versions versions = Versions.at(warehouse().toString(), new Configuration());
    try (Reader reader = new Reader(warehouse(), versions)) {
      List<Process> atOnce = List.of(start(), start());
      List<Integer> ends = List.of(end(atOnce.get(0)), end(atOnce.get(1)));
      assertThat(ends).contains(PUBLISHED);
      assertThat(List.of(PUBLISHED, TRY_AGAIN)).containsAll(ends);
      assertThat(versions.list()).hasSameSizeAs(ends.stream().filter(end -> end == 0).toList());

      for (List<Integer> tables : KILLED_AFTER) {
        List<Process> killed = new ArrayList<>();
        for (int i = 0; i < tables.size(); i++) {
          killed.add(start());
        }
        for (int i = 0; i < tables.size(); i++) {
          kill(killed.get(i), tables.get(i));
        }
      }
      long before = versions.current().orElseThrow().number();
      assertThat(end(start())).isEqualTo(PUBLISHED);
      assertThat(versions.current().orElseThrow().number()).isEqualTo(before + 1);
      assertThat(reader.seen()).isSorted().endsWith(before + 1);
    }

    List<Version> published = versions.list();
    for (int i = 0; i < published.size(); i++) {
      assertThat(published.get(i).number()).isEqualTo(i + 1L);
    }
    assertThat(Files.readSymbolicLink(warehouse().resolve("latest")))
        .isEqualTo(Path.of("runs", published.get(published.size() - 1).runId().text()));
    assertThat(differences(published.get(0), published.get(published.size() - 1))).isEmpty();
  }

  private Path warehouse() {
    return folder.resolve("warehouse");
  }

  /** Room for the young and for classes from the start: else a night collects while they grow. */
  private Process start() throws IOException {
    Process night =
        CommandProcess.of(
                List.of(
                    "-Xms512m",
                    "-Xmx1g",
                    "-Xmn320m",
                    "-XX:MetaspaceSize=256m",
                    "-XX:TieredStopAtLevel=1",
                    "-XX:+UseSerialGC"),
                List.of(
                    "run",
                    "jobs/demo.yaml",
                    "--exports=" + folder.resolve("exports"),
                    "--warehouse=" + warehouse(),
                    "--set=spark.shuffle-partitions=2",
                    CommandPlans.INTERPRETED))
            .start();
    nights.add(night);
    return night;
  }

  private static int end(Process night) throws IOException, InterruptedException {
    String said = new String(night.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int code = night.waitFor();
    assertThat(List.of(PUBLISHED, TRY_AGAIN)).as(said).contains(code);
    return code;
  }

  /** Kills a night as soon as it tells of so many tables. */
  private static void kill(Process night, int tables) throws IOException, InterruptedException {
    String told = "%3d  ".formatted(tables);
    BufferedReader said =
        new BufferedReader(new InputStreamReader(night.getInputStream(), StandardCharsets.UTF_8));
    List<String> lines = new ArrayList<>();
    String line = said.readLine();
    while (line != null && !line.startsWith(told)) {
      lines.add(line);
      line = said.readLine();
    }
    night.destroyForcibly().waitFor();
    assertThat(line).as(String.join("\n", lines)).isNotNull();
  }

  /** All but what tells the moments of the run, and of the version before it. */
  private List<String> differences(Version one, Version other) throws SQLException {
    return PublishedRun.differences(run(one), run(other), Set.of("ops_run", "ops_identity"));
  }

  private PublishedRun run(Version version) {
    return new PublishedRun(warehouse().resolve("runs").resolve(version.runId().text()));
  }

  /** Looks at the warehouse all the time, as a reader who knows nothing of the nights. */
  private static final class Reader implements AutoCloseable {

    private static final int MILLIS_BETWEEN_LOOKS = 50;
    private static final Configuration CONFIGURATION = new Configuration();

    private final Path warehouse;
    private final Versions versions;
    private final List<Long> seen = new ArrayList<>();
    private final Set<Version> opened = new HashSet<>();
    private final ScheduledExecutorService eye = Executors.newSingleThreadScheduledExecutor();
    private final ScheduledFuture<?> looks;
    private Throwable fault;

    Reader(Path warehouse, Versions versions) {
      this.warehouse = warehouse;
      this.versions = versions;
      this.looks =
          eye.scheduleWithFixedDelay(this::lookOn, 0, MILLIS_BETWEEN_LOOKS, TimeUnit.MILLISECONDS);
    }

    /** Numbers of the current versions, one a look; fails if a look did. */
    synchronized List<Long> seen() {
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
              HadoopInputFile.fromPath(
                  new org.apache.hadoop.fs.Path(parquet.toUri()), CONFIGURATION),
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
}
