package org.desirepath.cli;

import java.io.PrintWriter;
import java.time.Clock;
import java.util.concurrent.Callable;
import org.desirepath.lake.Promotions;
import org.desirepath.persona.Candidate;
import org.desirepath.persona.Promotion;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes a candidate the nightly model. */
@Command(
    name = "promote",
    description = {
      "Makes a candidate of a sweep the nightly model: the next run of the job takes it, gives its"
          + " personas the ids and names of those they go on from, and trains it again by the same"
          + " recipe when it grows old or sessions drift.",
      "It holds until the settings of personas change, another is promoted, or it is withdrawn"
          + " before a run has taken it."
    })
final class PromoteCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Mixin private JobOptions options;

  @Mixin private SweepOptions sweep;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "<candidate>",
      description = "Its name, such as markov-mixture-6-moves-s42.")
  private String name;

  @Option(
      names = "--withdraw",
      description = "Take the last promotion back, for runs that have not yet taken it.")
  private boolean isWithdrawn;

  @Override
  public Integer call() {
    if (isWithdrawn == (name != null)) {
      throw new ParameterException(
          spec.commandLine(), "Give either a candidate or --withdraw, not both");
    }
    Job job = options.read();
    PrintWriter out = spec.commandLine().getOut();
    Promotions promotions =
        Promotions.at(
            job.settings().warehouse().location(), SparkSessions.hadoop(job.settings().spark()));
    if (isWithdrawn) {
      promotions.withdraw();
      out.println("The last promotion is withdrawn; a run that has taken it keeps its model");
    } else {
      Candidate candidate = SweepOptions.named(sweep.folder(job), name);
      promotions.promote(
          Promotion.of(candidate, job.settings().personas(), Clock.systemUTC().instant()).text());
      out.printf(
          "%s is promoted: the next run gives every session one of its %d personas%n",
          name, candidate.count());
    }
    out.flush();
    return ExitCode.OK.number();
  }
}
