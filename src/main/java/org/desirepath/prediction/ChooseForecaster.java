package org.desirepath.prediction;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.pmod;
import static org.apache.spark.sql.functions.xxhash64;
import static org.desirepath.prediction.SplitCases.CASE_PART;
import static org.desirepath.table.Journeys.JOURNEY_ID;
import static org.desirepath.table.Journeys.JOURNEY_LEVEL;

import java.time.Instant;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.desirepath.forecast.Contexts;
import org.desirepath.settings.PredictionSettings;
import org.desirepath.table.CaseEvents;
import org.desirepath.table.JourneyFacts;
import org.desirepath.table.JourneySteps;
import org.desirepath.table.ModelScores;

/** Back-tests predictors on the latest journeys and chooses one. */
public final class ChooseForecaster {

  /** Shares are told in these parts. */
  private static final long PARTS = 1_000_000;

  private ChooseForecaster() {}

  /**
   * The candidate that tells best what came next in the latest journeys of a level, as {@link
   * CompareCandidates} measures it without anything that came after the test had started. Where
   * there are more journeys than the settings want for training, a sample of them, by hash. With it
   * how likely journeys are won, and churn, within the horizon of the settings.
   */
  public static ChosenForecaster from(
      JourneySteps steps,
      JourneyFacts journeys,
      PredictionSettings settings,
      String level,
      Instant asOf) {
    JourneyFacts ofLevel =
        new JourneyFacts(journeys.rows().filter(JOURNEY_LEVEL.col().equalTo(level)));
    long count = ofLevel.rows().count();
    JourneyFacts taken =
        new JourneyFacts(
            ofLevel
                .rows()
                .filter(
                    isTaken(JOURNEY_ID.col(), "journeys", count, settings.maxTrainingJourneys())));
    CaseEvents cases = JourneyCases.of(steps, taken, level);
    SplitCases parts = SplitCases.of(cases, settings.testShare());
    ChosenForecaster chosen =
        CompareCandidates.of(
            cases,
            JourneyCases.ATTRIBUTE_NAMES,
            new HalfLives(settings.halfLives()),
            parts,
            CompareCandidates.Split.STRICT,
            CompareCandidates.Asked.IN_SILENCE,
            settings.learner());
    LearnOutcomes.Tested outcomes =
        LearnOutcomes.of(
            cases,
            new Contexts(JourneyCases.ATTRIBUTE_NAMES),
            chosen.codes(),
            settings.horizon(),
            settings.testShare(),
            asOf);
    return new ChosenForecaster(
        chosen.candidate(),
        chosen.forecaster(),
        chosen.codes(),
        outcomes.model(),
        new ModelScores(
            chosen
                .scores()
                .rows()
                .unionByName(waitScores(cases, parts, asOf).rows())
                .unionByName(outcomes.scores().rows())));
  }

  /** How often what comes next in the test comes within the 80 % interval that was foretold. */
  private static ModelScores waitScores(CaseEvents cases, SplitCases parts, Instant asOf) {
    Dataset<Row> parted = cases.rows().select(col("*"), parts.part());
    Waits learnt =
        CountWaits.of(
            parted.filter(CASE_PART.col().lt(SplitCases.TEST)),
            Math.min(asOf.toEpochMilli(), parts.start(SplitCases.TEST).millis()));
    Dataset<Row> test = parted.filter(CASE_PART.col().equalTo(SplitCases.TEST));
    CountWaits.Coverage coverage = CountWaits.coverage(test, asOf.toEpochMilli(), learnt);
    return new ModelScores(
        cases
            .rows()
            .sparkSession()
            .createDataFrame(
                List.of(
                    RowFactory.create(
                        "time_to_next",
                        "kaplan_meier",
                        "strict_test",
                        "coverage_80",
                        coverage.share(),
                        null,
                        null,
                        coverage.waitings(),
                        true)),
                ModelScores.CONTRACT.schema()));
  }

  /** Whether XGBoost is there: it is no part of Desirepath. */
  public static boolean hasXgboost() {
    try {
      Class.forName(
          "ml.dmlc.xgboost4j.java.Booster", false, ChooseForecaster.class.getClassLoader());
      return true;
    } catch (ClassNotFoundException notThere) {
      return false;
    }
  }

  /**
   * Whether one is among about as many as are wanted, by a hash of its id; if all are, it is.
   *
   * @param purpose samples for unlike purposes are drawn independently, so that one can be drawn
   *     from another
   */
  static Column isTaken(Column id, String purpose, long count, long wanted) {
    if (count <= wanted) {
      return lit(true);
    }
    long parts = Math.max(1, (long) ((double) PARTS * wanted / count));
    return pmod(xxhash64(id, lit(purpose)), lit(PARTS)).lt(parts);
  }
}
