package org.desirepath.persona;

import static org.apache.spark.sql.functions.lit;
import static org.desirepath.table.SessionFeatures.FEATURES;
import static org.desirepath.table.Sessions.STARTED_AT;

import java.sql.Timestamp;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.desirepath.persona.PersonaModel.Cluster;
import org.desirepath.persona.PersonaModel.Score;
import org.desirepath.persona.PersonaModel.Training;
import org.desirepath.settings.PersonaSettings;
import org.desirepath.table.Fingerprint;
import org.desirepath.table.PersonaModels;
import org.desirepath.table.SessionFeatures;

/** Clusters sessions by what was done in them. */
public final class FindPersonas {

  /** How many sessions the silhouette, quadratic in them, is measured on. */
  private static final int SILHOUETTE_SAMPLE = 2000;

  /** How many sessions personas of two models are matched by. */
  private static final int MATCHING_SAMPLE = 4096;

  /** Of fewer sessions since the training a drift would be chance. */
  private static final int LEAST_SESSIONS_OF_DRIFT = 500;

  private static final int NAMING_TOUCHPOINTS = 3;
  private static final double CONFIDENCE_95 = 1.96;

  private FindPersonas() {}

  /**
   * The model that gives sessions their personas: that of the version before, unless there is none,
   * settings that shape a model have changed, it is {@code retrainAfter} old, or the sessions since
   * have drifted away from it ({@link Drift}) by more than {@code maxDrift}.
   *
   * <p>Training clusters the sessions of {@code minTouchpoints} or more by the algorithm of the
   * settings: a mixture of Markov chains ({@link TrainMixture}) or k-means ({@link TrainKMeans}).
   * Nothing depends on the order or partitions of the rows. There may be fewer personas than asked
   * for: clusters without sessions are dropped, and without any training session, or any structure
   * in them, there is none. Personas are ordered by their training sessions, then by id.
   *
   * <p>Personas that go on from the model before keep their ids ({@link MatchPersonas}). Another's
   * id is the hash of the three touchpoints that set it most apart (of more where two personas
   * share three).
   *
   * <p>Jobs: an aggregate for the drift; for training one count, one aggregate by feature with its
   * shuffle, one sample or two, and one or two per round, which exchange what is known of clusters
   * only.
   *
   * @param before the model of the version before, if there is one
   * @param today the day the data is taken as of
   * @param runId the run in which a model would be trained
   */
  public static PersonaModel from(
      SessionFeatures features,
      PersonaSettings settings,
      Optional<PersonaModels> before,
      LocalDate today,
      String runId) {
    Optional<PersonaModel> last = before.flatMap(StorePersonaModel::read);
    if (last.isEmpty()) {
      return train(
          features, settings, last, new Training("", settings.shape(), today, runId, "first"));
    }
    Training training = last.get().training();
    String because = null;
    Drift drift = null;
    if (!training.settings().equals(settings.shape())) {
      because = "settings";
    } else if (!training.trainedOn().plusDays(settings.retrainAfter().toDays()).isAfter(today)) {
      because = "age";
    } else {
      drift = drift(features, settings, last.get());
      because = drift != null && drift.index() > settings.maxDrift() ? "drift" : null;
    }
    return because == null
        ? last.get().kept(settings.minConfidence(), drift)
        : train(
            features, settings, last, new Training("", settings.shape(), today, runId, because));
  }

  /** The drift of the sessions that began after the training; null where they are few. */
  private static Drift drift(
      SessionFeatures features, PersonaSettings settings, PersonaModel model) {
    if (model.clusters().isEmpty()) {
      return null;
    }
    Timestamp trained =
        Timestamp.from(model.training().trainedOn().atStartOfDay(ZoneOffset.UTC).toInstant());
    Map<Integer, Long> counts =
        TrainingSessions.eligible(features, settings)
            .filter(STARTED_AT.col().geq(lit(trained)))
            .select(FEATURES.col())
            .javaRDD()
            .map(row -> model.place(TrainingSessions.features(row.getList(0))).orElseThrow())
            .countByValue();
    if (counts.values().stream().mapToLong(Long::longValue).sum() < LEAST_SESSIONS_OF_DRIFT) {
      return null;
    }
    List<Cluster> clusters = model.clusters();
    return Drift.of(
        clusters.stream().mapToLong(Cluster::sessionCount).toArray(),
        IntStream.range(0, clusters.size())
            .mapToLong(place -> counts.getOrDefault(place, 0L))
            .toArray());
  }

  private static PersonaModel train(
      SessionFeatures features,
      PersonaSettings settings,
      Optional<PersonaModel> before,
      Training night) {
    TrainingSessions sessions = TrainingSessions.of(features, settings);
    List<FeatureSpace.Statistic> statistics = sessions.statistics();
    Trained trained =
        settings.algorithm().equals(PersonaSettings.K_MEANS)
            ? TrainKMeans.from(sessions, statistics, settings)
            : TrainMixture.from(sessions, statistics, settings);
    PersonaModel fresh = model(trained, settings, night);
    MatchPersonas.Matched matched =
        before
            .filter(model -> !model.clusters().isEmpty())
            .map(
                model ->
                    MatchPersonas.from(
                        fresh.clusters(),
                        model.clusters(),
                        shared(sessions, settings, fresh, model),
                        fresh.version()))
            .orElseGet(() -> MatchPersonas.first(fresh.clusters()));
    return new PersonaModel(
        fresh.clustering(),
        matched.clusters(),
        fresh.training(),
        fresh.scores(),
        settings.minConfidence(),
        null,
        matched.changes());
  }

  /** How many sessions of a sample each pair of personas has; the last row and column are none. */
  private static long[][] shared(
      TrainingSessions sessions,
      PersonaSettings settings,
      PersonaModel fresh,
      PersonaModel before) {
    int rows = fresh.clusters().size();
    int columns = before.clusters().size();
    long[][] shared = new long[rows + 1][columns + 1];
    for (List<Integer> pair :
        sessions.sample(
            MATCHING_SAMPLE,
            settings.seed(),
            session ->
                List.of(
                    fresh.place(session).orElse(rows), before.place(session).orElse(columns)))) {
      shared[pair.get(0)][pair.get(1)]++;
    }
    return shared;
  }

  private static PersonaModel model(Trained trained, PersonaSettings settings, Training night) {
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
              night.runId(),
              sizes.get(own),
              members.length == 0 ? null : Mean.of(members).value(),
              trained.stabilities().get(own)));
    }
    List<String> content = new ArrayList<>(clustering.content());
    content.add(settings.shape());
    long trainedCount = sizes.stream().mapToLong(Long::longValue).sum();
    return new PersonaModel(
        clustering,
        clusters,
        new Training(
            Fingerprint.of(content),
            night.settings(),
            night.trainedOn(),
            night.runId(),
            night.because()),
        scores(trained, clusters.size(), silhouettes, trainedCount, settings),
        settings.minConfidence(),
        null,
        List.of());
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
