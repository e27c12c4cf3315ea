package org.desirepath.settings;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/**
 * How sessions become personas.
 *
 * @param algorithm of {@link #ALGORITHMS}
 * @param features groups of features that sessions are compared by, of {@link #FEATURES}
 * @param minCount least number of personas; 1 allows that there are none
 * @param maxCount largest number of personas
 * @param minConfidence sessions whose persona is less sure have none, 0 to 1
 * @param minTouchpoints sessions with fewer touchpoints do not shape clusters; they are only
 *     assigned
 * @param shortSessions what becomes of sessions of one or two touchpoints: {@link #ASSIGNED} or
 *     {@link #NOT_ASSIGNED}
 * @param maxTrainingSessions larger data is sampled down to about this many sessions for training
 * @param maxIterations bound on the rounds of training
 * @param seed starts the random numbers
 * @param retrainAfter age at which the model is trained again; whole days
 * @param maxDrift population stability index of the sessions since training beyond which it is
 *     trained again
 * @param names names for personas that people chose, by persona id
 */
public record PersonaSettings(
    String algorithm,
    List<String> features,
    int minCount,
    int maxCount,
    double minConfidence,
    int minTouchpoints,
    String shortSessions,
    int maxTrainingSessions,
    int maxIterations,
    long seed,
    Duration retrainAfter,
    double maxDrift,
    Map<String, String> names) {

  /** Sessions of a persona move alike from touchpoint to touchpoint. */
  public static final String MARKOV_MIXTURE = "markov-mixture";

  /** Sessions of a persona lie around a centre. */
  public static final String K_MEANS = "k-means";

  /** Sessions of a persona lie in the same direction from the origin. */
  public static final String SPHERICAL_K_MEANS = "spherical-k-means";

  /** Clusters are cut in two until there are enough. */
  public static final String BISECTING_K_MEANS = "bisecting-k-means";

  /** As {@link #BISECTING_K_MEANS}, by direction. */
  public static final String SPHERICAL_BISECTING_K_MEANS = "spherical-bisecting-k-means";

  /** Sessions of a persona spread about a mean in their own way. */
  public static final String GAUSSIAN_MIXTURE = "gaussian-mixture";

  /** All algorithms. */
  public static final List<String> ALGORITHMS =
      List.of(
          MARKOV_MIXTURE,
          K_MEANS,
          SPHERICAL_K_MEANS,
          BISECTING_K_MEANS,
          SPHERICAL_BISECTING_K_MEANS,
          GAUSSIAN_MIXTURE);

  /** Short sessions are given the likeliest persona, if it is sure enough. */
  public static final String ASSIGNED = "assigned";

  /** Short sessions have no persona. */
  public static final String NOT_ASSIGNED = "unknown";

  /** All groups of features. */
  public static final List<String> FEATURES =
      List.of(
          "touchpoint",
          "move",
          "stage",
          "channel",
          "first_touchpoint",
          "last_touchpoint",
          "device",
          "hour_band",
          "week_part",
          "depth",
          "duration",
          "pace",
          "sentiment",
          "time_of_day",
          "time_of_week");

  /** Refuses values that cannot be worked with. */
  public PersonaSettings {
    Rules rules =
        Rules.of("personas")
            .oneOf("algorithm", algorithm, ALGORITHMS)
            .present("features", features)
            .between("min-count", minCount, 1, 50)
            .between("max-count", maxCount, Math.max(1, minCount), 50)
            .between("min-confidence", minConfidence, 0, 1)
            .between("min-touchpoints", minTouchpoints, 1, 1000)
            .oneOf("short-sessions", shortSessions, List.of(ASSIGNED, NOT_ASSIGNED))
            .between("max-training-sessions", maxTrainingSessions, 100, 100_000_000)
            .between("max-iterations", maxIterations, 1, 10_000)
            .require(
                retrainAfter != null && retrainAfter.toDays() >= 1,
                "retrain-after",
                "must be a duration of a day or more such as P30D",
                retrainAfter)
            .between("max-drift", maxDrift, 0, 1000)
            .require(
                MARKOV_MIXTURE.equals(algorithm) || minCount == maxCount,
                "min-count",
                "must be max-count with all but markov-mixture, which alone chooses a number",
                minCount);
    if (features != null) {
      features.forEach(feature -> rules.oneOf("features", feature, FEATURES));
      rules.require(
          new HashSet<>(features).size() == features.size(),
          "features",
          "must name each group once",
          features);
    }
    rules.check();
    features = List.copyOf(features);
    names = names == null ? Map.of() : Map.copyOf(names);
  }

  /**
   * What a single model is made by; all else of the settings is common to candidates.
   *
   * @param algorithm of {@link #ALGORITHMS}
   * @param features of {@link #FEATURES}
   */
  public record Recipe(
      String algorithm, List<String> features, int minCount, int maxCount, long seed) {

    /** Keeps a copy of the features. */
    public Recipe {
      features = List.copyOf(features);
    }
  }

  /** What a model is made by with these settings. */
  public Recipe recipe() {
    return new Recipe(algorithm, features, minCount, maxCount, seed);
  }

  /** The same settings with another recipe. */
  public PersonaSettings with(Recipe recipe) {
    return new PersonaSettings(
        recipe.algorithm(),
        recipe.features(),
        recipe.minCount(),
        recipe.maxCount(),
        minConfidence,
        minTouchpoints,
        shortSessions,
        maxTrainingSessions,
        maxIterations,
        recipe.seed(),
        retrainAfter,
        maxDrift,
        names);
  }

  /** The settings that shape a model, as text: with others it has to be trained again. */
  public String shape() {
    return String.join(
        ", ",
        algorithm,
        features.toString(),
        minCount + " to " + maxCount,
        "from " + minTouchpoints,
        "sessions " + maxTrainingSessions,
        "rounds " + maxIterations,
        "seed " + seed);
  }
}
