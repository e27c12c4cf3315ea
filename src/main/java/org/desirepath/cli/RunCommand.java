package org.desirepath.cli;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;
import org.desirepath.Pipeline;
import org.desirepath.lake.Lake;
import org.desirepath.lake.RunId;
import org.desirepath.lake.StageListener;
import org.desirepath.lake.Vacuum;
import org.desirepath.report.ConsoleProgress;
import org.desirepath.settings.JobSettings;
import org.desirepath.settings.WarehouseSettings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs a job from exports to a published version. */
@Command(
    name = "run",
    description =
        "Runs a job: reads the exports, builds all tables, publishes them as one version.")
final class RunCommand implements Callable<Integer> {

  @Mixin private JobOptions options;

  @Mixin private ExportOptions exports;

  @Option(
      names = "--status",
      paramLabel = "URI",
      description =
          "File that tells the state of the run as JSON, for schedulers that cannot see its exit code;"
              + " default: _STATUS.json in the warehouse.")
  private String status;

  @Option(
      names = "--metrics",
      paramLabel = "URI",
      description =
          "File for figures of the run in the text format of Prometheus, such as"
              + " /var/lib/node_exporter/desirepath.prom; default: none.")
  private String metricsUri;

  private final RunMetrics metrics = new RunMetrics();
  private final PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);

  @Override
  public Integer call() {
    Clock clock = Clock.systemUTC();
    Instant startedAt = clock.instant();
    Configuration hadoop = SparkSessions.hadoop();
    StatusFile file = status == null ? null : new StatusFile(status, hadoop, clock, startedAt);
    try {
      Job job = options.read(exports);
      hadoop = SparkSessions.hadoop(job.settings().spark());
      String location = job.settings().warehouse().location();
      file =
          new StatusFile(
              status == null ? location + "/" + StatusFile.NAME : status, hadoop, clock, startedAt);
      run(job, clock, startedAt, file);
      file.succeeded();
      measured(hadoop, startedAt, clock, ExitCode.OK);
      return ExitCode.OK.number();
    } catch (RuntimeException | Error fault) {
      Failure failure = Failure.of(fault);
      if (file != null) {
        file.failed(failure);
      }
      measured(hadoop, startedAt, clock, failure.exitCode());
      throw fault;
    }
  }

  private void measured(Configuration hadoop, Instant startedAt, Clock clock, ExitCode exitCode) {
    if (metricsUri != null) {
      new SideFile(metricsUri, hadoop)
          .write(metrics.text(startedAt, clock.instant(), exitCode.number()));
    }
  }

  private void run(Job job, Clock clock, Instant startedAt, StatusFile file) {
    JobSettings settings = job.settings();
    LocalDate snapshot =
        settings.asOf() == null
            ? LocalDate.now(clock.withZone(settings.timeZone()))
            : settings.asOf();
    Pipeline.Night night =
        new Pipeline.Night(
            snapshot,
            snapshot.atStartOfDay(settings.timeZone()).toInstant(),
            startedAt,
            clock,
            Desirepath.version(),
            job.fingerprint());
    RunId runId = RunId.of(snapshot, startedAt, ThreadLocalRandom.current().nextInt());
    file.running(runId.text(), snapshot.toString());
    out.printf("Desirepath %s, run %s, data as of %s%n", Desirepath.version(), runId, snapshot);

    List<String> summary =
        SparkSessions.with(settings.spark(), spark -> run(spark, job, night, runId));

    String location = settings.warehouse().location();
    out.println();
    summary.forEach(out::println);
    out.printf(
        "Tables      %s/runs/%s, after %d s%n",
        location, runId, Duration.between(startedAt, clock.instant()).toSeconds());
    out.printf(
        "Reports     %s/runs/%s/identity.html, how identifiers became persons%n", location, runId);
    out.printf(
        "            %s/runs/%s/prediction.html, how well what comes next is foretold%n",
        location, runId);
    out.printf("Open        duckdb -init %s/runs/%s/sql/duckdb.sql%n", location, runId);
  }

  /** Publishes the tables, then removes runs that are too old to be kept. */
  private List<String> run(SparkSession spark, Job job, Pipeline.Night night, RunId runId) {
    try (ConsoleProgress progress =
            new ConsoleProgress(
                out, Boolean.getBoolean("desirepath.terminal"), Pipeline.TABLES, night.clock());
        Lake lake =
            Lake.open(
                spark, job.settings().warehouse().location(), runId, new Told(progress, metrics))) {
      List<String> summary =
          Pipeline.run(
              spark, job.settings(), job.mappings(), job.catalogue(), job.people(), night, lake);
      removeOldRuns(spark, job.settings().warehouse(), night.clock().instant());
      return summary;
    }
  }

  private static void removeOldRuns(SparkSession spark, WarehouseSettings warehouse, Instant now) {
    Vacuum vacuum = Vacuum.at(warehouse.location(), spark.sparkContext().hadoopConfiguration());
    vacuum.remove(vacuum.leftovers(warehouse.keepVersions(), VacuumCommand.GRACE, now));
  }

  /** Passes on what the lake tells. */
  private record Told(ConsoleProgress progress, RunMetrics metrics) implements StageListener {

    @Override
    public void started(String stage) {
      progress.started(stage);
    }

    @Override
    public void stored(String stage, long rows, double seconds) {
      metrics.stored(stage, rows, seconds);
      progress.finished(stage, rows, Duration.ofMillis(Math.round(1000 * seconds)));
    }
  }
}
