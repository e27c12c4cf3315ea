package org.desirepath.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.desirepath.lake.Manifest;
import org.desirepath.lake.Version;
import org.desirepath.lake.Versions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows what is published: versions, tables and checks. */
@Command(
    name = "status",
    description = "Shows the published versions, the current tables and their checks.")
final class StatusCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Mixin private WarehouseOptions warehouse;

  @Option(
      names = "--versions",
      paramLabel = "N",
      defaultValue = "10",
      description = "Versions to list, the latest first; default: ${DEFAULT-VALUE}.")
  private int versionCount;

  @Option(names = "--checks", description = "List the checks that pass as well.")
  private boolean allChecks;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    Versions versions = warehouse.versions();
    List<Version> all = versions.list();
    if (all.isEmpty()) {
      throw new UserError(
          ExitCode.NO_INPUT, "Nothing is published in %s yet".formatted(warehouse.location()));
    }
    out.println("Version  Run                          How");
    for (int i = all.size() - 1; i >= Math.max(0, all.size() - versionCount); i--) {
      Version version = all.get(i);
      out.printf(
          Locale.ROOT,
          "%7d  %-27s  %s%s%n",
          version.number(),
          version.runId(),
          version.reason(),
          i == all.size() - 1 ? "  (current)" : "");
    }
    Optional<Manifest> manifest = versions.manifest(all.get(all.size() - 1));
    if (manifest.isEmpty()) {
      throw new UserError(
          ExitCode.NO_INPUT, "The tables of the current version are gone; try rollback");
    }
    out.printf("%n%-26s %14s %10s%n", "Table", "rows", "MB");
    for (Manifest.StoredTable table : manifest.get().tables()) {
      out.printf(
          Locale.ROOT, "%-26s %,14d %,10.1f%n", table.name(), table.rows(), table.bytes() / 1e6);
    }
    List<Manifest.CheckResult> checks = manifest.get().checks();
    long passed = checks.stream().filter(check -> check.status().equals("pass")).count();
    out.printf("%n%d of %d checks pass%n", passed, checks.size());
    for (Manifest.CheckResult check : checks) {
      if (allChecks || !check.status().equals("pass")) {
        out.printf("%-5s %s: %s%n", check.status(), check.name(), check.message());
      }
    }
    out.flush();
    return ExitCode.OK.number();
  }
}
