package org.desirepath.cli;

import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.spark.SparkEnv;
import org.apache.spark.sql.SparkSession;
import org.desirepath.Pipeline;
import org.desirepath.lake.Lake;
import org.desirepath.lake.LakeException;
import org.desirepath.lake.RunId;
import org.desirepath.lake.StageListener;
import org.desirepath.lake.Vacuum;
import org.desirepath.report.RunProgress;
import org.desirepath.settings.JobSettings;
import org.desirepath.settings.WarehouseSettings;

/**
 * Nights of a job, each from exports to a published version, told to people and schedulers.
 *
 * @param job what is run
 * @param clock what time it is
 * @param out where it is read how it goes
 * @param format for people or for collectors of logs
 * @param status where schedulers do
 * @param metrics where figures are kept until they are written
 */
record Nights(
    Job job,
    Clock clock,
    PrintStream out,
    LogFormat format,
    StatusFile status,
    RunMetrics metrics) {

  /** Where lines of the log look for the run that their thread does not know. */
  private static final String RUN_PROPERTY = "desirepath.run";

  /**
   * Publishes the tables of a day, then removes runs that are too old to be kept.
   *
   * @return the run that was published
   */
  RunId run(SparkSession spark, LocalDate snapshot) {
    Instant startedAt = clock.instant();
    RunId runId = RunId.of(snapshot, startedAt, ThreadLocalRandom.current().nextInt());
    status.running(runId.text(), snapshot.toString());
    metrics.began();
    System.setProperty(RUN_PROPERTY, runId.text());
    try (RunProgress progress = format.progress(out, clock)) {
      progress.began(Desirepath.version(), runId.text(), snapshot);
      try {
        List<String> summary = published(spark, snapshot, startedAt, runId, progress);
        progress.published(
            job.settings().warehouse().location() + "/runs/" + runId,
            Duration.between(startedAt, clock.instant()),
            summary);
        return runId;
      } catch (Throwable fault) {
        // Spark throws checked exceptions that it does not declare.
        Failure failure = Failure.of(fault);
        progress.failed(failure.exitCode().number(), failure.message());
        throw fault;
      }
    } finally {
      System.clearProperty(RUN_PROPERTY);
    }
  }

  /** Tells a sentence of no run, such as how many are to come; an empty one parts lines. */
  void tell(String sentence) {
    format.tell(out::println, clock, sentence);
  }

  private List<String> published(
      SparkSession spark,
      LocalDate snapshot,
      Instant startedAt,
      RunId runId,
      RunProgress progress) {
    JobSettings settings = job.settings();
    Pipeline.Night night =
        new Pipeline.Night(
            snapshot,
            snapshot.atStartOfDay(settings.timeZone()).toInstant(),
            startedAt,
            clock,
            Desirepath.version(),
            job.fingerprint());
    try (RunSource figures = RunSource.open(SparkEnv.get().metricsSystem(), clock, startedAt);
        Lake lake =
            Lake.open(
                spark,
                settings.warehouse().location(),
                runId,
                new Told(progress, metrics, figures))) {
      lake.base().ifPresent(figures::published);
      lake.base()
          .map(version -> version.runId().snapshotDate())
          .filter(shown -> shown.isAfter(snapshot))
          .ifPresent(
              shown ->
                  progress.noticed(
                      "The current version tells of %s; readers will see %s until a later day is published"
                          .formatted(shown, snapshot)));
      List<String> summary =
          Pipeline.run(spark, settings, job.mappings(), job.catalogue(), job.people(), night, lake);
      lake.version().ifPresent(figures::published);
      removeOldRuns(spark, progress);
      return summary;
    }
  }

  /** What was published stays published where this fails; another night removes them. */
  private void removeOldRuns(SparkSession spark, RunProgress progress) {
    WarehouseSettings warehouse = job.settings().warehouse();
    try {
      Vacuum vacuum = Vacuum.at(warehouse.location(), spark.sparkContext().hadoopConfiguration());
      vacuum.remove(vacuum.leftovers(warehouse.keepVersions(), VacuumCommand.GRACE));
    } catch (LakeException fault) {
      progress.noticed("Old runs were not removed: " + fault.getMessage());
    }
  }

  /** Passes on what the lake tells. */
  private record Told(RunProgress progress, RunMetrics metrics, RunSource figures)
      implements StageListener {

    @Override
    public void started(String stage) {
      figures.started(stage);
      progress.started(stage);
    }

    @Override
    public void said(String sentence) {
      progress.noticed(sentence);
    }

    @Override
    public void stored(String stage, long rows, double seconds) {
      metrics.stored(stage, rows, seconds);
      figures.stored(stage, rows, seconds);
      progress.finished(stage, rows, Duration.ofMillis(Math.round(1000 * seconds)));
    }
  }
}
