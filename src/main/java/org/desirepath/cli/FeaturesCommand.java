package org.desirepath.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.StorageLevel;
import org.desirepath.persona.DescribeSessions;
import org.desirepath.persona.ListFeatures;
import org.desirepath.table.SessionFeatures;
import org.desirepath.table.Table;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Writes what sessions are described by. */
@Command(
    name = "features",
    description =
        "Writes the features that personas are found by, of every published session, as Parquet for"
            + " a notebook: session_feature (session, feature, measure, coordinate, persona) and"
            + " feature (unit, formula, weight of each).")
final class FeaturesCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Mixin private JobOptions options;

  @Option(
      names = "--out",
      paramLabel = "URI",
      required = true,
      description = "Folder to write to; tables of these names in it are replaced.")
  private String folder;

  @Override
  public Integer call() {
    Job job = options.read();
    SparkSessions.with(
        job.settings().spark(),
        spark -> {
          write(spark, job);
          return null;
        });
    PrintWriter out = spec.commandLine().getOut();
    out.printf("Features    %s/session_feature and %s/feature%n", folder, folder);
    out.flush();
    return ExitCode.OK.number();
  }

  private void write(SparkSession spark, Job job) {
    Published published = Published.of(spark, job);
    SessionFeatures features = DescribeSessions.from(published.sessions(), published.touchpoints());
    // Read for what training knows of them, and for themselves.
    features.rows().persist(StorageLevel.MEMORY_AND_DISK());
    try {
      ListFeatures list = ListFeatures.of(features, job.settings().personas());
      write(list.catalogue());
      write(list.values(published.sessionFacts()));
    } finally {
      features.rows().unpersist(false);
    }
  }

  private void write(Table table) {
    table
        .rows()
        .sortWithinPartitions(table.contract().keyColumns())
        .write()
        .mode(SaveMode.Overwrite)
        .parquet(folder + "/" + table.contract().name());
  }
}
