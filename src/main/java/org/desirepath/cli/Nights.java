package org.desirepath.cli;

import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.spark.sql.SparkSession;
import org.desirepath.Pipeline;
import org.desirepath.lake.Lake;
import org.desirepath.lake.RunId;
import org.desirepath.lake.StageListener;
import org.desirepath.lake.Vacuum;
import org.desirepath.report.ConsoleProgress;
import org.desirepath.settings.JobSettings;
import org.desirepath.settings.WarehouseSettings;

/**
 * Nights of a job, each from exports to a published version, told to people and schedulers.
 *
 * @param job what is run
 * @param clock what time it is
 * @param out where people read how it goes
 * @param status where schedulers do
 * @param metrics where figures are kept until they are written
 */
record Nights(Job job, Clock clock, PrintStream out, StatusFile status, RunMetrics metrics) {

  /** The day whose data a night takes that nobody gave a day: that of the settings, or today. */
  LocalDate today() {
    JobSettings settings = job.settings();
    return settings.asOf() == null
        ? LocalDate.now(clock.withZone(settings.timeZone()))
        : settings.asOf();
  }

  /** Publishes the tables of a day, then removes runs that are too old to be kept. */
  void run(SparkSession spark, LocalDate snapshot) {
    Instant startedAt = clock.instant();
    JobSettings settings = job.settings();
    Pipeline.Night night =
        new Pipeline.Night(
            snapshot,
            snapshot.atStartOfDay(settings.timeZone()).toInstant(),
            startedAt,
            clock,
            Desirepath.version(),
            job.fingerprint());
    RunId runId = RunId.of(snapshot, startedAt, ThreadLocalRandom.current().nextInt());
    status.running(runId.text(), snapshot.toString());
    out.printf("Desirepath %s, run %s, data as of %s%n", Desirepath.version(), runId, snapshot);
    List<String> summary = published(spark, night, runId);
    String folder = settings.warehouse().location() + "/runs/" + runId;
    out.println();
    summary.forEach(out::println);
    out.printf(
        "Tables      %s, after %d s%n",
        folder, Duration.between(startedAt, clock.instant()).toSeconds());
    out.printf("Reports     %s/identity.html, how identifiers became persons%n", folder);
    out.printf("            %s/prediction.html, how well what comes next is foretold%n", folder);
    out.printf("Open        duckdb -init %s/sql/duckdb.sql%n", folder);
  }

  private List<String> published(SparkSession spark, Pipeline.Night night, RunId runId) {
    try (ConsoleProgress progress =
            new ConsoleProgress(
                out, Boolean.getBoolean("desirepath.terminal"), Pipeline.TABLES, clock);
        Lake lake =
            Lake.open(
                spark, job.settings().warehouse().location(), runId, new Told(progress, metrics))) {
      List<String> summary =
          Pipeline.run(
              spark, job.settings(), job.mappings(), job.catalogue(), job.people(), night, lake);
      removeOldRuns(spark);
      return summary;
    }
  }

  private void removeOldRuns(SparkSession spark) {
    WarehouseSettings warehouse = job.settings().warehouse();
    Vacuum vacuum = Vacuum.at(warehouse.location(), spark.sparkContext().hadoopConfiguration());
    vacuum.remove(vacuum.leftovers(warehouse.keepVersions(), VacuumCommand.GRACE, clock.instant()));
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
