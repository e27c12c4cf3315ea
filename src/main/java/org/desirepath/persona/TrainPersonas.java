package org.desirepath.persona;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.desirepath.persona.PersonaModel.Cluster;
import org.desirepath.persona.PersonaModel.Score;
import org.desirepath.persona.PersonaModel.Training;
import org.desirepath.settings.PersonaSettings;
import org.desirepath.table.Fingerprint;

/** Trains a model and measures it. */
final class TrainPersonas {

  private static final double CONFIDENCE_95 = 1.96;

  private TrainPersonas() {}

  /**
   * Personas of the training sessions by the algorithm of the settings ({@link Algorithm}). Nothing
   * depends on the order or partitions of the rows. There may be fewer personas than asked for:
   * clusters without sessions are dropped, and without any training session, or any structure in
   * them, there is none. Personas are ordered by their training sessions, then by id ({@link
   * PersonaIds}).
   *
   * <p>Number, start and stability come from a sample ({@link Sample}), and so do clusters, unless
   * the algorithm goes on over all sessions; all sessions measure how well they stand apart.
   *
   * <p>Jobs: one aggregate by feature with its shuffle, one sample, one or two per round of
   * algorithms that see all sessions, and two for the measures.
   *
   * @param night when and why; its version is not yet known
   */
  static PersonaModel from(TrainingSessions sessions, PersonaSettings settings, Training night) {
    Sample sample = Sample.of(sessions, settings.seed());
    Algorithm algorithm =
        Algorithm.of(settings, sample, sessions.rows().sparkSession().sparkContext());
    return from(
        sessions, algorithm, algorithm.choose(), settings, MeasureStability.RESAMPLES, night);
  }

  /**
   * The same with a number that was chosen before.
   *
   * @param resamples to measure stability by
   */
  static PersonaModel from(
      TrainingSessions sessions,
      Algorithm algorithm,
      ChooseCount chosen,
      PersonaSettings settings,
      int resamples,
      Training night) {
    int[] once = FitMixture.once(algorithm.points().size());
    Clustering found =
        algorithm.improve(sessions, algorithm.fit(once, chosen.count(), settings.seed()));
    ClusterIndices indices = ClusterIndices.of(sessions, algorithm.space(), found);
    List<Double> stabilities =
        found.size() == 0
            ? List.of()
            : MeasureStability.of(
                algorithm, algorithm.owners(found), found.size(), resamples, settings.seed());

    List<Long> sizes = indices.sizes();
    List<Integer> used =
        IntStream.range(0, sizes.size()).filter(place -> sizes.get(place) > 0).boxed().toList();
    List<String> ids = PersonaIds.of(found.inOrder(used), used.stream().map(sizes::get).toList());
    List<Integer> order =
        IntStream.range(0, used.size())
            .boxed()
            .sorted(
                Comparator.<Integer>comparingLong(i -> -sizes.get(used.get(i)))
                    .thenComparing(ids::get))
            .toList();
    Clustering clustering = found.inOrder(order.stream().map(used::get).toList());
    List<Cluster> clusters =
        order.stream()
            .map(
                i ->
                    new Cluster(
                        ids.get(i),
                        night.runId(),
                        sizes.get(used.get(i)),
                        indices.silhouettes().get(used.get(i)),
                        stabilities.get(used.get(i))))
            .toList();
    List<String> content = new ArrayList<>(clustering.content());
    content.add(settings.shape());
    List<Score> scores = new ArrayList<>(chosen.scores());
    scores.addAll(scores(settings.algorithm(), indices, clusters));
    return new PersonaModel(
        clustering,
        clusters,
        new Training(
            Fingerprint.of(content),
            night.settings(),
            night.trainedOn(),
            night.runId(),
            night.because(),
            night.recipe(),
            night.promotion()),
        scores,
        settings.minConfidence(),
        null,
        List.of());
  }

  private static List<Score> scores(
      String algorithm, ClusterIndices indices, List<Cluster> clusters) {
    String candidate = algorithm.replace('-', '_') + " of " + clusters.size();
    long sessions = clusters.stream().mapToLong(Cluster::sessionCount).sum();
    Mean mean = indices.silhouette();
    Score silhouette =
        new Score(
            candidate,
            "training",
            "silhouette",
            mean == null ? null : mean.value(),
            mean == null ? null : Math.max(-1, mean.value() - CONFIDENCE_95 * mean.error()),
            mean == null ? null : Math.min(1, mean.value() + CONFIDENCE_95 * mean.error()),
            mean == null ? 0 : sessions,
            true);
    List<Score> scores = new ArrayList<>(List.of(silhouette));
    Double smallest =
        clusters.isEmpty()
            ? null
            : (double) clusters.get(clusters.size() - 1).sessionCount() / sessions;
    List<Double> stabilities =
        clusters.stream().map(Cluster::stability).filter(one -> one != null).toList();
    Double lowest =
        stabilities.isEmpty()
            ? null
            : (Double) stabilities.stream().mapToDouble(Double::doubleValue).min().getAsDouble();
    for (Measure measure :
        Arrays.asList(
            new Measure("persona_count", (double) clusters.size()),
            new Measure("davies_bouldin", indices.daviesBouldin()),
            new Measure("calinski_harabasz", indices.calinskiHarabasz()),
            new Measure("smallest_share", smallest),
            new Measure("lowest_stability", lowest))) {
      scores.add(
          new Score(
              candidate,
              "training",
              measure.metric(),
              measure.value(),
              null,
              null,
              measure.value() == null ? 0 : sessions,
              true));
    }
    return scores;
  }

  private record Measure(String metric, Double value) {}
}
