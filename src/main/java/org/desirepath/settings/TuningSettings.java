package org.desirepath.settings;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a sweep over persona models tries, and what it asks of them.
 *
 * @param algorithms of {@link PersonaSettings#ALGORITHMS}
 * @param featureSets sets of groups of features, by the name that candidates carry
 * @param minCount least number of personas to try
 * @param maxCount largest number of personas to try
 * @param seeds each candidate is trained with each
 * @param resamples bootstrap samples for the stability of each cluster
 * @param references data sets without structure for the gap statistic
 * @param minStability least bootstrap Jaccard of a candidate's weakest persona, 0 to 1
 * @param minMeanStability least mean of these over its personas, 0 to 1
 * @param minAgreement least adjusted Rand index between its seeds
 * @param minShare least share of its smallest persona, 0 to 1
 */
public record TuningSettings(
    List<String> algorithms,
    Map<String, List<String>> featureSets,
    int minCount,
    int maxCount,
    List<Long> seeds,
    int resamples,
    int references,
    double minStability,
    double minMeanStability,
    double minAgreement,
    double minShare) {

  /** Names of sets are part of file names. */
  private static final String NAME = "[a-z0-9]+(-[a-z0-9]+)*";

  /** Refuses values that cannot be worked with. */
  public TuningSettings {
    Rules rules =
        Rules.of("tuning")
            .present("algorithms", algorithms)
            .require(
                featureSets != null && !featureSets.isEmpty(),
                "feature-sets",
                "must name at least one set",
                featureSets)
            .between("min-count", minCount, 2, 50)
            .between("max-count", maxCount, Math.max(2, minCount), 50)
            .present("seeds", seeds)
            .between("resamples", resamples, 1, 1000)
            .between("references", references, 2, 1000)
            .between("min-stability", minStability, 0, 1)
            .between("min-mean-stability", minMeanStability, 0, 1)
            .between("min-agreement", minAgreement, -1, 1)
            .between("min-share", minShare, 0, 1);
    if (algorithms != null) {
      algorithms.forEach(one -> rules.oneOf("algorithms", one, PersonaSettings.ALGORITHMS));
      requireDistinct(rules, "algorithms", algorithms);
    }
    if (seeds != null) {
      requireDistinct(rules, "seeds", seeds);
    }
    if (featureSets != null) {
      featureSets.forEach(
          (name, features) -> {
            String setting = "feature-sets." + name;
            rules.require(
                name.matches(NAME),
                setting,
                "must have a name of small letters, digits and single hyphens",
                name);
            rules.present(setting, features);
            features.forEach(one -> rules.oneOf(setting, one, PersonaSettings.FEATURES));
            requireDistinct(rules, setting, features);
          });
    }
    rules.check();
    algorithms = List.copyOf(algorithms);
    // In the order of names, so that a sweep goes on where it stopped.
    featureSets = new TreeMap<>(featureSets);
    seeds = List.copyOf(seeds);
  }

  private static void requireDistinct(Rules rules, String setting, List<?> values) {
    rules.require(
        new HashSet<>(values).size() == values.size(), setting, "must name each once", values);
  }
}
