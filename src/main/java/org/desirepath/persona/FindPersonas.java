package org.desirepath.persona;

import static org.apache.spark.sql.functions.lit;
import static org.desirepath.table.SessionFeatures.FEATURES;
import static org.desirepath.table.Sessions.STARTED_AT;

import java.sql.Timestamp;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.desirepath.persona.PersonaModel.Cluster;
import org.desirepath.persona.PersonaModel.Training;
import org.desirepath.settings.PersonaSettings;
import org.desirepath.table.PersonaModels;
import org.desirepath.table.SessionFeatures;

/** Clusters sessions by what was done in them. */
public final class FindPersonas {

  /** How many sessions personas of two models are matched by. */
  private static final int MATCHING_SAMPLE = 4096;

  /** Of fewer sessions since the training a drift would be chance. */
  private static final int LEAST_SESSIONS_OF_DRIFT = 500;

  private FindPersonas() {}

  /**
   * The model that gives sessions their personas: that of the version before, unless there is none
   * that can be read, another was promoted since ({@link Promotion}), settings that shape a model
   * have changed, it is {@code retrainAfter} old, or the sessions since have drifted away from it
   * ({@link Drift}) by more than {@code maxDrift}. For age and drift it is trained again by its own
   * recipe: what was promoted stays so until the settings change.
   *
   * <p>A model that was trained on a later day goes on as well, so that a back-fill tells of the
   * past in the personas of today; personas are found by likeness and foretell nothing.
   *
   * <p>Personas that go on from the model before keep their ids ({@link MatchPersonas}).
   *
   * <p>Jobs: an aggregate for the drift; those of {@link TrainPersonas} for training; one sample
   * for matching.
   *
   * @param before the model of the version before, if there is one
   * @param promoted the last promotion, if there was one
   * @param today the day the data is taken as of
   * @param runId the run in which a model would be trained
   */
  public static PersonaModel from(
      SessionFeatures features,
      PersonaSettings settings,
      Optional<PersonaModels> before,
      Optional<Promotion> promoted,
      LocalDate today,
      String runId) {
    Optional<PersonaModel> last = before.flatMap(StorePersonaModel::read);
    String seen = last.map(model -> model.training().promotion()).orElse("");
    Optional<Promotion> unseen =
        promoted.filter(one -> !one.id().equals(seen)).filter(one -> one.isFor(settings));
    if (unseen.isPresent()) {
      PersonaModel model = unseen.get().model(settings, today, runId);
      return matched(TrainingSessions.of(features, settings), settings, model, last);
    }
    PersonaSettings ours = settings;
    String because = null;
    Drift drift = null;
    if (last.isEmpty()) {
      because = before.isPresent() ? "unreadable" : "first";
    } else {
      Training training = last.get().training();
      if (!training.settings().equals(settings.shape())) {
        because = "settings";
      } else {
        ours = settings.with(training.recipe());
        if (!training.trainedOn().plusDays(settings.retrainAfter().toDays()).isAfter(today)) {
          because = "age";
        } else {
          drift = drift(features, settings, last.get());
          because = drift != null && drift.index() > settings.maxDrift() ? "drift" : null;
        }
      }
    }
    if (because == null) {
      return last.orElseThrow().kept(settings.minConfidence(), drift);
    }
    TrainingSessions sessions = TrainingSessions.of(features, settings);
    Training night = new Training("", settings.shape(), today, runId, because, ours.recipe(), seen);
    return matched(sessions, settings, TrainPersonas.from(sessions, ours, night), last);
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

  /** The model with the ids of the personas that go on from the one before. */
  private static PersonaModel matched(
      TrainingSessions sessions,
      PersonaSettings settings,
      PersonaModel fresh,
      Optional<PersonaModel> before) {
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
    return fresh.matched(matched.clusters(), matched.changes());
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
}
