package org.desirepath.cli;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.spark.sql.SparkSession;
import org.desirepath.lake.SweepFolder;
import org.desirepath.mlflow.Mlflow;
import org.desirepath.persona.Candidate;
import org.desirepath.persona.ChooseCandidate;
import org.desirepath.persona.ListCandidates;
import org.desirepath.persona.PortraySweep;
import org.desirepath.persona.SweepPersonas;
import org.desirepath.report.ReportTuning;
import org.desirepath.report.SweepProgress;
import org.desirepath.settings.JobSettings;
import org.desirepath.settings.PersonaSettings;
import org.desirepath.settings.TuningSettings;
import org.desirepath.table.Fingerprint;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Tries out personas on what a job has published. */
@Command(
    name = "tune",
    description = {
      "Tries out personas on the published sessions: algorithms, sets of features, numbers of"
          + " personas and seeds, as the job's tuning section says. Measures each candidate, picks"
          + " one by a rule or says that there is no stable segmentation, and writes tables and a"
          + " report. Started again it goes on where it stopped.",
      "If MLFLOW_TRACKING_URI is set, candidates are logged to MLflow."
    },
    subcommands = {PromoteCommand.class, CompareCommand.class})
final class TuneCommand implements Callable<Integer> {

  private static final String REPORT = "report.html";

  @Mixin private JobOptions options;

  private final PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);

  @Override
  public Integer call() {
    Clock clock = Clock.systemUTC();
    Instant startedAt = clock.instant();
    // Before the work, so that a wrong address costs no time.
    Optional<Mlflow> mlflow = Mlflow.fromEnvironment(System.getenv());
    Job job = options.read();
    return SparkSessions.with(
        job.settings().spark(),
        spark -> {
          sweep(spark, job, clock, startedAt, mlflow);
          return ExitCode.OK.number();
        });
  }

  private void sweep(
      SparkSession spark, Job job, Clock clock, Instant startedAt, Optional<Mlflow> mlflow) {
    JobSettings settings = job.settings();
    PersonaSettings personas = settings.personas();
    TuningSettings tuning = settings.tuning();
    Published published = Published.of(spark, job);
    LocalDate asOf = published.asOf();
    long version = published.stored().version().number();
    String sweepId =
        Fingerprint.of(
                List.of(
                    published.stored().version().runId().text(),
                    personas.shape(),
                    tuning.toString(),
                    Desirepath.version()))
            .substring(0, 12);
    SweepFolder folder =
        SweepFolder.of(
            settings.warehouse().location(), sweepId, spark.sparkContext().hadoopConfiguration());
    folder.begin(startedAt);
    int trials = SweepPersonas.trials(tuning);
    out.printf(
        "Desirepath %s, sweep %s over version %d, data as of %s: %d trials of %d seeds%n",
        Desirepath.version(), sweepId, version, asOf, trials, tuning.seeds().size());

    SweepPersonas sweep =
        SweepPersonas.from(
            published.features(folder),
            personas,
            tuning,
            asOf,
            new Texts(folder),
            new SweepProgress(out, trials, clock));
    List<Candidate> candidates = sweep.candidates();
    ChooseCandidate choice = ChooseCandidate.from(candidates, tuning);
    folder.replace(spark, ListCandidates.from(spark, candidates, choice));
    folder.replace(spark, ListCandidates.scores(spark, candidates, choice));
    String report =
        ReportTuning.html(
            PortraySweep.from(
                sweep,
                published.touchpoints(),
                published.touchpointNames(),
                tuning,
                choice,
                new PortraySweep.Origin(sweepId, version, asOf)));
    folder.write(REPORT, report);
    mlflow.ifPresent(
        server ->
            LogSweep.to(
                server,
                new LogSweep.Sweep(sweepId, candidates, choice, report, startedAt, clock.instant()),
                out));

    out.println();
    choice.sentences().forEach(out::println);
    out.printf("Report      %s/%s%n", folder.location(), REPORT);
    out.printf(
        "Tables      %s, ops_persona_candidate and ops_model_score, after %d s%n",
        folder.location(), Duration.between(startedAt, clock.instant()).toSeconds());
    choice
        .picked()
        .ifPresent(
            picked ->
                out.printf(
                    "Promote     desirepath tune promote %s %s%n", options.job(), picked.name()));
  }

  /** The candidates of each trial in a file of their own. */
  private record Texts(SweepFolder folder) implements SweepPersonas.Store {

    @Override
    public Optional<String> read(String name) {
      return folder.read(file(name));
    }

    @Override
    public void write(String name, String text) {
      folder.write(file(name), text);
    }

    private static String file(String name) {
      return SweepOptions.CANDIDATES + "/" + name + ".json";
    }
  }
}
