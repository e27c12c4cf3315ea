package org.desirepath.prediction;

import static org.apache.spark.sql.functions.expr;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.desirepath.forecast.Logistic;
import org.desirepath.forecast.Pool;
import org.desirepath.settings.PredictionSettings;
import org.desirepath.table.JourneyFacts;
import org.desirepath.table.JourneySteps;
import org.desirepath.table.ModelScores;
import org.desirepath.table.NextTouchpoints;
import org.desirepath.testing.SparkExtension;
import org.desirepath.testing.TextTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SparkExtension.class)
class PredictNextTest {

  private static final PredictionSettings SETTINGS =
      new PredictionSettings(
          2,
          0.3,
          List.of(Duration.ofDays(30)),
          Duration.ofDays(30),
          "none",
          Duration.ofDays(30),
          0.05,
          1000,
          2,
          0.2);

  /** What learners know; it is less than what the journeys of the tests come to. */
  private static final Codes KNOWN = new Codes(List.of("pricing", "a"));

  private static final OutcomeModel OUTCOMES = new OutcomeModel(List.of(0.7, 0.2, 0.1), null, 0);

  private static final Instant AS_OF = Instant.parse("2026-04-01T00:00:00Z");

  @Test
  void anOpenJourneyIsToldItsLikeliestNextTouchpointsAndTheRestAsOther(SparkSession spark) {
    JourneyLog log = new JourneyLog().add("open", 89, "open", "home", "pricing");
    for (int i = 0; i < 20; i++) {
      log.add("w" + i, i, "won", "home", "pricing", "demo");
      log.add("l" + i, i, "lost", "home", "docs");
    }

    NextTouchpoints next = predict(spark, log, Candidate.MARKOV_1);

    assertThat(
            TextTable.show(
                next.rows()
                    .selectExpr(
                        "journey_id",
                        "rank",
                        "persona_id",
                        "touchpoint_id",
                        "round(probability, 2) as probability",
                        "date_trunc('day', expected_at + interval 12 hour) as expected_at",
                        "round(days_low, 1) as days_low",
                        "round(days_high, 1) as days_high",
                        "history_touchpoint_count",
                        "is_abstained",
                        "scored_at"),
                "journey_id",
                "rank",
                "persona_id",
                "touchpoint_id",
                "probability",
                "expected_at",
                "days_low",
                "days_high",
                "history_touchpoint_count",
                "is_abstained",
                "scored_at"))
        .isEqualTo(
            """
            open | 1 | persona-1 | demo | 0.96 | 2026-04-02 00:00:00.0 | 1.0 | 1.0 | 2 | false | 2026-04-01 00:00:00.0
            open | 2 | persona-1 | pricing | 0.01 | 2026-04-02 00:00:00.0 | 1.0 | 1.0 | 2 | false | 2026-04-01 00:00:00.0
            open | 3 | persona-1 | other | 0.03 | 2026-04-02 00:00:00.0 | 1.0 | 1.0 | 2 | false | 2026-04-01 00:00:00.0\
            """);
    assertThat(next.rows().select("win_probability").first().getDouble(0)).isEqualTo(0.2);
    assertThat(next.rows().select("churn_probability").first().getDouble(0)).isEqualTo(0.1);
    // Half go on to the demo, after which all end.
    assertThat(next.rows().select("touchpoints_left").first().getDouble(0)).isBetween(0.9, 1.2);
  }

  @Test
  void everyOpenJourneyOfTheLevelHasRanksFromOneAndProbabilitiesThatSumToOne(SparkSession spark) {
    JourneyLog log =
        JourneyLog.random(120, false, 21)
            .add("unheard", 60, "open", "never seen before")
            .add("deal", "deal-1", JourneyLog.START, "open", "a");
    Dataset<Row> open = log.journeys(spark).rows().filter("is_open and journey_level = 'account'");

    for (Candidate candidate : Candidate.values()) {
      List<Row> sums =
          predict(spark, log, candidate)
              .rows()
              .groupBy("journey_id")
              .agg(
                  expr("sum(probability)"),
                  expr("count(*)"),
                  expr("sum(rank)"),
                  expr("max_by(touchpoint_id, rank)"),
                  expr(
                      "min(win_probability) >= 0 and max(win_probability + churn_probability) <= 1"))
              .collectAsList();

      assertThat(sums).hasSize((int) open.count());
      assertThat(sums)
          .allSatisfy(
              row -> {
                assertThat(row.getDouble(1)).isCloseTo(1, within(3e-12));
                assertThat(row.getLong(2)).isEqualTo(3);
                assertThat(row.getLong(3)).isEqualTo(6);
                assertThat(row.getString(4)).isEqualTo("other");
                assertThat(row.getBoolean(5)).isTrue();
              });
    }
  }

  @Test
  void whatFollowsTwoTouchpointsIsForetoldByThoseWhoLookAtBoth(SparkSession spark) {
    JourneyLog log =
        new JourneyLog().add("one", 60, "open", "a", "b").add("other", 60, "open", "x", "b");
    for (int i = 0; i < 20; i++) {
      log.add("a" + i, i, "won", "a", "b", "c");
      log.add("x" + i, i, "lost", "x", "b", "d");
    }

    for (Candidate candidate : List.of(Candidate.VARIABLE_ORDER, Candidate.POOLED_VIEWS)) {
      assertThat(
              TextTable.show(
                  predict(spark, log, candidate).rows().filter("rank = 1 and probability > 0.8"),
                  "journey_id",
                  "touchpoint_id"))
          .as(candidate.label())
          .isEqualTo("one | c\nother | d");
    }
  }

  @Test
  void eachPredictionTellsTheLongestRunOfTouchpointsThatWasSeenBefore(SparkSession spark) {
    JourneyLog log =
        new JourneyLog()
            .add("begun", 60, "open", "a", "b")
            .add("long", 60, "open", "q", "a", "b", "c")
            .add("new", 60, "open", "a", "never seen")
            .add("b", 0, "won", "z", "a", "b", "c", "d")
            .add("c", 0, "won", "a", "b", "d");

    assertThat(
            TextTable.show(
                predict(spark, log, Candidate.VARIABLE_ORDER).rows().filter("rank = 1"),
                "journey_id",
                "context",
                "context_count"))
        .isEqualTo("begun | start > a > b | 1\nlong | a > b > c | 1\nnew |  | 13");
  }

  @Test
  void shortHistoriesAndWeakPredictionsAreAbstainedFrom(SparkSession spark) {
    JourneyLog log =
        new JourneyLog().add("short", 60, "open", "a").add("sure", 60, "open", "b", "a");
    for (int i = 0; i < 12; i++) {
      log.add("j" + i, i, "won", "a", "b", "c" + i);
    }
    log.add("vague", 60, "open", "a", "b");

    assertThat(
            TextTable.show(
                predict(spark, log, Candidate.MARKOV_1).rows().filter("rank = 1"),
                "journey_id",
                "is_abstained"))
        .isEqualTo("short | true\nsure | false\nvague | true");
  }

  @Test
  void neitherOrderNorPartitionsChangeAnything(SparkSession spark) {
    JourneyLog log = JourneyLog.random(60, false, 5);
    String expected = text(predict(spark, log, Candidate.POOLED_VIEWS));

    for (int partitions : List.of(1, 7, 64)) {
      assertThat(
              text(
                  predict(
                      spark,
                      log.shuffledSteps(spark, partitions),
                      log.shuffledJourneys(spark, Math.min(7, partitions)),
                      Candidate.POOLED_VIEWS)))
          .isEqualTo(expected);
    }
  }

  @Test
  void whenCountsAreWeighedDoesNotMatter(SparkSession spark) {
    JourneyLog log = JourneyLog.random(80, false, 4);
    String expected = probabilities(spark, log, AS_OF);

    for (int days : List.of(-100, -45, 20)) {
      assertThat(probabilities(spark, log, AS_OF.plus(Duration.ofDays(days)))).isEqualTo(expected);
    }
  }

  /** To four places, by a model whose counts have a reference. */
  private static String probabilities(SparkSession spark, JourneyLog log, Instant reference) {
    return TextTable.show(
        predict(spark, log.steps(spark), log.journeys(spark), Candidate.POOLED_VIEWS, reference)
            .rows()
            .selectExpr("journey_id", "rank", "touchpoint_id", "round(probability, 4) as p"),
        "journey_id",
        "rank",
        "touchpoint_id",
        "p");
  }

  @Test
  void withoutClosedJourneysItIsNotKnownHowManyTouchpointsAreLeft(SparkSession spark) {
    JourneyLog log = new JourneyLog().add("1", 0, "open", "a", "b");

    assertThat(
            TextTable.show(
                predict(spark, log, Candidate.MOST_FREQUENT).rows(),
                "rank",
                "touchpoint_id",
                "touchpoints_left"))
        .isEqualTo("1 | b |\n2 | other |");
  }

  @Test
  void whereNothingEverFollowedAllIsOtherAndAbstainedFrom(SparkSession spark) {
    JourneyLog log = new JourneyLog().add("1", 0, "open", "a");

    assertThat(
            TextTable.show(
                predict(spark, log, Candidate.MARKOV_1).rows(),
                "rank",
                "touchpoint_id",
                "probability",
                "is_abstained",
                "expected_at",
                "touchpoints_left"))
        .isEqualTo("1 | other | 1.0 | true |  |");
  }

  @Test
  void withoutOpenJourneysNothingIsForetold(SparkSession spark) {
    assertThat(predict(spark, new JourneyLog(), Candidate.MARKOV_1).rows().count()).isZero();
    assertThat(
            predict(spark, new JourneyLog().add("1", 0, "won", "a", "b"), Candidate.MARKOV_1)
                .rows()
                .count())
        .isZero();
  }

  private static NextTouchpoints predict(SparkSession spark, JourneyLog log, Candidate candidate) {
    return predict(spark, log.steps(spark), log.journeys(spark), candidate);
  }

  private static NextTouchpoints predict(
      SparkSession spark, JourneySteps steps, JourneyFacts journeys, Candidate candidate) {
    return predict(spark, steps, journeys, candidate, AS_OF);
  }

  private static NextTouchpoints predict(
      SparkSession spark,
      JourneySteps steps,
      JourneyFacts journeys,
      Candidate candidate,
      Instant reference) {
    Forecaster forecaster =
        new Forecaster(
            3,
            1,
            Pool.even(Models.experts(new HalfLives(SETTINGS.halfLives()))),
            new Learnt(
                KNOWN.size(),
                new Logistic(new double[KNOWN.size()], new double[KNOWN.size()][200]),
                new TunedTrees(new NothingNew(), 1),
                new TunedTrees(new NothingNew(), 1),
                Pool.even(3)));
    boolean isLearner = candidate.compareTo(Candidate.POOLED_VIEWS) > 0;
    ChosenForecaster chosen =
        new ChosenForecaster(
            candidate,
            forecaster,
            isLearner ? KNOWN : new Codes(List.of()),
            OUTCOMES,
            new ModelScores(TextTable.of(spark, ModelScores.CONTRACT, "model")));
    Moves moves = Moves.from(steps, journeys, JourneyLog.LEVEL);
    FrozenForecaster model =
        Models.frozen(SETTINGS, LocalDate.parse("2026-04-01"), chosen, moves.names(), reference);
    return PredictNext.from(
        steps,
        journeys,
        moves,
        model,
        CountJourneys.from(
            steps,
            journeys,
            model,
            Optional.empty(),
            FindChanges.from(steps, journeys, Optional.empty(), JourneyLog.LEVEL),
            SETTINGS,
            JourneyLog.LEVEL),
        SETTINGS,
        JourneyLog.LEVEL,
        AS_OF);
  }

  private static String text(NextTouchpoints next) {
    return TextTable.show(next.rows(), next.rows().columns());
  }

  /** Trees that say what is known without them: all classes alike, or as it starts. */
  private static final class NothingNew implements BoostedTrees, BoostedTrees.Session {

    private static final long serialVersionUID = 1L;

    @Override
    public byte[] bytes() {
      return new byte[0];
    }

    @Override
    public Session open() {
      return this;
    }

    @Override
    public float[][] margins(float[] features, int width, float[] starts, int trees) {
      float[][] margins = new float[features.length / width][starts == null ? KNOWN.size() : 1];
      for (int row = 0; starts != null && row < margins.length; row++) {
        margins[row][0] = starts[row];
      }
      return margins;
    }

    @Override
    public void close() {
      // There is nothing to let go of.
    }
  }
}
