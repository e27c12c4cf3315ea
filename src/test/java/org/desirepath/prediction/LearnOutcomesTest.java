package org.desirepath.prediction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.spark.sql.SparkSession;
import org.desirepath.forecast.CaseFeatures;
import org.desirepath.forecast.CaseHistory;
import org.desirepath.forecast.Contexts;
import org.desirepath.forecast.Occurrences;
import org.desirepath.testing.SparkExtension;
import org.desirepath.testing.TextTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SparkExtension.class)
class LearnOutcomesTest {

  private static final Codes CODES = new Codes(List.of("demo", "docs", "visit"));
  private static final Instant AS_OF = Instant.parse("2026-12-01T00:00:00Z");
  private static final int DAYS = 330;

  @Test
  void whatLeadsToWinsAndToChurnIsLearntAndTested(SparkSession spark) {
    LearnOutcomes.Tested learnt = learn(spark, journeys(true, 1), 1);

    Map<String, Double> scores = scores(learnt);
    assertThat(scores.get("win logistic_regression auc")).isGreaterThan(0.7);
    assertThat(scores.get("churn logistic_regression auc")).isGreaterThan(0.7);
    assertThat(scores.get("win logistic_regression log_loss"))
        .isLessThan(0.9 * scores.get("win base_rate log_loss"));
    assertThat(scores.get("win logistic_regression expected_calibration_error")).isLessThan(0.12);
    assertThat(learnt.scores().rows().filter("is_published").select("candidate").distinct())
        .satisfies(one -> assertThat(one.first().getString(0)).isEqualTo("logistic_regression"));

    OutcomeModel model = learnt.model();
    double demo = model.probability(after("demo"), Landmarks.WON);
    assertThat(demo).isGreaterThan(2 * model.probability(after("docs"), Landmarks.WON));
    double sum = 0;
    for (int ending = 0; ending < Landmarks.ENDINGS; ending++) {
      sum += model.probability(after("demo"), ending);
    }
    assertThat(sum).isCloseTo(1, within(1e-9));
  }

  @Test
  void whereNothingLeadsAnywhereTheRatesArePublished(SparkSession spark) {
    LearnOutcomes.Tested learnt = learn(spark, journeys(false, 2), 1);

    assertThat(learnt.model().probability(after("demo"), Landmarks.WON))
        .isEqualTo(learnt.model().probability(after("docs"), Landmarks.WON));
    assertThat(learnt.scores().rows().filter("is_published").select("candidate").distinct())
        .satisfies(one -> assertThat(one.first().getString(0)).isEqualTo("base_rate"));
  }

  @Test
  void neitherOrderNorPartitionsChangeAnything(SparkSession spark) {
    JourneyLog log = journeys(true, 3);

    assertThat(text(learn(spark, log, 7))).isEqualTo(text(learn(spark, log, 1)));
  }

  @Test
  void withoutAWholeHorizonNothingIsKnown(SparkSession spark) {
    LearnOutcomes.Tested learnt = learn(spark, new JourneyLog(), 1);

    assertThat(learnt.model().isKnown()).isFalse();
    assertThat(learnt.scores().rows().count()).isZero();

    // One moment is enough to know the rates, not to test them.
    learnt =
        learn(
            spark,
            new JourneyLog()
                .add("1", 300, "won", Collections.nCopies(8, "visit").toArray(String[]::new)),
            1);
    assertThat(learnt.model().probability(after("visit"), Landmarks.WON)).isOne();
    assertThat(learnt.scores().rows().count()).isZero();
  }

  /** Journeys of some days; where it matters, a demo wins most of them and docs are for leavers. */
  private static JourneyLog journeys(boolean matters, int seed) {
    Random random = new Random(seed);
    JourneyLog log = new JourneyLog();
    for (int i = 0; i < 800; i++) {
      boolean isDemo = random.nextBoolean();
      // As likely to end on any day, so that age tells nothing.
      int length = 1;
      while (length < 60 && random.nextInt(12) > 0) {
        length++;
      }
      String[] touchpoints = new String[length];
      for (int step = 0; step < touchpoints.length; step++) {
        touchpoints[step] = random.nextInt(3) > 0 ? "visit" : isDemo ? "demo" : "docs";
      }
      boolean leads = matters ? isDemo : random.nextBoolean();
      int chance = random.nextInt(10);
      String outcome = leads ? (chance < 8 ? "won" : "lost") : chance < 5 ? "churned" : "lost";
      log.add("j" + i, random.nextInt(DAYS - 60), outcome, touchpoints);
    }
    return log;
  }

  private static CaseFeatures after(String touchpoint) {
    CaseHistory history = new CaseHistory(1);
    Occurrences occurrences = new Occurrences();
    for (String one : List.of("visit", touchpoint, "visit", touchpoint)) {
      history.add(one.hashCode(), AS_OF.toEpochMilli(), new long[1]);
      occurrences.add(CODES.code(one));
    }
    return new CaseFeatures(history.numbers(), occurrences.told());
  }

  private static LearnOutcomes.Tested learn(SparkSession spark, JourneyLog log, int partitions) {
    return LearnOutcomes.of(
        JourneyCases.of(
            log.shuffledSteps(spark, partitions),
            log.shuffledJourneys(spark, partitions),
            JourneyLog.LEVEL),
        new Contexts(JourneyCases.ATTRIBUTE_NAMES),
        CODES,
        Duration.ofDays(14),
        0.2,
        AS_OF);
  }

  private static Map<String, Double> scores(LearnOutcomes.Tested learnt) {
    Map<String, Double> scores = new HashMap<>();
    learnt
        .scores()
        .rows()
        .filter("value is not null")
        .collectAsList()
        .forEach(
            row ->
                scores.put(
                    row.getString(0) + " " + row.getString(1) + " " + row.getString(3),
                    row.getDouble(4)));
    return scores;
  }

  private static String text(LearnOutcomes.Tested learnt) {
    return TextTable.show(learnt.scores().rows(), learnt.scores().rows().columns())
        + learnt.model().probability(after("demo"), Landmarks.WON);
  }
}
