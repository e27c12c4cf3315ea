package org.desirepath.benchmark;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.desirepath.testing.Distribution;
import org.desirepath.testing.SparkCluster;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Measures the distribution, submitted to a standalone cluster of more and more workers with one
 * core each. Workers and driver share this machine: with as many workers as processors, or one
 * fewer, the driver takes from theirs.
 */
@Command(
    name = "--workers",
    mixinStandardHelpOptions = true,
    description = "Times the nightly job on a cluster of a growing number of workers.")
final class WorkersBenchmark implements Callable<Integer> {

  /** What a worker has beside the heap of its executor. */
  private static final int OVERHEAD_MB = 1024;

  @Option(
      names = "--number",
      split = ",",
      defaultValue = "1,2",
      description = "Workers of each night, fewest first; default: ${DEFAULT-VALUE}.")
  private List<Integer> numbers;

  @Option(
      names = "--events",
      defaultValue = "1000000",
      description = "Web events of the exports; default: ${DEFAULT-VALUE}.")
  private long events;

  @Option(
      names = "--work",
      defaultValue = "target/benchmark",
      description =
          "Folder for exports and warehouses; exports are kept; default: ${DEFAULT-VALUE}.")
  private Path work;

  @Option(
      names = "--json",
      defaultValue = "target/benchmark/workers.json",
      description = "File for the figures; default: ${DEFAULT-VALUE}.")
  private Path json;

  @Option(
      names = "--memory-mb",
      defaultValue = "4096",
      description = "Heap of the driver and of each executor; default: ${DEFAULT-VALUE}.")
  private int memory;

  /**
   * What a night took.
   *
   * @param seconds wall time of the whole command, submission included
   * @param taskSeconds seconds of tasks, added up
   */
  record Submitted(int workers, double seconds, double taskSeconds) {}

  @Override
  public Integer call() throws IOException, InterruptedException, SQLException {
    Path exports = Night.exports(events, work, memory + "m").toAbsolutePath();
    Path scratch = Files.createDirectories(work.resolve("cluster-" + UUID.randomUUID()));
    Distribution installed = Distribution.install(scratch.resolve("installed").toAbsolutePath());
    List<Submitted> nights = new ArrayList<>();
    for (int number : numbers) {
      nights.add(
          night(exports, scratch.resolve("workers-" + number).toAbsolutePath(), installed, number));
    }
    System.out.print(table(nights));
    Files.createDirectories(json.toAbsolutePath().getParent());
    new ObjectMapper().writerWithDefaultPrettyPrinter().writeValue(json.toFile(), nights);
    System.out.println("Figures: " + json);
    return 0;
  }

  private Submitted night(Path exports, Path folder, Distribution installed, int workers)
      throws IOException, InterruptedException, SQLException {
    Path warehouse = folder.resolve("warehouse");
    SparkCluster.Resources each = new SparkCluster.Resources(1, memory + OVERHEAD_MB + "m");
    try (SparkCluster cluster =
        SparkCluster.start(folder.resolve("spark"), Map.of(), workers, each)) {
      File log = folder.resolve("night.log").toFile();
      ProcessBuilder submitted =
          installed
              .submit(
                  cluster,
                  "client",
                  List.of(
                      "run", installed.demo(), "--exports=" + exports, "--warehouse=" + warehouse),
                  List.of(
                      "spark.driver.memory=" + memory + "m",
                      "spark.executor.memory=" + memory + "m"))
              .redirectOutput(log);
      // A real night's code is compiled as well as it can be.
      submitted.environment().remove("SPARK_SUBMIT_OPTS");
      Instant start = Instant.now();
      int exit = submitted.start().waitFor();
      double seconds = Night.seconds(Duration.between(start, Instant.now()));
      if (exit != 0) {
        throw new IllegalStateException("The night ended with %d; see %s".formatted(exit, log));
      }
      try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:")) {
        return new Submitted(
            workers,
            seconds,
            Night.number(
                duckdb,
                "SELECT sum(task_seconds) FROM "
                    + Night.parquet(warehouse.resolve("latest"), "ops_run")));
      }
    }
  }

  private static String table(List<Submitted> nights) {
    Submitted fewest = nights.get(0);
    StringBuilder text =
        new StringBuilder("workers   seconds   core-minutes of tasks   speed-up\n");
    for (Submitted night : nights) {
      text.append(
          String.format(
              Locale.ROOT,
              "%7d %9.1f %23.1f %8.2f x%n",
              night.workers(),
              night.seconds(),
              night.taskSeconds() / 60,
              fewest.seconds() / night.seconds()));
    }
    return text.toString();
  }
}
