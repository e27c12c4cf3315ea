package org.desirepath.persona;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.desirepath.persona.PersonaModel.Cluster;
import org.desirepath.persona.PersonaModel.Score;
import org.desirepath.settings.PersonaSettings;
import org.desirepath.table.Fingerprint;
import org.desirepath.table.SessionFeatures;

/** Clusters sessions by what was done in them. */
public final class FindPersonas {

  /** How many sessions the silhouette, quadratic in them, is measured on. */
  private static final int SILHOUETTE_SAMPLE = 2000;

  private static final int NAMING_TOUCHPOINTS = 3;
  private static final double CONFIDENCE_95 = 1.96;

  private FindPersonas() {}

  /**
   * Trains clusters on the sessions of {@code minTouchpoints} or more, by the algorithm of the
   * settings: a mixture of Markov chains ({@link TrainMixture}) or k-means ({@link TrainKMeans}).
   * Nothing depends on the order or partitions of the rows.
   *
   * <p>There may be fewer personas than asked for: clusters without sessions are dropped, and
   * without any training session, or any structure in them, there is none. Personas are ordered by
   * their training sessions, then by id. An id is the hash of the three touchpoints that set the
   * persona most apart (of more where two personas share three), so it outlives small moves.
   *
   * <p>Jobs: one count, one aggregate by feature with its shuffle, one sample, and one or two per
   * round, which exchange what is known of clusters only.
   */
  public static PersonaModel from(SessionFeatures features, PersonaSettings settings) {
    TrainingSessions training = TrainingSessions.of(features, settings);
    List<FeatureSpace.Statistic> statistics = training.statistics();
    Trained trained =
        settings.algorithm().equals(PersonaSettings.K_MEANS)
            ? TrainKMeans.from(training, statistics, settings)
            : TrainMixture.from(training, statistics, settings);
    return model(trained, settings);
  }

  private static PersonaModel model(Trained trained, PersonaSettings settings) {
    List<Long> sizes = trained.sizes();
    List<Integer> used =
        IntStream.range(0, sizes.size()).filter(place -> sizes.get(place) > 0).boxed().toList();
    List<String> ids =
        ids(trained.clustering().inOrder(used), used.stream().map(sizes::get).toList());
    List<Integer> order =
        IntStream.range(0, used.size())
            .boxed()
            .sorted(
                Comparator.<Integer>comparingLong(i -> -sizes.get(used.get(i)))
                    .thenComparing(ids::get))
            .toList();
    List<Integer> places = order.stream().map(used::get).toList();
    Clustering clustering = trained.clustering().inOrder(places);

    int[] owners =
        trained.owners().stream().limit(SILHOUETTE_SAMPLE).mapToInt(Integer::intValue).toArray();
    double[] silhouettes =
        Arrays.stream(owners).distinct().count() < 2
            ? new double[0]
            : Silhouette.of(
                trained.sample().subList(0, owners.length),
                trained.dimension(),
                owners,
                sizes.size());
    List<Cluster> clusters = new ArrayList<>();
    for (int i = 0; i < places.size(); i++) {
      int own = places.get(i);
      double[] members =
          IntStream.range(0, silhouettes.length)
              .filter(row -> owners[row] == own)
              .mapToDouble(row -> silhouettes[row])
              .toArray();
      clusters.add(
          new Cluster(
              ids.get(order.get(i)),
              members.length == 0 ? null : Mean.of(members).value(),
              trained.stabilities().get(own)));
    }
    List<String> content = new ArrayList<>(clustering.content());
    content.add(settings.toString());
    long trainedCount = sizes.stream().mapToLong(Long::longValue).sum();
    return new PersonaModel(
        clustering,
        clusters,
        settings.minConfidence(),
        Fingerprint.of(content),
        scores(trained, clusters.size(), silhouettes, trainedCount, settings));
  }

  /** An id per cluster, from the touchpoints of which it has most more than all together. */
  private static List<String> ids(Clustering clustering, List<Long> sizes) {
    List<Map<String, Double>> touchpoints = clustering.touchpoints();
    Map<String, Double> mean = new TreeMap<>();
    double total = sizes.stream().mapToLong(Long::longValue).sum();
    for (int i = 0; i < touchpoints.size(); i++) {
      double share = sizes.get(i) / total;
      touchpoints
          .get(i)
          .forEach((touchpoint, value) -> mean.merge(touchpoint, share * value, Double::sum));
    }
    List<List<String>> apart = new ArrayList<>();
    for (Map<String, Double> one : touchpoints) {
      apart.add(
          mean.keySet().stream()
              .sorted(
                  Comparator.<String>comparingDouble(id -> mean.get(id) - one.get(id))
                      .thenComparing(Comparator.naturalOrder()))
              .toList());
    }
    for (int length = NAMING_TOUCHPOINTS; length < mean.size(); length++) {
      List<String> ids = new ArrayList<>();
      for (List<String> one : apart) {
        ids.add(Fingerprint.of(one.subList(0, length).stream().sorted().toList()));
      }
      Set<String> different = new HashSet<>(ids);
      if (different.size() == ids.size()) {
        return ids;
      }
    }
    // So few touchpoints that only the clusters themselves tell personas apart.
    return IntStream.range(0, clustering.size())
        .mapToObj(place -> Fingerprint.of(clustering.inOrder(List.of(place)).content()))
        .toList();
  }

  private static List<Score> scores(
      Trained trained,
      int personaCount,
      double[] silhouettes,
      long trainedCount,
      PersonaSettings settings) {
    String candidate = settings.algorithm().replace('-', '_') + " of " + personaCount;
    Mean mean = Mean.of(silhouettes);
    boolean isMeasured = silhouettes.length > 1;
    List<Score> scores = new ArrayList<>(trained.scores());
    scores.add(
        new Score(
            candidate,
            "training",
            "silhouette",
            isMeasured ? mean.value() : null,
            isMeasured ? Math.max(-1, mean.value() - CONFIDENCE_95 * mean.error()) : null,
            isMeasured ? Math.min(1, mean.value() + CONFIDENCE_95 * mean.error()) : null,
            silhouettes.length,
            true));
    scores.add(
        new Score(
            candidate,
            "training",
            "persona_count",
            (double) personaCount,
            null,
            null,
            trainedCount,
            true));
    return scores;
  }
}
