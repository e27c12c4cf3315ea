package org.desirepath.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.desirepath.lake.Vacuum;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Removes runs that nobody needs. */
@Command(
    name = "vacuum",
    description = {
      "Removes the runs that no kept version shows, and what dead runs left behind.",
      "The current version and runs under way are never touched."
    })
final class VacuumCommand implements Callable<Integer> {

  /** A run stays so long after its last change, for a look at what went wrong. */
  static final Duration GRACE = Duration.ofHours(24);

  @Spec private CommandSpec spec;

  @Mixin private WarehouseOptions warehouse;

  @Option(
      names = "--keep",
      paramLabel = "N",
      defaultValue = "14",
      description = "Newest versions whose runs stay; default: ${DEFAULT-VALUE}.")
  private int keepVersions;

  @Option(
      names = "--grace",
      paramLabel = "DURATION",
      description =
          "A run stays so long after its last change, and after it was current; default: PT24H.")
  private Duration grace = GRACE;

  @Option(names = "--dry-run", description = "Tell what would be removed, and remove nothing.")
  private boolean dryRun;

  @Override
  public Integer call() {
    Vacuum vacuum = Vacuum.at(warehouse.location(), SparkSessions.hadoop());
    List<Vacuum.Leftover> leftovers = vacuum.leftovers(keepVersions, grace);
    PrintWriter out = spec.commandLine().getOut();
    for (Vacuum.Leftover leftover : leftovers) {
      out.printf(
          Locale.ROOT,
          "%,10.1f MB  %s: %s%n",
          leftover.bytes() / 1e6,
          leftover.folder(),
          leftover.reason());
    }
    int count = dryRun ? leftovers.size() : vacuum.remove(leftovers);
    out.printf("%d folders %s%n", count, dryRun ? "would be removed" : "removed");
    out.flush();
    return ExitCode.OK.number();
  }
}
