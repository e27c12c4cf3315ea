package org.desirepath.persona;

import java.util.List;
import org.apache.spark.SparkContext;
import org.desirepath.settings.PersonaSettings;

/** A way to find clusters, tried on a sample and trained on all sessions. */
interface Algorithm {

  /** The algorithm of the settings over its groups of features. No job. */
  static Algorithm of(PersonaSettings settings, Sample sample, SparkContext spark) {
    FeatureSpace space = sample.space(FeatureGroup.named(settings.features()));
    return switch (settings.algorithm()) {
      case PersonaSettings.MARKOV_MIXTURE -> new MixtureAlgorithm(settings, sample);
      case PersonaSettings.K_MEANS ->
          new PointAlgorithm(space, new KMeansMethod(settings), sample, settings.maxCount());
      case PersonaSettings.SPHERICAL_K_MEANS ->
          new PointAlgorithm(space.unit(), new KMeansMethod(settings), sample, settings.maxCount());
      case PersonaSettings.BISECTING_K_MEANS ->
          new PointAlgorithm(space, new BisectingMethod(), sample, settings.maxCount());
      case PersonaSettings.SPHERICAL_BISECTING_K_MEANS ->
          new PointAlgorithm(space.unit(), new BisectingMethod(), sample, settings.maxCount());
      case PersonaSettings.GAUSSIAN_MIXTURE ->
          new PointAlgorithm(
              space, new GaussianMethod(settings, spark), sample, settings.maxCount());
      default -> throw new IllegalArgumentException("No algorithm " + settings.algorithm());
    };
  }

  /** How many clusters there shall be; none where there is no structure. */
  ChooseCount choose();

  /**
   * Clusters of the sample, or fewer where sessions are fewer or alike; none if none are asked for.
   *
   * @param times how often each session counts; at least one of them does
   */
  Clustering fit(int[] times, int count, long seed);

  /** Goes on from clusters of the sample over all training sessions, if the algorithm does so. */
  Clustering improve(TrainingSessions training, Clustering start);

  /** The place of the cluster of each session of the sample. */
  int[] owners(Clustering clustering);

  /** The space in which it is measured how clusters stand apart. */
  FeatureSpace space();

  /** The sessions of the sample in this space. */
  List<SessionVector> points();
}
