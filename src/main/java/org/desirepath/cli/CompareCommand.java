package org.desirepath.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.spark.sql.SparkSession;
import org.desirepath.persona.Candidate;
import org.desirepath.persona.CompareModels;
import org.desirepath.persona.DescribeSessions;
import org.desirepath.table.SessionFeatures;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Cross-tabulates two candidates. */
@Command(
    name = "compare",
    description =
        "Tells how two candidates of a sweep part the training sessions: a cross-table of their"
            + " personas and the adjusted Rand index. 'current' stands for the published model.")
final class CompareCommand implements Callable<Integer> {

  private static final String CURRENT = "current";

  @Spec private CommandSpec spec;

  @Mixin private JobOptions options;

  @Mixin private SweepOptions sweep;

  @Parameters(index = "1", paramLabel = "<candidate>", description = "The one in the rows.")
  private String one;

  @Parameters(index = "2", paramLabel = "<other>", description = "The one in the columns.")
  private String other;

  @Override
  public Integer call() {
    Job job = options.read();
    CompareModels comparison =
        SparkSessions.with(job.settings().spark(), spark -> compared(spark, job));
    PrintWriter out = spec.commandLine().getOut();
    comparison.lines(one, other).forEach(out::println);
    out.flush();
    return ExitCode.OK.number();
  }

  private CompareModels compared(SparkSession spark, Job job) {
    Published published = Published.of(spark, job);
    SessionFeatures features = DescribeSessions.from(published.sessions(), published.touchpoints());
    List<Candidate> candidates = sweep.candidates(spark, job);
    return CompareModels.from(
        features,
        job.settings().personas(),
        text(candidates, published, one),
        text(candidates, published, other));
  }

  private static String text(List<Candidate> candidates, Published published, String name) {
    if (!name.equals(CURRENT)) {
      return SweepOptions.named(candidates, name).modelText();
    }
    return published
        .personaModels()
        .flatMap(CompareModels::text)
        .orElseThrow(
            () -> new UserError(ExitCode.NO_INPUT, "The current version has no persona model"));
  }
}
