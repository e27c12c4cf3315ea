package org.desirepath.persona;

import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.storage.StorageLevel;
import org.desirepath.settings.PersonaSettings;

/** Clusters sessions by a {@link MarkovMixture}. */
final class MixtureAlgorithm implements Algorithm {

  private final PersonaSettings settings;
  private final StartMixture start;
  private final List<SessionVector> starts;
  private final TermSpace terms;
  private final List<Visit> visits;
  private final FeatureSpace space;
  private final List<SessionVector> points;

  MixtureAlgorithm(PersonaSettings settings, Sample sample) {
    List<FeatureGroup> groups = FeatureGroup.named(settings.features());
    FeatureSpace touchpoints = sample.space(List.of(FeatureGroup.TOUCHPOINT));
    this.settings = settings;
    this.terms = sample.terms(groups);
    this.start = new StartMixture(touchpoints.dimension(), terms, settings);
    this.starts = sample.points(touchpoints);
    this.visits = sample.visits(terms);
    this.space = sample.space(groups);
    this.points = sample.points(space);
  }

  /** The number that tells sessions best that were held out. */
  @Override
  public ChooseCount choose() {
    return ChooseCount.from(starts, visits, start, settings);
  }

  @Override
  public MarkovMixture fit(int[] times, int count, long seed) {
    return count == 0
        ? MarkovMixture.of(terms, new MixtureCounts(0, terms.size()))
        : start.fit(starts, visits, times, count, seed);
  }

  /**
   * Expectation and maximization over all sessions, if they are more than the sample: one aggregate
   * a round, which moves counts of terms only. Counts are whole numbers, so that neither order nor
   * partitions of the rows change a bit.
   */
  @Override
  public Clustering improve(TrainingSessions training, Clustering clustering) {
    MarkovMixture mixture = (MarkovMixture) clustering;
    if (training.eligible() <= visits.size() || mixture.size() == 0) {
      return mixture;
    }
    JavaRDD<Visit> all = training.each(terms::visit);
    // Each round reads the sessions again.
    all.persist(StorageLevel.MEMORY_AND_DISK());
    try {
      double before = Double.NEGATIVE_INFINITY;
      for (int round = 0; round < settings.maxIterations(); round++) {
        MixtureCounts counts = expect(all, mixture);
        if (!FitMixture.isGain(before, counts.logLikelihood())) {
          break;
        }
        before = counts.logLikelihood();
        mixture = MarkovMixture.of(terms, counts);
      }
      return mixture;
    } finally {
      all.unpersist(false);
    }
  }

  @Override
  public int[] owners(Clustering clustering) {
    return ((MarkovMixture) clustering).owners(visits);
  }

  @Override
  public FeatureSpace space() {
    return space;
  }

  @Override
  public List<SessionVector> points() {
    return points;
  }

  private static MixtureCounts expect(JavaRDD<Visit> visits, MarkovMixture mixture) {
    Broadcast<MarkovMixture> sent =
        JavaSparkContext.fromSparkContext(visits.context()).broadcast(mixture);
    MixtureCounts counts =
        visits.treeAggregate(
            new MixtureCounts(mixture.size(), mixture.space().size()),
            (sum, visit) -> sent.value().expect(visit, sum),
            MixtureCounts::merge);
    sent.destroy();
    return counts;
  }
}
