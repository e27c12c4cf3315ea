package org.desirepath.cli;

import static org.desirepath.table.TouchpointCatalogue.TOUCHPOINT_ID;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.StorageLevel;
import org.desirepath.prediction.ChooseForecaster;
import org.desirepath.prediction.CompareCandidates;
import org.desirepath.prediction.HalfLives;
import org.desirepath.prediction.ReadEventLog;
import org.desirepath.report.TellScores;
import org.desirepath.settings.PredictionSettings;
import org.desirepath.settings.SparkSettings;
import org.desirepath.table.CaseEvents;
import org.desirepath.table.ModelScores;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Back-tests the predictors on any log of events. */
@Command(
    name = "predict-benchmark",
    description = {
      "Asks every predictor of the product what comes next in a log of events, and measures what"
          + " they say: the latest fifth of the cases is the test, of the others the latest fifth the"
          + " validation; after each event of a test case the next activity is asked for, the end"
          + " included.",
      "public: events of training cases count even if they came after the first case of the test had"
          + " started, as in published comparisons. strict: they do not, as in the nightly job."
    })
final class PredictBenchmarkCommand implements Callable<Integer> {

  private static final String PARQUET = ".parquet";

  @Spec private CommandSpec spec;

  @Option(
      names = "--events",
      paramLabel = "URI",
      required = true,
      description =
          "The log: Parquet if its name ends in .parquet, else CSV with a line of names, compressed"
              + " or not.")
  private String events;

  @Option(
      names = "--case",
      paramLabel = "COLUMN",
      required = true,
      description = "The case that an event belongs to.")
  private String caseColumn;

  @Option(
      names = "--activity",
      paramLabel = "COLUMN",
      required = true,
      description = "What happened; may be repeated, several columns are told as one.")
  private List<String> activityColumns;

  @Option(
      names = "--time",
      paramLabel = "COLUMN",
      required = true,
      description = "When it happened, such as 2026-01-05T09:00:00Z.")
  private String timeColumn;

  @Option(
      names = "--attribute",
      paramLabel = "COLUMN",
      description =
          "What else is known when an event is logged; may be repeated. Default: all other columns"
              + " with 2 to 1000 values, and no more than half as many as there are cases. A column"
              + " that is filled in later lets the test be foretold from itself: name the honest"
              + " ones.")
  private List<String> attributes = new ArrayList<>();

  @Option(names = "--no-attributes", description = "Use nothing but activities and times.")
  private boolean noAttributes;

  @Option(
      names = "--split",
      paramLabel = "SPLIT",
      description = "One of ${COMPLETION-CANDIDATES}; default: both.")
  private CompareCandidates.Split split;

  @Option(
      names = "--half-life",
      paramLabel = "DURATION",
      defaultValue = "P20D,P150D",
      split = ",",
      description =
          "Times in which what happened loses half its weight; it is counted without decay, too;"
              + " default: ${DEFAULT-VALUE}.")
  private List<Duration> halfLives;

  @Option(
      names = "--test-share",
      paramLabel = "SHARE",
      defaultValue = "0.2",
      description = "Share of the cases that are the test; default: ${DEFAULT-VALUE}.")
  private double testShare;

  @Option(
      names = "--learner",
      paramLabel = "NAME",
      defaultValue = PredictionSettings.XGBOOST,
      description =
          "Who learns beside those who count: none, mllib (logistic regression) or xgboost (that,"
              + " and boosted trees); default: ${DEFAULT-VALUE}.")
  private String learner;

  @Option(
      names = "--out",
      paramLabel = "URI",
      description = "Folder to write the scores to, as Parquet; replaced if it is there.")
  private String out;

  @Option(
      names = "--master",
      paramLabel = "URL",
      defaultValue = "local[*]",
      description = "Where Spark runs; default: ${DEFAULT-VALUE}.")
  private String master;

  @Option(
      names = "--shuffle-partitions",
      paramLabel = "N",
      defaultValue = "16",
      description = "Tasks after a shuffle; default: ${DEFAULT-VALUE}.")
  private int shufflePartitions;

  @Override
  public Integer call() {
    if (testShare <= 0 || testShare > 0.5) {
      throw new UserError(
          ExitCode.USAGE, "--test-share must be above 0 and at most 0.5, but is " + testShare);
    }
    if (halfLives.stream().anyMatch(one -> one.isZero() || one.isNegative())) {
      throw new UserError(
          ExitCode.USAGE,
          "--half-life must be positive durations such as P20D, but is "
              + halfLives.stream().map(Duration::toString).collect(Collectors.joining(",")));
    }
    if (!PredictionSettings.LEARNERS.contains(learner)) {
      throw new UserError(
          ExitCode.USAGE,
          "--learner must be one of %s, but is %s"
              .formatted(String.join(", ", PredictionSettings.LEARNERS), learner));
    }
    if (PredictionSettings.XGBOOST.equals(learner) && !ChooseForecaster.hasXgboost()) {
      throw new UserError(
          ExitCode.USAGE,
          "--learner xgboost needs XGBoost (ml.dmlc:xgboost4j-spark) on the class path, where it"
              + " is not; --learner mllib does without");
    }
    SparkSessions.with(
        new SparkSettings(master, shufflePartitions, 1, Map.of()),
        spark -> {
          compare(spark);
          return null;
        });
    return ExitCode.OK.number();
  }

  private void compare(SparkSession spark) {
    PrintWriter told = spec.commandLine().getOut();
    Dataset<Row> log = read(spark);
    ReadEventLog reading = new ReadEventLog(caseColumn, activityColumns, timeColumn);
    List<String> missing = reading.missing(log, attributes);
    if (!missing.isEmpty()) {
      throw new UserError(
          ExitCode.USAGE,
          "%s has no column %s; there are %s"
              .formatted(events, String.join(", ", missing), List.of(log.columns())));
    }
    List<String> used =
        noAttributes
            ? List.of()
            : attributes.isEmpty() ? reading.attributes(log) : List.copyOf(attributes);
    // Read for every split and every pass of it.
    Dataset<Row> kept = reading.events(log, used).rows().persist(StorageLevel.MEMORY_AND_DISK());
    try {
      compare(told, reading.unreadable(log), new CaseEvents(kept), used);
    } finally {
      kept.unpersist(false);
    }
  }

  private void compare(PrintWriter told, long unreadable, CaseEvents cases, List<String> used) {
    long count = cases.rows().count();
    told.printf(
        Locale.ROOT, "Events      %,d, without case, activity or time %,d%n", count, unreadable);
    told.printf("Attributes  %s%n", used.isEmpty() ? "none" : String.join(", ", used));
    if (count == 0) {
      throw new UserError(ExitCode.DATA, events + " has no event that can be read");
    }
    // The end is one more.
    long different = 1 + cases.rows().select(TOUCHPOINT_ID.col()).distinct().count();
    if (different > CompareCandidates.MOST_DIFFERENT) {
      throw new UserError(
          ExitCode.DATA,
          String.format(
              Locale.ROOT,
              "--activity must tell at most %,d different things, the end included, but there are"
                  + " %,d",
              CompareCandidates.MOST_DIFFERENT,
              different));
    }
    List<CompareCandidates.Split> splits =
        split == null ? List.of(CompareCandidates.Split.values()) : List.of(split);
    Dataset<Row> all = null;
    for (CompareCandidates.Split one : splits) {
      told.printf(
          "%nAsking      every candidate, %s split …%n", one.name().toLowerCase(Locale.ROOT));
      told.flush();
      ModelScores scores =
          CompareCandidates.of(cases, used, new HalfLives(halfLives), testShare, one, learner)
              .scores();
      TellScores.lines(scores).forEach(told::println);
      all = all == null ? scores.rows() : all.unionByName(scores.rows());
    }
    if (out != null) {
      all.coalesce(1).write().mode(SaveMode.Overwrite).parquet(out);
      told.printf("%nScores      %s%n", out);
    }
    told.flush();
  }

  private Dataset<Row> read(SparkSession spark) {
    try {
      Path path = new Path(events);
      if (!path.getFileSystem(spark.sparkContext().hadoopConfiguration()).exists(path)) {
        throw new UserError(
            ExitCode.NO_INPUT,
            "--events must be a log that can be read, but there is no %s".formatted(events));
      }
    } catch (IOException notReached) {
      throw new UserError(
          ExitCode.NO_INPUT,
          "--events must be a log that can be read, but %s is not: %s"
              .formatted(events, notReached.getMessage()));
    }
    return events.endsWith(PARQUET)
        ? spark.read().parquet(events)
        : spark
            .read()
            .option("header", true)
            .option("escape", "\"")
            .option("multiLine", true)
            .csv(events);
  }
}
