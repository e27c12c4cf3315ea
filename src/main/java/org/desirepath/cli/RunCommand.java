package org.desirepath.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Runs a job from exports to a published version. */
@Command(
    name = "run",
    description =
        "Runs a job: reads the exports, builds all tables, publishes them as one version.")
final class RunCommand implements Callable<Integer> {

  @Mixin private SnapshotOption snapshot;

  @Mixin private NightOptions options;

  @Override
  public Integer call() {
    return options.run(
        (spark, nights) ->
            nights.run(spark, snapshot.day(nights.job().settings(), nights.clock())));
  }
}
