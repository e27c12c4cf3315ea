package org.desirepath.cli;

import java.util.concurrent.Callable;
import org.desirepath.lake.Version;
import org.desirepath.lake.Versions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows an older run again, by a new version. */
@Command(
    name = "rollback",
    description = {
      "Shows the run before the current one again, or that of a given version.",
      "Nothing is removed: going back is a new version too."
    })
final class RollbackCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Mixin private WarehouseOptions warehouse;

  @Option(
      names = "--to",
      paramLabel = "VERSION",
      description = "The version to show again; default: the one before the current run's.")
  private Long to;

  @Override
  public Integer call() {
    Versions versions = warehouse.versions();
    Version version = to == null ? versions.rollback() : versions.rollback(to);
    spec.commandLine()
        .getOut()
        .printf(
            "Version %d shows run %s: %s%n", version.number(), version.runId(), version.reason());
    return ExitCode.OK.number();
  }
}
