package org.desirepath.settings;

import java.time.Duration;
import java.util.List;

/**
 * How the next touchpoint is foretold.
 *
 * @param top ranks that are published before the rest is summed up as other
 * @param testShare share of journeys, the latest to start, that the back-test keeps aside
 * @param halfLives times in which what happened loses half its weight
 * @param horizon how far ahead wins and churn are foretold
 * @param learner who learns beside those who count, of {@link #LEARNERS}
 * @param retrainAfter age at which the model is trained again, in days
 * @param maxDrift by so large a share the log-loss of what came since training may lie above that
 *     of the back-test before the model is trained again
 * @param maxTrainingJourneys larger data is sampled down to about so many for the back-test
 * @param minHistory journeys with fewer touchpoints are marked as abstained
 * @param minProbability predictions whose best probability is lower are marked as abstained
 */
public record PredictionSettings(
    int top,
    double testShare,
    List<Duration> halfLives,
    Duration horizon,
    String learner,
    Duration retrainAfter,
    double maxDrift,
    long maxTrainingJourneys,
    int minHistory,
    double minProbability) {

  /** Nobody does. */
  public static final String NO_LEARNER = "none";

  /** Logistic regression by Spark's own library. */
  public static final String MLLIB = "mllib";

  /** The same, and boosted trees by XGBoost. */
  public static final String XGBOOST = "xgboost";

  /** All of these. */
  public static final List<String> LEARNERS = List.of(NO_LEARNER, MLLIB, XGBOOST);

  private static final Duration SHORTEST_HORIZON = Duration.ofDays(1);

  /** Refuses values that cannot be worked with. */
  public PredictionSettings {
    Rules.of("prediction")
        .between("top", top, 1, 100)
        .between("test-share", testShare, 0.01, 0.5)
        .require(
            halfLives != null
                && halfLives.size() <= 4
                && halfLives.stream().noneMatch(one -> one.isZero() || one.isNegative()),
            "half-lives",
            "must be up to four positive durations such as [P30D, P180D]",
            halfLives)
        .require(
            horizon != null && horizon.compareTo(SHORTEST_HORIZON) >= 0,
            "horizon",
            "must be a duration of at least a day such as P30D",
            horizon)
        .oneOf("learner", learner, LEARNERS)
        .require(
            retrainAfter != null && retrainAfter.toDays() >= 1,
            "retrain-after",
            "must be a duration of at least a day such as P30D",
            retrainAfter)
        .between("max-drift", maxDrift, 0, 10)
        .between("max-training-journeys", maxTrainingJourneys, 100, 1_000_000_000)
        .between("min-history", minHistory, 1, 1000)
        .between("min-probability", minProbability, 0, 1)
        .check();
    halfLives = List.copyOf(halfLives);
  }

  /** Those that shape a model, as text. */
  public String shape() {
    return "test-share %s, half-lives %s, horizon %s, learner %s, max-training-journeys %d"
        .formatted(testShare, halfLives, horizon, learner, maxTrainingJourneys);
  }
}
