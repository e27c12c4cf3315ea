package org.desirepath.prediction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.desirepath.prediction.CompareCandidates.Split;
import org.desirepath.settings.PredictionSettings;
import org.desirepath.testing.SparkExtension;
import org.desirepath.testing.TextTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SparkExtension.class)
class CompareCandidatesTest {

  private static final HalfLives HALF_LIVES =
      new HalfLives(List.of(Duration.ofDays(20), Duration.ofDays(150)));

  /** Learners are trained once for each half-life. */
  private static final HalfLives ONE_HALF_LIFE = new HalfLives(List.of(Duration.ofDays(20)));

  private static final double NEVER_LESS = 1e-5;
  private static final List<Candidate> COUNTING =
      List.of(
          Candidate.MOST_FREQUENT,
          Candidate.MARKOV_1,
          Candidate.VARIABLE_ORDER,
          Candidate.POOLED_VIEWS);

  @Test
  void simpleCandidatesScoreAsTheirFormulasSay(SparkSession spark) {
    CaseLog log = planted(100, new Random(4));

    Map<String, Double> scores = values(scores(spark, log, Split.STRICT, 2));

    // A hundred cases, one a day: the first eighty are over when the others start.
    List<List<String>> cases = log.cases();
    Map<String, Map<String, Integer>> pairs = new TreeMap<>();
    Map<String, Integer> all = new TreeMap<>();
    for (List<String> one : cases.subList(0, 80)) {
      for (int i = 0; i < one.size(); i++) {
        String next = i + 1 < one.size() ? one.get(i + 1) : "end";
        pairs.computeIfAbsent(one.get(i), any -> new HashMap<>()).merge(next, 1, Integer::sum);
        all.merge(next, 1, Integer::sum);
      }
    }
    double frequent = 0;
    double markov = 0;
    int asked = 0;
    for (List<String> one : cases.subList(80, 100)) {
      for (int i = 0; i < one.size(); i++) {
        String next = i + 1 < one.size() ? one.get(i + 1) : "end";
        double below = backedOff(all, next, 1.0 / (all.size() + 1));
        frequent -= Math.log(Math.max(NEVER_LESS, below));
        markov -= Math.log(backedOff(pairs.get(one.get(i)), next, below));
        asked++;
      }
    }
    assertThat(scores.get("most_frequent strict_test log_loss"))
        .isCloseTo(frequent / asked, within(1e-4));
    assertThat(scores.get("markov_1 strict_test log_loss")).isCloseTo(markov / asked, within(1e-4));
  }

  @Test
  void whatDependsOnTwoTouchpointsIsToldByThoseWhoLookAtTwo(SparkSession spark) {
    Dataset<Row> scores = scores(spark, planted(300, new Random(5)), Split.STRICT, 2);
    Map<String, Double> values = values(scores);

    double markov = values.get("markov_1 strict_test log_loss");
    assertThat(values.get("variable_order strict_test log_loss")).isLessThan(0.8 * markov);
    assertThat(values.get("pooled_views strict_test log_loss")).isLessThan(0.8 * markov);
    assertThat(scores.filter("is_published and candidate in ('most_frequent', 'markov_1')").count())
        .isZero();
  }

  @Test
  void anAttributeThatDecidesIsUsed(SparkSession spark) {
    Random random = new Random(6);
    CaseLog log = new CaseLog();
    for (int i = 0; i < 200; i++) {
      List<String> touchpoints = new ArrayList<>(List.of("start"));
      List<String> attributes = new ArrayList<>();
      for (int step = 0; step < 5; step++) {
        String attribute = random.nextBoolean() ? "left" : "right";
        attributes.add(attribute);
        touchpoints.add(attribute.equals("left") ? "a" : "b");
      }
      attributes.add("");
      log.add("c" + (1000 + i), i, touchpoints, attributes);
    }

    Map<String, Double> values = values(scores(spark, log, Split.STRICT, 2));

    assertThat(values.get("variable_order strict_test log_loss")).isGreaterThan(0.5);
    assertThat(values.get("pooled_views strict_test log_loss")).isLessThan(0.2);
  }

  @Test
  void whatTwoViewsTogetherTellIsSeenByASecondLook(SparkSession spark) {
    // In the morning the touchpoint changes, in the afternoon it does not: neither the hour alone
    // nor the touchpoints before tell which one is next, but for those who see both.
    Random random = new Random(12);
    CaseLog log = new CaseLog();
    for (int i = 0; i < 400; i++) {
      long start = CaseLog.day(i) + random.nextInt(24) * 3_600_000L;
      List<String> touchpoints = new ArrayList<>(List.of(random.nextBoolean() ? "a" : "b"));
      for (int step = 0; step < 7; step++) {
        boolean isMorning = (start / 3_600_000 + step) % 24 < 12;
        boolean isOdd = step % 2 == 1;
        touchpoints.add(isMorning == isOdd ? "a" : "b");
      }
      log.add("c" + (1000 + i), start, touchpoints, Collections.nCopies(8, ""));
    }

    Map<String, Double> values =
        values(
            CompareCandidates.of(
                    log.events(spark, 2),
                    List.of("side"),
                    HALF_LIVES,
                    0.2,
                    Split.STRICT,
                    PredictionSettings.XGBOOST)
                .scores()
                .rows());

    assertThat(values.get("reranked_views strict_test log_loss"))
        .isLessThan(0.7 * values.get("pooled_views strict_test log_loss"));
  }

  @Test
  void whatComesByChanceIsToldByNobodyBetterThanByHowOftenItComes(SparkSession spark) {
    for (int seed = 7; seed < 9; seed++) {
      Dataset<Row> scores = scores(spark, drawn(250, new Random(seed)), PredictionSettings.XGBOOST);
      Map<String, Double> values = values(scores);

      double frequent = values.get("most_frequent strict_test log_loss");
      for (Candidate candidate : Candidate.values()) {
        assertThat(values.get(candidate.label() + " strict_test log_loss"))
            .as(candidate.label())
            .isGreaterThan(frequent - 0.02);
      }
      assertThat(scores.filter("is_published").select("candidate").distinct().first().getString(0))
          .isEqualTo("variable_order");
    }
  }

  @Test
  void nothingThatHappensAfterTheTestHasStartedTeaches(SparkSession spark) {
    CaseLog early = planted(60, new Random(8));
    CaseLog late = planted(60, new Random(8));
    // A case that starts first and goes on, once as before and once unlike anything.
    early.add("a", 0, goingOn("a", "b"));
    late.add("a", 0, goingOn("c", "c"));

    String strict = text(scores(spark, early, Split.STRICT, 2), "strict_test");
    assertThat(text(scores(spark, late, Split.STRICT, 2), "strict_test")).isEqualTo(strict);
    assertThat(text(scores(spark, late, Split.PUBLIC, 2), "public_test"))
        .isNotEqualTo(text(scores(spark, early, Split.PUBLIC, 2), "public_test"));
  }

  @Test
  void neitherOrderNorPartitionsChangeAnything(SparkSession spark) {
    CaseLog log = planted(60, new Random(9));
    String expected = text(scores(spark, log, Split.STRICT, 1), "strict_test");

    for (int partitions : List.of(7, 64)) {
      assertThat(text(scores(spark, log, Split.STRICT, partitions), "strict_test"))
          .isEqualTo(expected);
    }
  }

  @Test
  void learnersSayTheSameWhateverTheOrderAndThePartitions(SparkSession spark) {
    CaseLog log = planted(40, new Random(10));
    List<String> said = new ArrayList<>();
    for (int partitions : List.of(1, 7)) {
      said.add(
          text(
              CompareCandidates.of(
                      log.events(spark, partitions),
                      List.of("side"),
                      ONE_HALF_LIFE,
                      0.2,
                      Split.STRICT,
                      PredictionSettings.XGBOOST)
                  .scores()
                  .rows(),
              "strict_test"));
    }

    assertThat(said.get(0)).contains("blend").isEqualTo(said.get(1));
  }

  @Test
  void withoutCasesNothingIsMeasured(SparkSession spark) {
    Dataset<Row> scores = scores(spark, new CaseLog(), Split.STRICT, 1);

    assertThat(scores.count()).isEqualTo(14L * COUNTING.size());
    assertThat(scores.filter("value is not null or case_count > 0").count()).isZero();
    assertThat(scores.filter("is_published").select("candidate").distinct().first().getString(0))
        .isEqualTo("variable_order");
  }

  @Test
  void withTooFewCasesNobodyLearns(SparkSession spark) {
    CaseLog log = new CaseLog().add("validation", 0, "a", "b").add("test", 1, "a", "b");

    ChosenForecaster chosen =
        CompareCandidates.of(
            log.events(spark, 1),
            List.of("side"),
            HALF_LIVES,
            0.5,
            Split.STRICT,
            PredictionSettings.XGBOOST);

    assertThat(chosen.forecaster().learnt()).isNull();
    assertThat(chosen.scores().rows().count()).isEqualTo(14L * COUNTING.size());
  }

  @Test
  @EnabledIfEnvironmentVariable(named = "DESIREPATH_DATA", matches = ".+")
  void onAPublicLogSimpleCandidatesScoreAsPublishedAndPooledViewsBetterThanThose(
      SparkSession spark) {
    Dataset<Row> log =
        spark
            .read()
            .option("header", true)
            .csv(System.getenv("DESIREPATH_DATA") + "/eventlogs/env_permit.csv.gz");
    ReadEventLog reading =
        new ReadEventLog("case:concept:name", List.of("concept:name"), "time:timestamp");

    Map<String, Double> values =
        values(
            CompareCandidates.of(
                    reading.events(log, List.of("org:resource", "org:group")),
                    List.of("org:resource", "org:group"),
                    HALF_LIVES,
                    0.2,
                    Split.PUBLIC,
                    PredictionSettings.XGBOOST)
                .scores()
                .rows());

    assertThat(values.get("most_frequent public_test top_1")).isCloseTo(0.157, within(5e-4));
    assertThat(values.get("most_frequent public_test log_loss")).isCloseTo(2.002, within(5e-4));
    assertThat(values.get("markov_1 public_test top_1")).isCloseTo(0.848, within(5e-4));
    assertThat(values.get("markov_1 public_test log_loss")).isCloseTo(0.653, within(5e-4));
    assertThat(values.get("variable_order public_test log_loss")).isLessThan(0.43);
    assertThat(values.get("pooled_views public_test log_loss")).isLessThan(0.38);
    assertThat(values.get("reranked_views public_test log_loss")).isLessThan(0.36);
    assertThat(values.get("logistic_regression public_test log_loss")).isLessThan(0.42);
    assertThat(values.get("boosted_trees public_test log_loss")).isLessThan(0.39);
    assertThat(values.get("blend public_test log_loss")).isLessThan(0.345);
  }

  private static double backedOff(Map<String, Integer> counts, String next, double below) {
    double sum = counts.values().stream().mapToInt(Integer::intValue).sum();
    return (counts.getOrDefault(next, 0) + counts.size() * below) / (sum + counts.size());
  }

  /** Eighty days with a touchpoint an hour, alike in the first fifty: the test starts in those. */
  private static String[] goingOn(String one, String other) {
    String[] touchpoints = new String[24 * 80];
    for (int i = 0; i < touchpoints.length; i++) {
      touchpoints[i] = i < 24 * 50 ? "a" : i % 2 == 0 ? one : other;
    }
    return touchpoints;
  }

  /** A case a day, of touchpoints by chance, an end by chance, too. */
  private static CaseLog drawn(int count, Random random) {
    CaseLog log = new CaseLog();
    for (int i = 0; i < count; i++) {
      List<String> touchpoints = new ArrayList<>();
      do {
        touchpoints.add(List.of("a", "b", "c").get(random.nextInt(3)));
      } while (random.nextInt(6) > 0);
      log.add("c" + (1000 + i), i, touchpoints.toArray(String[]::new));
    }
    return log;
  }

  /** A case a day, of three touchpoints that depend on the two before. */
  private static CaseLog planted(int count, Random random) {
    CaseLog log = new CaseLog();
    for (int i = 0; i < count; i++) {
      List<String> touchpoints = new ArrayList<>(List.of("a", "b"));
      int length = 4 + random.nextInt(6);
      while (touchpoints.size() < length) {
        int last = touchpoints.size();
        int sum = touchpoints.get(last - 1).charAt(0) + touchpoints.get(last - 2).charAt(0);
        int drawn = random.nextInt(10) == 0 ? random.nextInt(3) : sum % 3;
        touchpoints.add(List.of("a", "b", "c").get(drawn));
      }
      log.add("c" + (1000 + i), i, touchpoints.toArray(String[]::new));
    }
    return log;
  }

  private static Dataset<Row> scores(SparkSession spark, CaseLog log, Split split, int partitions) {
    return CompareCandidates.of(
            log.events(spark, partitions),
            List.of("side"),
            HALF_LIVES,
            0.2,
            split,
            PredictionSettings.NO_LEARNER)
        .scores()
        .rows();
  }

  private static Dataset<Row> scores(SparkSession spark, CaseLog log, String learner) {
    return CompareCandidates.of(
            log.events(spark, 2), List.of("side"), ONE_HALF_LIFE, 0.2, Split.STRICT, learner)
        .scores()
        .rows();
  }

  private static Map<String, Double> values(Dataset<Row> scores) {
    Map<String, Double> values = new HashMap<>();
    scores
        .collectAsList()
        .forEach(
            row ->
                values.put(
                    row.getString(1) + " " + row.getString(2) + " " + row.getString(3),
                    row.getDouble(4)));
    return values;
  }

  private static String text(Dataset<Row> scores, String split) {
    return TextTable.show(
        scores.filter("split = '" + split + "'"),
        "candidate",
        "metric",
        "case_count",
        "is_published",
        "value",
        "value_low",
        "value_high");
  }
}
