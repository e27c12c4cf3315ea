package org.desirepath.cli;

import java.time.LocalDate;
import java.time.Period;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.desirepath.lake.Versions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs a job for a range of dates. */
@Command(
    name = "backfill",
    description = {
      "Runs a job for the dates of a range, one after another in the order of time. Each becomes one"
          + " version, which inherits from the version before. Dates that are published already are"
          + " passed over, so the same command given again goes on where it stopped.",
      "Published are the days that the current version goes back to, up to its own. After a rollback,"
          + " or a run of an earlier day, later days are to be published again; days whose tables"
          + " vacuum removed are not. A date before that of the current version that was not"
          + " published is refused."
    })
final class BackfillCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(
      names = "--from",
      paramLabel = "DATE",
      required = true,
      description = "First day to take the data as of, such as 2026-03-01.")
  private LocalDate from;

  @Option(
      names = "--to",
      paramLabel = "DATE",
      required = true,
      description = "Last day; left out if --every does not meet it.")
  private LocalDate to;

  @Option(
      names = "--every",
      paramLabel = "PERIOD",
      defaultValue = "P1D",
      description = "Days from one date to the next, such as P7D; default: ${DEFAULT-VALUE}.")
  private Period every;

  @Option(
      names = "--again",
      description =
          "Compute all dates of the range again, as after a change of settings or where rows came"
              + " late. Readers see earlier days until a later one is published; tell them first."
              + " If it fails, the same command without --again goes on where this one stopped.")
  private boolean again;

  @Option(
      names = "--dry-run",
      description = "Tell which dates would be run and which passed over, and run none.")
  private boolean dryRun;

  @Mixin private NightOptions options;

  @Override
  public Integer call() {
    List<LocalDate> dates = dates();
    if (dryRun) {
      tell(dates);
      return ExitCode.OK.number();
    }
    return options.run(
        (spark, nights) ->
            new Backfill(nights, versions(nights.job()), dates, again)
                .run(date -> nights.run(spark, date)));
  }

  private List<LocalDate> dates() {
    if (every.toTotalMonths() != 0 || every.isZero() || every.isNegative()) {
      throw new UserError(
          ExitCode.USAGE, "--every must be days, such as P1D or P7D, but is " + every);
    }
    if (from.isAfter(to)) {
      throw new UserError(
          ExitCode.USAGE, "--from must not be after --to, but %s is after %s".formatted(from, to));
    }
    return BackfillPlan.dates(from, to, every);
  }

  private void tell(List<LocalDate> dates) {
    BackfillPlan plan = BackfillPlan.of(dates, versions(options.job()).list(), again);
    Consumer<String> lines = spec.commandLine().getOut()::println;
    plan.lines().forEach(line -> options.tell(lines, line));
    plan.check();
    plan.toRun().forEach(date -> options.tell(lines, date + " would be run"));
  }

  private static Versions versions(Job job) {
    return Versions.at(
        job.settings().warehouse().location(), SparkSessions.hadoop(job.settings().spark()));
  }
}
