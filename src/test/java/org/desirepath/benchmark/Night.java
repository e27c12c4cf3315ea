package org.desirepath.benchmark;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.desirepath.benchmark.Benchmark.Measurement;
import org.desirepath.benchmark.Benchmark.Whole;
import org.desirepath.testing.CommandProcess;

/** One run of the nightly command over demo exports of one size. */
final class Night {

  private static final long SEED = 7;
  private static final String DONE = "done";

  private Night() {}

  /** Makes exports of a size unless they are there. */
  static Path exports(long events, Path work, String memory)
      throws IOException, InterruptedException {
    Path exports = work.resolve("exports-" + events);
    if (!isDone(exports)) {
      desirepath(
          memory,
          "demo-exports",
          "--events=" + events,
          "--seed=" + SEED,
          "--no-hostile",
          "--no-truth",
          "--out=" + exports);
      Files.createFile(exports.resolve(DONE));
    }
    return exports;
  }

  /** Makes the same exports with a skew unless they are there. */
  static Path skewed(Path exports, Skew skew) throws IOException {
    Path skewed = exports.resolveSibling(exports.getFileName() + "-" + skew);
    if (!isDone(skewed)) {
      skew.addTo(exports, skewed);
      Files.createFile(skewed.resolve(DONE));
    }
    return skewed;
  }

  /**
   * Runs the job on exports and reads what it took: as it is scheduled, then with its steps one by
   * one, which tells what each of them takes when it has the machine for itself.
   */
  static Measurement measure(Path exports, Path work, String memory)
      throws IOException, InterruptedException, SQLException {
    Path warehouse = warehouse(exports, work);
    Whole whole = whole(exports, warehouse, memory);
    Instant start = Instant.now();
    run(exports, warehouse, memory, "--set=spark.steps-at-once=1");
    double oneByOneSeconds = seconds(Duration.between(start, Instant.now()));
    try (Connection duckdb = duckdb()) {
      Path run = warehouse.resolve("latest");
      Map<String, Double> stages = stages(duckdb, run);
      return new Measurement(
          whole, oneByOneSeconds, stages, DuckDbPeer.compare(duckdb, run, stages), Map.of());
    }
  }

  /** Runs the job on skewed exports, as it is scheduled. */
  static Whole measureSkewed(Path exports, Skew skew, Path work, String memory)
      throws IOException, InterruptedException, SQLException {
    Path skewed = skewed(exports, skew);
    Whole whole = whole(skewed, warehouse(skewed, work), memory);
    if (skew == Skew.BOT != whole.rowsOfBots() > 0) {
      throw new IllegalStateException(
          "Of %s, %,d rows are taken for those of bots".formatted(skewed, whole.rowsOfBots()));
    }
    return whole;
  }

  private static Path warehouse(Path exports, Path work) {
    return work.resolve(
        exports.getFileName().toString().replace("exports", "warehouse") + "-" + UUID.randomUUID());
  }

  private static Whole whole(Path exports, Path warehouse, String memory)
      throws IOException, InterruptedException, SQLException {
    Instant start = Instant.now();
    long peak = run(exports, warehouse, memory);
    double seconds = seconds(Duration.between(start, Instant.now()));
    try (Connection duckdb = duckdb()) {
      String audit = parquet(warehouse.resolve("latest"), "ops_source_audit");
      return new Whole(
          (long) number(duckdb, "SELECT sum(rows_read) FROM " + audit),
          (long) number(duckdb, "SELECT sum(rows_bot) FROM " + audit),
          seconds,
          peak);
    }
  }

  private static Connection duckdb() throws SQLException {
    Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
    execute(duckdb, "SET threads = " + Runtime.getRuntime().availableProcessors());
    return duckdb;
  }

  private static long run(Path exports, Path warehouse, String memory, String... options)
      throws IOException, InterruptedException {
    return desirepath(
        memory,
        Stream.concat(
                Stream.of(
                    "run", "jobs/demo.yaml", "--exports=" + exports, "--warehouse=" + warehouse),
                Stream.of(options))
            .toArray(String[]::new));
  }

  private static boolean isDone(Path exports) {
    return Files.exists(exports.resolve(DONE));
  }

  /** The files of a table, for a FROM clause. */
  static String parquet(Path run, String table) {
    return "read_parquet('%s/%s/**/*.parquet', hive_partitioning = false)".formatted(run, table);
  }

  static void execute(Connection duckdb, String sql) throws SQLException {
    try (Statement statement = duckdb.createStatement()) {
      statement.execute(sql);
    }
  }

  static double number(Connection duckdb, String sql) throws SQLException {
    try (Statement statement = duckdb.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      result.next();
      return result.getDouble(1);
    }
  }

  static double seconds(Duration duration) {
    return duration.toMillis() / 1000.0;
  }

  private static Map<String, Double> stages(Connection duckdb, Path run) throws SQLException {
    Map<String, Double> seconds = new LinkedHashMap<>();
    try (Statement statement = duckdb.createStatement();
        ResultSet result =
            statement.executeQuery(
                "SELECT stage, stage_seconds FROM "
                    + parquet(run, "ops_run")
                    + " WHERE stage_seconds IS NOT NULL ORDER BY stage_number")) {
      while (result.next()) {
        seconds.put(result.getString(1), result.getDouble(2));
      }
    }
    return seconds;
  }

  /** Runs a command in a process of its own and returns its peak resident size, in bytes. */
  private static long desirepath(String memory, String... arguments)
      throws IOException, InterruptedException {
    Process process =
        CommandProcess.of(List.of("-Xmx" + memory, "-XX:+UseParallelGC"), List.of(arguments))
            .redirectOutput(log())
            .start();
    long peak = 0;
    while (!process.waitFor(200, java.util.concurrent.TimeUnit.MILLISECONDS)) {
      peak = Math.max(peak, peakMemory(process.pid()));
    }
    if (process.exitValue() != 0) {
      throw new IllegalStateException(
          "%s ended with %d; see %s".formatted(arguments[0], process.exitValue(), log()));
    }
    return peak;
  }

  private static File log() throws IOException {
    Files.createDirectories(Path.of("target", "logs"));
    return Path.of("target", "logs", "benchmark.log").toFile();
  }

  /** The high-water mark that Linux keeps of a process; 0 where it is gone or kept elsewhere. */
  private static long peakMemory(long pid) {
    try {
      return Files.readAllLines(Path.of("/proc", Long.toString(pid), "status")).stream()
          .filter(line -> line.startsWith("VmHWM:"))
          .mapToLong(line -> 1024 * Long.parseLong(line.replaceAll("\\D", "")))
          .findFirst()
          .orElse(0);
    } catch (IOException gone) {
      return 0;
    }
  }
}
