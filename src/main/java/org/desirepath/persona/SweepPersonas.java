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

/** Tries out personas by many recipes, and holds what came of it. */
public final class SweepPersonas {

  private static final String SWEEP = "sweep";

  private final List<Candidate> candidates;
  private final Sample sample;
  private final List<String> shown;
  private final long eligible;

  private SweepPersonas(
      List<Candidate> candidates, Sample sample, List<String> shown, long eligible) {
    this.candidates = candidates;
    this.sample = sample;
    this.shown = shown;
    this.eligible = eligible;
  }

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
   * <p>Jobs: a count, an aggregate by feature and two samples; for each candidate those of {@link
   * TrainPersonas}, and one more for each pair of seeds.
   *
   * @param asOf the day the data was taken as of
   * @param store holds a text for each trial
   */
  public static SweepPersonas from(
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
      Sample sample = Sample.of(sessions, personas.seed());
      Trials trials =
          new Trials(
              sessions, sample, new HeldOut(sample), personas, tuning, asOf, store, listener);
      return new SweepPersonas(
          trials.all(),
          sample,
          sessions.sampleIds(PortraySweep.SHOWN, personas.seed()),
          sessions.eligible());
    } finally {
      sessions.rows().unpersist(false);
    }
  }

  /** In the order in which they were tried. */
  public List<Candidate> candidates() {
    return List.copyOf(candidates);
  }

  /** The sessions that were tried out on. */
  Sample sample() {
    return sample;
  }

  /** The ids of the first sessions of the sample, in its order. */
  List<String> shown() {
    return shown;
  }

  /** Sessions long enough to shape personas, before sampling. */
  long eligible() {
    return eligible;
  }

  /** An algorithm over a set of features. */
  private record Family(String algorithm, String set, List<String> features) {

    String trial(int count) {
      return algorithm + "-" + count + "-" + set;
    }

    Recipe recipe(int count, long seed) {
      return new Recipe(algorithm, features, count, count, seed);
    }
  }

  private record Trials(
      TrainingSessions sessions,
      Sample sample,
      HeldOut heldOut,
      PersonaSettings personas,
      TuningSettings tuning,
      LocalDate asOf,
      Store store,
      Listener listener) {

    List<Candidate> all() {
      List<Candidate> candidates = new ArrayList<>();
      for (Map.Entry<String, List<String>> set : tuning.featureSets().entrySet()) {
        for (String algorithm : tuning.algorithms()) {
          candidates.addAll(of(new Family(algorithm, set.getKey(), set.getValue())));
        }
      }
      return candidates;
    }

    private List<Candidate> of(Family family) {
      SparkContext spark = sessions.rows().sparkSession().sparkContext();
      PersonaSettings settings = personas.with(family.recipe(tuning.maxCount(), personas.seed()));
      Algorithm algorithm = Algorithm.of(settings, sample, spark);
      Optional<GapStatistic> gap =
          GapStatistic.of(algorithm, tuning.references(), personas.seed(), spark);
      List<Candidate> candidates = new ArrayList<>();
      for (int count = tuning.minCount(); count <= tuning.maxCount(); count++) {
        String trial = family.trial(count);
        listener.began(trial);
        Optional<List<Candidate>> kept = store.read(trial).flatMap(CandidateTexts::read);
        List<Candidate> found = kept.orElse(null);
        if (found == null) {
          found = tried(family, algorithm, count, gap);
          store.write(trial, CandidateTexts.of(found));
        }
        listener.ended(trial, found, kept.isPresent());
        candidates.addAll(found);
      }
      return candidates;
    }

    private List<Candidate> tried(
        Family family, Algorithm algorithm, int count, Optional<GapStatistic> gap) {
      List<PersonaModel> models =
          tuning.seeds().stream()
              .map(seed -> trained(family.recipe(count, seed), algorithm))
              .toList();
      List<Double> agreements = agreements(models);
      // With one seed: it tells of the number of clusters.
      Candidate.Gap apart = gap.map(one -> one.of(count, tuning.seeds().get(0))).orElse(null);
      List<Candidate> candidates = new ArrayList<>();
      for (int i = 0; i < models.size(); i++) {
        long seed = tuning.seeds().get(i);
        PersonaModel model = models.get(i);
        candidates.add(
            new Candidate(
                family.trial(count) + "-s" + seed,
                family.set(),
                model.training().recipe(),
                model.sessionCount(),
                model.clusters().stream().map(Cluster::stability).toList(),
                model.smallestShare(),
                model.score("silhouette"),
                model.score("davies_bouldin"),
                model.score("calinski_harabasz"),
                apart,
                Arrays.stream(heldOut.gains(algorithm, count, seed)).boxed().toList(),
                agreements.get(i),
                ModelText.of(model)));
      }
      return candidates;
    }

    private PersonaModel trained(Recipe recipe, Algorithm algorithm) {
      return TrainPersonas.from(
          sessions,
          algorithm,
          ChooseCount.fixed(sample.size(), recipe.maxCount()),
          personas.with(recipe),
          tuning.resamples(),
          new Training("", personas.shape(), asOf, SWEEP, SWEEP, recipe, ""));
    }

    /** The mean index of each model with the others; null where there is none. */
    private List<Double> agreements(List<PersonaModel> models) {
      int others = models.size() - 1;
      boolean isMeasured = others > 0 && models.stream().allMatch(one -> one.sessionCount() > 0);
      double[] sums = new double[models.size()];
      for (int one = 0; isMeasured && one < models.size(); one++) {
        for (int other = 0; other < one; other++) {
          double index =
              CrossTable.of(sessions, models.get(one), models.get(other)).adjustedRandIndex();
          sums[one] += index;
          sums[other] += index;
        }
      }
      List<Double> means = new ArrayList<>();
      for (double sum : sums) {
        means.add(isMeasured ? (Double) (sum / others) : null);
      }
      return means;
    }
  }
}
