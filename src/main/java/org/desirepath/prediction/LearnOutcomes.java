package org.desirepath.prediction;

import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.desirepath.prediction.Landmarks.ENDING;
import static org.desirepath.prediction.Landmarks.ENDINGS;
import static org.desirepath.prediction.Landmarks.MOMENT;
import static org.desirepath.table.CaseEvents.CASE_ID;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.mllib.evaluation.BinaryClassificationMetrics;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.StorageLevel;
import org.desirepath.forecast.Contexts;
import org.desirepath.forecast.Measure;
import org.desirepath.forecast.Tally;
import org.desirepath.table.CaseEvents;
import org.desirepath.table.ModelScores;
import scala.Tuple2;

/** Learns how likely open cases are won, and churn, within a horizon, and back-tests that. */
final class LearnOutcomes {

  private static final String RATE = "base_rate";
  private static final String LOGISTIC = "logistic_regression";
  private static final String SPLIT = "strict_test";
  private static final Map<Integer, String> MODELS =
      Map.of(Landmarks.WON, "win", Landmarks.CHURNED, "churn");
  private static final List<String> METRICS =
      List.of("log_loss", "brier", "expected_calibration_error");

  /** About so many landmarks teach: what one task holds. */
  private static final long MOST = 60_000;

  /** Areas are told to so many places, so that the order of sums does not show. */
  private static final double PLACES = 1e9;

  /** Strong, for the landmarks of a case are much alike. */
  private static final double RIDGE = 200;

  private final SparkSession spark;
  private final Dataset<Row> landmarks;
  private final int codes;

  private LearnOutcomes(Dataset<Row> landmarks, int codes) {
    this.spark = landmarks.sparkSession();
    this.landmarks = landmarks;
    this.codes = codes;
  }

  /**
   * What was learnt, and how well that did.
   *
   * @param scores of the models {@code win} and {@code churn}
   */
  record Tested(OutcomeModel model, ModelScores scores) {}

  /**
   * A logistic regression on what is known of a case at a moment, learnt from all landmarks. It is
   * used if it beats the rates of all cases beyond chance on the test: the latest {@code share} of
   * the time of the landmarks, having learnt from those whose horizon was over when that began.
   * Else the rates are. Two shuffles, by case; then one task learns from a sample of about 60,000.
   */
  static Tested of(
      CaseEvents events,
      Contexts contexts,
      Codes codes,
      Duration horizon,
      double share,
      Instant asOf) {
    Dataset<Row> all =
        Landmarks.of(events, contexts, codes, horizon, asOf)
            .persist(StorageLevel.MEMORY_AND_DISK());
    try {
      Row bounds = all.agg(count(lit(1)), min(MOMENT.col()), max(MOMENT.col())).first();
      if (bounds.getLong(0) == 0) {
        return new Tested(OutcomeModel.unknown(), scores(all.sparkSession(), List.of()));
      }
      Dataset<Row> sample =
          all.filter(ChooseForecaster.isTaken(CASE_ID.col(), "landmarks", bounds.getLong(0), MOST));
      long testStart =
          bounds.getLong(2) - Math.round(share * (bounds.getLong(2) - bounds.getLong(1)));
      return new LearnOutcomes(sample, codes.size()).learnt(testStart, horizon);
    } finally {
      all.unpersist(false);
    }
  }

  private Tested learnt(long testStart, Duration horizon) {
    Dataset<Row> training = landmarks.filter(MOMENT.col().leq(testStart - horizon.toMillis()));
    Dataset<Row> test = landmarks.filter(MOMENT.col().geq(testStart));
    OutcomeModel rates = rates(landmarks);
    OutcomeModel earlyRates = rates(training);
    if (!earlyRates.isKnown()) {
      return new Tested(rates, scores(spark, List.of()));
    }
    OutcomeModel early = withLogistic(earlyRates, training);
    JavaRDD<Lesson> asked = Landmarks.lessons(test).persist(StorageLevel.MEMORY_AND_DISK());
    try {
      Map<String, Tally> tallies = tallies(asked, early);
      boolean beats = tallies.get(LOGISTIC).beats(tallies.get(RATE));
      List<Row> rows = new ArrayList<>();
      for (int ending = 1; ending < ENDINGS; ending++) {
        rows.addAll(rows(ending, tallies, beats));
        rows.add(areaUnderCurve(asked, early, ending, beats));
      }
      return new Tested(beats ? withLogistic(rates, landmarks) : rates, scores(spark, rows));
    } finally {
      asked.unpersist(false);
    }
  }

  /** How often cases end in each way. */
  private OutcomeModel rates(Dataset<Row> training) {
    Map<Integer, Long> counts = new TreeMap<>();
    training
        .groupBy(ENDING.col())
        .agg(count(lit(1)))
        .collectAsList()
        .forEach(row -> counts.put(row.getInt(0), row.getLong(1)));
    if (counts.isEmpty()) {
      return OutcomeModel.unknown();
    }
    long sum = counts.values().stream().mapToLong(Long::longValue).sum();
    List<Double> rates = new ArrayList<>(Collections.nCopies(ENDINGS, 0.0));
    counts.forEach((ending, times) -> rates.set(ending, (double) times / sum));
    return new OutcomeModel(rates, null, codes);
  }

  private OutcomeModel withLogistic(OutcomeModel rates, Dataset<Row> training) {
    return new OutcomeModel(
        rates.rates(),
        TrainLogistic.trained(spark, Landmarks.lessons(training), codes, Decay.NONE, RIDGE),
        codes);
  }

  /** Of both candidates, over all endings and for each of them alone. */
  private static Map<String, Tally> tallies(JavaRDD<Lesson> asked, OutcomeModel model) {
    Map<String, Tally> tallies = untold();
    asked
        .mapPartitionsToPair(lessons -> tallied(lessons, model))
        .reduceByKey(Tally::plus, 1)
        .collect()
        .forEach(one -> tallies.get(one._1()).plus(one._2()));
    return tallies;
  }

  private static Map<String, Tally> untold() {
    Map<String, Tally> tallies = new TreeMap<>();
    for (String candidate : List.of(RATE, LOGISTIC)) {
      tallies.put(candidate, new Tally());
      MODELS.values().forEach(model -> tallies.put(key(candidate, model), new Tally()));
    }
    return tallies;
  }

  private static Iterator<Tuple2<String, Tally>> tallied(
      Iterator<Lesson> lessons, OutcomeModel model) {
    Map<String, Tally> tallies = untold();
    OutcomeModel rates = new OutcomeModel(model.rates(), null, model.codes());
    lessons.forEachRemaining(
        lesson -> {
          add(tallies, RATE, lesson, rates);
          add(tallies, LOGISTIC, lesson, model);
        });
    return tallies.entrySet().stream()
        .map(one -> new Tuple2<>(one.getKey(), one.getValue()))
        .iterator();
  }

  private static void add(
      Map<String, Tally> tallies, String candidate, Lesson lesson, OutcomeModel model) {
    long hash = lesson.place().caseId().hashCode();
    // The first place is that of what was never seen.
    double[] all = new double[1 + ENDINGS];
    for (int ending = 0; ending < ENDINGS; ending++) {
      all[1 + ending] = model.probability(lesson.features(), ending);
    }
    tallies.get(candidate).add(hash, all, 1 + lesson.came());
    MODELS.forEach(
        (ending, name) -> {
          double probability = all[1 + ending];
          tallies
              .get(key(candidate, name))
              .add(
                  hash,
                  new double[] {0, 1 - probability, probability},
                  lesson.came() == ending ? 2 : 1);
        });
  }

  private static String key(String candidate, String model) {
    return candidate + " of " + model;
  }

  private static List<Row> rows(int ending, Map<String, Tally> tallies, boolean beats) {
    String model = MODELS.get(ending);
    Tally rate = tallies.get(key(RATE, model));
    List<Row> rows = new ArrayList<>();
    for (String candidate : List.of(RATE, LOGISTIC)) {
      Tally tally = tallies.get(key(candidate, model));
      List<Measure> measures =
          new ArrayList<>(
              tally.measures().stream().filter(one -> METRICS.contains(one.metric())).toList());
      measures.add(tally.gainOver(rate));
      for (Measure one : measures) {
        rows.add(row(model, candidate, one, tally.asked(), beats == candidate.equals(LOGISTIC)));
      }
    }
    return rows;
  }

  /** How often a case that ended so had the larger probability of two. */
  private static Row areaUnderCurve(
      JavaRDD<Lesson> asked, OutcomeModel model, int ending, boolean beats) {
    JavaRDD<Tuple2<Object, Object>> scored =
        asked.map(
            lesson ->
                new Tuple2<>(
                    model.probability(lesson.features(), ending),
                    lesson.came() == ending ? 1.0 : 0.0));
    long ended = asked.filter(lesson -> lesson.came() == ending).count();
    long count = asked.count();
    Double area =
        ended == 0 || ended == count
            ? null
            : Math.rint(new BinaryClassificationMetrics(scored.rdd(), 0).areaUnderROC() * PLACES)
                / PLACES;
    return row(MODELS.get(ending), LOGISTIC, new Measure("auc", area, null, null), count, beats);
  }

  private static Row row(
      String model, String candidate, Measure measure, long count, boolean isPublished) {
    return RowFactory.create(
        model,
        candidate,
        SPLIT,
        measure.metric(),
        measure.value(),
        measure.low(),
        measure.high(),
        count,
        isPublished);
  }

  private static ModelScores scores(SparkSession spark, List<Row> rows) {
    return new ModelScores(spark.createDataFrame(rows, ModelScores.CONTRACT.schema()));
  }
}
