package org.desirepath.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.SparkConf;
import org.apache.spark.metrics.MetricsSystem;
import org.apache.spark.metrics.sink.CsvSink;
import org.apache.spark.metrics.source.Source;
import org.apache.spark.sql.SparkSession;
import org.desirepath.lake.Lake;
import org.desirepath.lake.RunId;
import org.desirepath.lake.Version;
import org.desirepath.table.PersonAliases;
import org.desirepath.testing.RestoredSession;
import org.desirepath.testing.SparkExtension;
import org.desirepath.testing.SuppliedClock;
import org.desirepath.testing.TextTable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import scala.jdk.javaapi.CollectionConverters;

/** Figures of a run, read where a metrics system of Spark with a CSV sink writes them. */
@ExtendWith({SparkExtension.class, RestoredSession.class})
class RunSourceTest {

  private static final RunId RUN = new RunId("2026-01-05T021503-1a2b3c4d");

  @TempDir private Path folder;
  private Instant now = Instant.parse("2026-01-05T02:15:03Z");
  private MetricsSystem system;

  @BeforeEach
  void start() throws IOException {
    Files.createDirectory(folder.resolve("csv"));
    SparkConf conf =
        new SparkConf(false)
            .set("spark.app.id", "app")
            .set("spark.executor.id", "driver")
            .set("spark.metrics.conf.driver.sink.csv.class", CsvSink.class.getName())
            .set("spark.metrics.conf.driver.sink.csv.period", "60")
            .set("spark.metrics.conf.driver.sink.csv.unit", "minutes")
            .set("spark.metrics.conf.driver.sink.csv.directory", folder.resolve("csv").toString());
    system = MetricsSystem.createMetricsSystem("driver", conf);
    system.start(false);
  }

  @AfterEach
  void stop() {
    system.stop();
  }

  @Test
  void theTablesOfALakeAreCountedWhileTheyAreStored(SparkSession spark) throws IOException {
    try (RunSource figures = RunSource.open(system, clock(), now);
        Lake lake = Lake.open(spark, folder.resolve("lake").toString(), RUN, figures)) {
      figures.published(new Version(7, RUN, 6, "run"));
      PersonAliases aliases =
          new PersonAliases(
              TextTable.of(
                  spark,
                  PersonAliases.CONTRACT,
                  """
                  retired_person_id | person_id | reason | changed_run_id
                  ada               | x         | merge  | run-1
                  bob               | y         | merge  | run-1
                  """));
      lake.stage(aliases, PersonAliases::new);
      lake.publish(aliases, PersonAliases::new);
      figures.started("agg_path");
      now = now.plusSeconds(40);
      figures.started("dim_date");
      now = now.plusSeconds(2);

      assertThat(figures(system))
          .containsEntry("tables_stored", 2L)
          .containsEntry("rows_stored", 4L)
          .containsEntry("tables_running", 2L)
          .containsEntry("longest_running_seconds", 42L)
          .containsEntry("seconds_since_start", 42L)
          .containsEntry("published_version", 7L);
      figures.published(new Version(8, RUN, 7, "run"));
    }

    assertThat(csv("tables_stored")).endsWith(",2");
    assertThat(csv("published_version")).as("the last figures are written").endsWith(",8");
  }

  @Test
  void runsThatFollowEachOtherHaveFiguresOfTheirOwn() {
    for (int night = 0; night < 2; night++) {
      try (RunSource figures = RunSource.open(system, clock(), now)) {
        assertThat(figures(system)).containsEntry("tables_stored", 0L);
        figures.stored("dim_date", 1, 1.5);
        assertThat(figures(system)).containsEntry("tables_stored", 1L);
      }
      assertThat(sources(system)).isEmpty();
    }
  }

  private static Map<String, Object> figures(MetricsSystem system) {
    List<Source> sources = sources(system);
    assertThat(sources).hasSize(1);
    Map<String, Object> figures = new TreeMap<>();
    sources
        .get(0)
        .metricRegistry()
        .getGauges()
        .forEach((name, gauge) -> figures.put(name, gauge.getValue()));
    return figures;
  }

  private static List<Source> sources(MetricsSystem system) {
    return CollectionConverters.asJava(system.getSourcesByName(RunSource.NAME));
  }

  /** What the sink wrote last. */
  private String csv(String figure) throws IOException {
    List<String> lines =
        Files.readAllLines(folder.resolve("csv/app.driver.desirepath." + figure + ".csv"));
    return lines.get(lines.size() - 1);
  }

  private Clock clock() {
    return new SuppliedClock(() -> now);
  }
}
