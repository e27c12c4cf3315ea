package org.desirepath.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.apache.spark.sql.SparkSession;
import org.desirepath.lake.SweepFolder;
import org.desirepath.persona.CompareModels;
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

  /** Over the sessions that the sweep looked at. */
  private CompareModels compared(SparkSession spark, Job job) {
    SweepFolder folder = sweep.folder(job);
    Published published = Published.of(spark, job);
    String first = text(folder, published, one);
    String second = text(folder, published, other);
    return CompareModels.from(published.features(folder), job.settings().personas(), first, second)
        .orElseThrow(() -> new UserError(ExitCode.NO_INPUT, "The published model has no personas"));
  }

  private static String text(SweepFolder folder, Published published, String name) {
    if (!name.equals(CURRENT)) {
      return SweepOptions.named(folder, name).modelText();
    }
    return published
        .personaModels()
        .flatMap(CompareModels::text)
        .orElseThrow(
            () -> new UserError(ExitCode.NO_INPUT, "The current version has no persona model"));
  }
}
