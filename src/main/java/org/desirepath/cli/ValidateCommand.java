package org.desirepath.cli;

import java.io.PrintWriter;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.spark.sql.SparkSession;
import org.desirepath.settings.InvalidSettings;
import org.desirepath.settings.SettingsFault;
import org.desirepath.source.ValidateSources;
import org.desirepath.table.Events;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Finds every fault of a job before the night does. */
@Command(
    name = "validate",
    description = {
      "Checks settings, mappings, catalogue and the exports' files and headers, and tells all faults",
      "at once. Writes nothing."
    })
final class ValidateCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Mixin private JobOptions options;

  @Mixin private SnapshotOption snapshot;

  @Mixin private ExportOptions exports;

  @Override
  public Integer call() {
    Job job = options.read(exports);
    List<SettingsFault> faults =
        SparkSessions.with(job.settings().spark(), spark -> faults(spark, job));
    if (!faults.isEmpty()) {
      throw new InvalidSettings(faults);
    }
    PrintWriter out = spec.commandLine().getOut();
    out.println("Settings, mappings, catalogue and exports are right.");
    out.flush();
    return ExitCode.OK.number();
  }

  private List<SettingsFault> faults(SparkSession spark, Job job) {
    Events noEvents = new Events(spark.createDataFrame(List.of(), Events.CONTRACT.schema()));
    List<SettingsFault> faults = new ArrayList<>(job.catalogue().faults(noEvents));
    faults.addAll(
        ValidateSources.faults(
            spark,
            job.mappings(),
            job.settings().sources().exports(snapshot.day(job.settings(), Clock.systemUTC()))));
    return faults;
  }
}
