package org.desirepath.persona;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.SparkContext;
import org.apache.spark.storage.StorageLevel;
import org.desirepath.persona.PersonaModel.Cluster;
import org.desirepath.persona.PersonaModel.Training;
import org.desirepath.settings.PersonaSettings;
import org.desirepath.settings.PersonaSettings.Recipe;
import org.desirepath.settings.TuningSettings;
import org.desirepath.table.SessionFeatures;

/** Tries out personas by many recipes. */
public final class SweepPersonas {

  private static final String FIRST = "sweep";

  private SweepPersonas() {}

  /** Keeps texts by name, so that a sweep can go on where it stopped. */
  public interface Store {

    /** The text of a name, if there is one. */
    Optional<String> read(String name);

    /** Keeps a text, in place of an earlier one. */
    void write(String name, String text);
  }

  /** Is told how a sweep goes. */
  public interface Listener {

    /** A trial, the candidates of which differ in their seeds alone, begins. */
    void began(String trial);

    /**
     * A trial has ended.
     *
     * @param wasThere whether it was kept from before
     */
    void ended(String trial, List<Candidate> candidates, boolean wasThere);
  }

  /** How many trials a sweep has. */
  public static int trials(TuningSettings tuning) {
    return tuning.featureSets().size()
        * tuning.algorithms().size()
        * (tuning.maxCount() - tuning.minCount() + 1);
  }

  /**
   * Trains and measures a candidate for every set of features, algorithm, number and seed, in this
   * order. The same sessions and settings give the same candidates, whatever the order and
   * partitions of the rows, and whether or not some were kept from before.
   *
   * <p>Every candidate is trained as a night would train it ({@link TrainPersonas}) and stands
   * apart by {@link ClusterIndices} over all training sessions; {@link HeldOut} and {@link
   * GapStatistic} take a sample.
   *
   * <p>Jobs: for each candidate those of {@link TrainPersonas}, and one more for each pair of
   * seeds.
   *
   * @param asOf the day the data was taken as of
   * @param store holds a text for each trial
   */
  public static List<Candidate> from(
      SessionFeatures features,
      PersonaSettings personas,
      TuningSettings tuning,
      LocalDate asOf,
      Store store,
      Listener listener) {
    TrainingSessions sessions = TrainingSessions.of(features, personas);
    // Read for every candidate.
    sessions.rows().persist(StorageLevel.MEMORY_AND_DISK());
    try {
      return new Trials(sessions, personas, tuning, asOf, store, listener).all();
    } finally {
      sessions.rows().unpersist(false);
    }
  }

  private record Trials(
      TrainingSessions sessions,
      PersonaSettings personas,
      TuningSettings tuning,
      LocalDate asOf,
      Store store,
      Listener listener) {

    List<Candidate> all() {
      Sample sample = Sample.of(sessions, personas.seed());
      HeldOut heldOut = new HeldOut(sample);
      List<Candidate> candidates = new ArrayList<>();
      for (Map.Entry<String, List<String>> set : tuning.featureSets().entrySet()) {
        for (String name : tuning.algorithms()) {
          candidates.addAll(
              of(set.getKey(), new Recipe(name, set.getValue(), 1, 1, 0), sample, heldOut));
        }
      }
      return candidates;
    }

    /** The candidates of an algorithm over a set of features. */
    private List<Candidate> of(String set, Recipe any, Sample sample, HeldOut heldOut) {
      SparkContext spark = sessions.rows().sparkSession().sparkContext();
      PersonaSettings settings =
          personas.with(new Recipe(any.algorithm(), any.features(), 1, 1, personas.seed()));
      Algorithm algorithm = Algorithm.of(settings, sample, spark);
      Optional<GapStatistic> gap =
          GapStatistic.of(algorithm, tuning.references(), personas.seed(), spark);
      List<Candidate> candidates = new ArrayList<>();
      for (int count = tuning.minCount(); count <= tuning.maxCount(); count++) {
        String trial = any.algorithm() + "-" + count + "-" + set;
        listener.began(trial);
        Optional<List<Candidate>> kept = store.read(trial).flatMap(CandidateTexts::read);
        List<Candidate> found =
            kept.isPresent() ? kept.get() : tried(trial, set, algorithm, any, count, heldOut, gap);
        if (kept.isEmpty()) {
          store.write(trial, CandidateTexts.of(found));
        }
        listener.ended(trial, found, kept.isPresent());
        candidates.addAll(found);
      }
      return candidates;
    }

    private List<Candidate> tried(
        String trial,
        String set,
        Algorithm algorithm,
        Recipe any,
        int count,
        HeldOut heldOut,
        Optional<GapStatistic> gap) {
      List<Candidate> candidates = new ArrayList<>();
      List<PersonaModel> models = new ArrayList<>();
      // With one seed: it tells of the number of clusters.
      Candidate.Gap apart = gap.map(one -> one.of(count, tuning.seeds().get(0))).orElse(null);
      for (long seed : tuning.seeds()) {
        Recipe recipe = new Recipe(any.algorithm(), any.features(), count, count, seed);
        PersonaModel model =
            TrainPersonas.from(
                sessions,
                algorithm,
                ChooseCount.fixed(algorithm.points().size(), count),
                personas.with(recipe),
                tuning.resamples(),
                new Training("", personas.shape(), asOf, FIRST, FIRST, recipe, ""));
        models.add(model);
        candidates.add(
            candidate(
                trial + "-s" + seed, set, model, heldOut.gains(algorithm, count, seed), apart));
      }
      List<Candidate> agreed = new ArrayList<>();
      for (int i = 0; i < candidates.size(); i++) {
        agreed.add(candidates.get(i).withAgreement(agreement(models, i)));
      }
      return agreed;
    }

    /** The mean index with the other models; null where there is none. */
    private Double agreement(List<PersonaModel> models, int own) {
      List<Double> indices = new ArrayList<>();
      for (int other = 0; other < models.size(); other++) {
        if (other != own && models.get(own).sessionCount() > 0) {
          indices.add(
              CrossTable.of(sessions, models.get(own), models.get(other)).adjustedRandIndex());
        }
      }
      return indices.isEmpty()
          ? null
          : (Double) indices.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
    }
  }

  private static Candidate candidate(
      String name, String set, PersonaModel model, double[] gains, Candidate.Gap gap) {
    List<Cluster> clusters = model.clusters();
    double smallest =
        clusters.isEmpty()
            ? 0
            : (double) clusters.get(clusters.size() - 1).sessionCount() / model.sessionCount();
    return new Candidate(
        name,
        set,
        model.training().recipe(),
        model.sessionCount(),
        clusters.stream().map(Cluster::stability).toList(),
        smallest,
        model.score("silhouette"),
        model.score("davies_bouldin"),
        model.score("calinski_harabasz"),
        gap,
        Arrays.stream(gains).boxed().toList(),
        null,
        ModelText.of(model));
  }
}
