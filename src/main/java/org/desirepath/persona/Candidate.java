package org.desirepath.persona;

import java.util.List;
import org.desirepath.settings.PersonaSettings.Recipe;

/**
 * A model that was tried in a sweep, and what was measured of it. No personal data. Measures are
 * null where they do not apply.
 *
 * @param name unique in its sweep, such as {@code k-means-6-mix-s42}
 * @param featureSet the name of its set of features
 * @param recipe what it was made by
 * @param sessionCount training sessions
 * @param stabilities mean bootstrap Jaccard of each persona, 0 to 1, the largest persona first
 * @param smallestShare share of its smallest persona, 0 to 1; 0 without personas
 * @param silhouette as {@link ClusterIndices} has it, as the next two
 * @param gap as {@link GapStatistic} has it, with the first seed of the sweep; null for a mixture
 *     of Markov chains
 * @param gains as {@link HeldOut} has them, nats per held-out session
 * @param agreement mean adjusted Rand index with the other seeds; null where there is one seed
 * @param modelText the model, as it is stored
 */
public record Candidate(
    String name,
    String featureSet,
    Recipe recipe,
    long sessionCount,
    List<Double> stabilities,
    double smallestShare,
    Double silhouette,
    Double daviesBouldin,
    Double calinskiHarabasz,
    Gap gap,
    List<Double> gains,
    Double agreement,
    String modelText) {

  /** The gap statistic and its standard error. */
  public record Gap(double value, double error) {}

  /** How many personas were asked for. */
  public int count() {
    return recipe.maxCount();
  }

  /** How much better than one kind of session it tells held-out sessions, nats per session. */
  Mean gain() {
    return Mean.of(gains.stream().mapToDouble(Double::doubleValue).toArray());
  }

  /** The mean of the gains, nats. */
  public double meanGain() {
    return gain().value();
  }

  /** The stability of the weakest persona, 0 to 1. */
  public double lowestStability() {
    return stabilities.stream().mapToDouble(Double::doubleValue).min().orElse(0);
  }

  /** The mean stability of the personas, 0 to 1. */
  public double meanStability() {
    return stabilities.stream().mapToDouble(Double::doubleValue).average().orElse(0);
  }

  PersonaModel model() {
    return ModelText.read(modelText).orElseThrow();
  }
}
