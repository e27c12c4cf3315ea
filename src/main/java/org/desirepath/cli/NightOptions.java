package org.desirepath.cli;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What every command that runs nights takes, and how it tells of them. */
final class NightOptions {

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

  @Option(
      names = LogFormat.OPTION,
      defaultValue = "text",
      description =
          "How the run tells of itself on standard output and error: ${COMPLETION-CANDIDATES};"
              + " default: ${DEFAULT-VALUE}.")
  private LogFormat logFormat;

  private final RunMetrics metrics = new RunMetrics();

  /** The job, with what the command line says. */
  Job job() {
    return options.read(exports);
  }

  /** Tells a sentence where no night is run. */
  void tell(Consumer<String> lines, String sentence) {
    logFormat.tell(lines, Clock.systemUTC(), sentence);
  }

  /**
   * Does work in a session; however it ends, its status and its figures tell so.
   *
   * @return the exit code of work that succeeded
   */
  int run(BiConsumer<SparkSession, Nights> work) {
    Clock clock = Clock.systemUTC();
    Instant startedAt = clock.instant();
    Configuration hadoop = SparkSessions.hadoop();
    StatusFile file = status == null ? null : new StatusFile(status, hadoop, clock, startedAt);
    try {
      Job job = job();
      hadoop = SparkSessions.hadoop(job.settings().spark());
      String location = job.settings().warehouse().location();
      file =
          new StatusFile(
              status == null ? location + "/" + StatusFile.NAME : status, hadoop, clock, startedAt);
      Nights nights =
          new Nights(
              job,
              clock,
              new PrintStream(System.out, true, StandardCharsets.UTF_8),
              logFormat,
              file,
              metrics);
      SparkSessions.with(
          job.settings().spark(),
          spark -> {
            work.accept(spark, nights);
            return null;
          });
      file.succeeded();
      measured(hadoop, startedAt, clock, ExitCode.OK);
      return ExitCode.OK.number();
    } catch (Throwable fault) {
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
}
