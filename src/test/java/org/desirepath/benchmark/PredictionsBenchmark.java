package org.desirepath.benchmark;

import static org.apache.spark.sql.functions.abs;
import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.monotonically_increasing_id;
import static org.apache.spark.sql.functions.pmod;
import static org.apache.spark.sql.functions.posexplode;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.StorageLevel;
import org.desirepath.benchmark.TimeLimit.Timed;
import org.desirepath.prediction.HalfLives;
import org.desirepath.prediction.MeasuredPredictions;
import org.desirepath.settings.PredictionSettings;
import org.desirepath.table.CaseEvents;
import org.desirepath.table.ContextCounts;
import org.desirepath.table.JourneySequences;
import org.desirepath.table.Sessions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Measures what nights do to foretell what comes next, over the demo's journeys of growing number,
 * which lie in memory.
 */
@Command(
    name = "--predictions",
    mixinStandardHelpOptions = true,
    description =
        "Times training with its back-test, counting in all journeys, finding those that changed,"
            + " counting these again, and foretelling what comes next.")
final class PredictionsBenchmark implements Callable<Integer> {

  private static final long TO_WARM_UP = 2_000;
  private static final int DAYS = 30;
  private static final int PARTITIONS = 16;
  private static final List<String> STEPS = List.of("train", "count", "find", "update", "foretell");
  private static final Instant AS_OF = Instant.parse("2026-07-01T00:00:00Z");
  private static final HalfLives HALF_LIVES =
      new HalfLives(List.of(Duration.ofDays(30), Duration.ofDays(180)));

  @Option(
      names = "--journeys",
      split = ",",
      defaultValue = "3000,30000",
      description =
          "Journeys of the demo's people within a month, about so many of each size, smallest first;"
              + " default: ${DEFAULT-VALUE}.")
  private List<Long> sizes;

  @Option(
      names = "--skew",
      description = "Put half of all events into one journey, as a shared device might.")
  private boolean skew;

  @Option(
      names = "--learner",
      defaultValue = PredictionSettings.NO_LEARNER,
      description =
          "Who learns in the back-test: none, mllib or xgboost; default: ${DEFAULT-VALUE}.")
  private String learner;

  @Option(
      names = "--limit",
      defaultValue = "PT30M",
      description = "What takes longer is ended and said so; default: ${DEFAULT-VALUE}.")
  private Duration limit;

  @Option(
      names = "--json",
      defaultValue = "target/benchmark/predictions.json",
      description = "File for the figures; default: ${DEFAULT-VALUE}.")
  private Path json;

  /**
   * How long one size took.
   *
   * @param seconds by step; null where it failed or took too long
   * @param logLoss of the candidate that the back-test chose
   */
  record Measurement(
      long journeys, long events, long open, Map<String, Double> seconds, Double logLoss) {}

  @Override
  public Integer call() throws IOException, InterruptedException {
    List<Measurement> all = new ArrayList<>();
    try (SparkSession spark = ComponentsBenchmark.session()) {
      spark.conf().set("spark.sql.shuffle.partitions", PARTITIONS);
      TimeLimit time = new TimeLimit(spark.sparkContext(), limit);
      measure(time, spark, TO_WARM_UP);
      System.out.printf(Locale.ROOT, "%12s%14s%10s%10s", "journeys", "events", "open", "log-loss");
      STEPS.forEach(step -> System.out.printf("%14s%8s", step + ", s", "growth"));
      System.out.println();
      for (long size : sizes) {
        Measurement one = measure(time, spark, size);
        Measurement before = all.isEmpty() ? null : all.get(all.size() - 1);
        System.out.printf(
            Locale.ROOT,
            "%,12d%,14d%,10d%10s",
            one.journeys(),
            one.events(),
            one.open(),
            number(one.logLoss()));
        for (String step : STEPS) {
          System.out.printf(
              Locale.ROOT, "%14s%8s", number(one.seconds().get(step)), growth(before, one, step));
        }
        System.out.println();
        all.add(one);
      }
    }
    Files.createDirectories(json.toAbsolutePath().getParent());
    new ObjectMapper().writerWithDefaultPrettyPrinter().writeValue(json.toFile(), all);
    System.out.println("Growth is of seconds over that of events: 1 is linear. Figures: " + json);
    return 0;
  }

  private Measurement measure(TimeLimit time, SparkSession spark, long size)
      throws InterruptedException, IOException {
    Dataset<Row> rows = events(BenchmarkJourneys.of(spark, size, DAYS));
    rows.persist(StorageLevel.MEMORY_AND_DISK());
    CaseEvents events = new CaseEvents(rows);
    // Yesterday one touchpoint of every thirtieth journey was told otherwise.
    Column changed =
        pmod(xxhash64(CaseEvents.CASE_ID.col()), lit(30))
            .equalTo(0)
            .and(CaseEvents.EVENT_NUMBER.col().equalTo(0));
    CaseEvents before =
        new CaseEvents(
            rows.withColumn(
                CaseEvents.ATTRIBUTES.name(),
                when(changed, array(lit("good"))).otherwise(CaseEvents.ATTRIBUTES.col())));
    MeasuredPredictions predictions = new MeasuredPredictions(events, HALF_LIVES, AS_OF);
    MeasuredPredictions yesterday = new MeasuredPredictions(before, HALF_LIVES, AS_OF);
    String folder = Files.createTempDirectory("predictions").toString();
    Map<String, Double> seconds = new LinkedHashMap<>();
    Timed<Double> train = time.time(() -> predictions.train(learner));
    Timed<ContextCounts> count =
        time.time(() -> stored(yesterday.count(), spark, folder + "/counts"));
    Timed<Dataset<Row>> find =
        time.time(() -> stored(predictions.changes(before), spark, folder + "/changes"));
    Timed<ContextCounts> update =
        time.time(
            () ->
                stored(
                    predictions.update(count.value(), before, find.value()),
                    spark,
                    folder + "/updated"));
    Timed<Long> foretell = time.time(() -> predictions.foretell(update.value()));
    List<Timed<?>> steps = List.of(train, count, find, update, foretell);
    for (int i = 0; i < steps.size(); i++) {
      seconds.put(STEPS.get(i), PathMeasurement.seconds(steps.get(i)));
      if (steps.get(i).failure() != null) {
        System.out.println(steps.get(i).failure());
      }
    }
    Measurement measured =
        new Measurement(
            rows.select(CaseEvents.CASE_ID.col()).distinct().count(),
            rows.count(),
            foretell.value() == null ? 0 : foretell.value(),
            seconds,
            train.value());
    rows.unpersist(true);
    return measured;
  }

  private static ContextCounts stored(ContextCounts counts, SparkSession spark, String folder) {
    return new ContextCounts(stored(counts.rows(), spark, folder));
  }

  private static Dataset<Row> stored(Dataset<Row> rows, SparkSession spark, String folder) {
    rows.write().parquet(folder);
    return spark.read().parquet(folder);
  }

  /**
   * Four events within an hour, and so again every day; in one that is longer than others can be,
   * an event a minute. A tenth of the journeys, those that start in the last days, are open.
   */
  private Dataset<Row> events(Dataset<Row> journeys) {
    Column day = pmod(abs(xxhash64(CaseEvents.CASE_ID.col())), lit(150));
    Column next = expr("try_element_at(" + JourneySequences.TOUCHPOINT_IDS.name() + ", place + 2)");
    Dataset<Row> steps =
        journeys
            .select(
                CaseEvents.CASE_ID.is(monotonically_increasing_id()),
                JourneySequences.TOUCHPOINT_IDS.col())
            .withColumn("day", day)
            .select(
                CaseEvents.CASE_ID.col(),
                col("day"),
                JourneySequences.TOUCHPOINT_IDS.col(),
                posexplode(JourneySequences.TOUCHPOINT_IDS.col())
                    .as(new String[] {"place", "touchpoint_id"}))
            .withColumn("next", next);
    if (skew) {
      // Every second journey goes on in one that starts on the first day.
      Column isTaken = pmod(xxhash64(CaseEvents.CASE_ID.col()), lit(2)).equalTo(1);
      steps =
          steps
              // The partition stands in the upper bits: a few thousand minutes later each.
              .withColumn("number", monotonically_increasing_id())
              .withColumn("number", expr("shiftright(number, 33) * 5000 + number % 8589934592"))
              .withColumn("place", when(isTaken, col("number")).otherwise(col("place")))
              .withColumn("day", when(isTaken, lit(0)).otherwise(col("day")))
              .withColumn("next", when(isTaken, "home").otherwise(col("next")))
              .withColumn(
                  CaseEvents.CASE_ID.name(),
                  when(isTaken, "one").otherwise(CaseEvents.CASE_ID.col()));
    }
    Column started = lit(java.sql.Timestamp.from(AS_OF.minus(Duration.ofDays(180))));
    Column startedAt = expr("timestampadd(DAY, cast(day as int), started)");
    Column isKnown = col("next").isNotNull().or(col("day").lt(135));
    return steps
        .withColumn("started", started)
        .withColumn("started", startedAt)
        .select(
            CaseEvents.CASE_ID.col(),
            Sessions.STARTED_AT.is(col("started")),
            CaseEvents.EVENT_NUMBER.is(col("place")),
            col("touchpoint_id"),
            expr(after("place")).as("occurred_at"),
            CaseEvents.ATTRIBUTES.is(array(lit(""))),
            CaseEvents.NEXT_ID.is(when(isKnown, expr("coalesce(next, 'outcome:lost')"))),
            CaseEvents.CAME_AT.is(when(isKnown, expr(after("(place + 1)")))));
  }

  private static String number(Double value) {
    return value == null ? "-" : String.format(Locale.ROOT, "%.2f", value);
  }

  private static String growth(Measurement before, Measurement now, String step) {
    Double first = before == null ? null : before.seconds().get(step);
    Double second = now.seconds().get(step);
    return first == null || second == null
        ? "-"
        : String.format(
            Locale.ROOT, "%.2f", second / first / ((double) now.events() / before.events()));
  }

  private static String after(String place) {
    return ("timestampadd(MINUTE, cast(if(case_id = 'one', %1$s, %1$s div 4 * 1440 + %1$s %% 4 * 15)"
            + " as int), started)")
        .formatted(place);
  }
}
