package org.desirepath.persona;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.storage.StorageLevel;
import org.desirepath.settings.PersonaSettings;

/** Trains a {@link MarkovMixture}. */
final class TrainMixture {

  /** How many sessions are tried out on; they are the only ones the driver sees. */
  private static final int SAMPLE = 4096;

  private TrainMixture() {}

  /** A session as a point, to begin with, and as terms. */
  private record Sampled(SessionVector point, Visit visit) implements Serializable {}

  /**
   * As many components as tell sessions best that were held out ({@link ChooseCount}), no fewer and
   * no more than the settings say; none where one tells them as well as several.
   *
   * <p>Number, start and stability come from the 4096 sessions with the smallest hashes. If there
   * are more, expectation and maximization go on over all of them: one aggregate a round, which
   * moves counts of terms only. Samples go by hash and counts are whole numbers, so that neither
   * order nor partitions of the rows change a bit.
   */
  static Trained from(
      TrainingSessions training,
      List<FeatureSpace.Statistic> statistics,
      PersonaSettings settings) {
    FeatureSpace space = FeatureSpace.of(statistics, List.of(FeatureGroup.TOUCHPOINT));
    TermSpace terms = TermSpace.of(statistics, FeatureGroup.named(settings.features()));
    List<Sampled> sample =
        training.sample(
            SAMPLE,
            settings.seed(),
            features -> new Sampled(space.vector(features), terms.visit(features)));
    List<SessionVector> points = sample.stream().map(Sampled::point).toList();
    List<Visit> visits = sample.stream().map(Sampled::visit).toList();
    StartMixture start = new StartMixture(space.dimension(), terms, settings);
    ChooseCount chosen = ChooseCount.from(points, visits, start, settings);
    if (chosen.count() == 0) {
      return new Trained(
          MarkovMixture.of(terms, new MixtureCounts(0, terms.size())),
          List.of(),
          List.of(),
          List.of(),
          points,
          space.dimension(),
          chosen.scores());
    }
    MarkovMixture first = start.fit(points, visits, FitMixture.once(visits.size()), chosen.count());
    Round last =
        training.eligible() > sample.size()
            ? improve(training, first, settings.maxIterations())
            : Round.of(visits, first);
    int[] owners = last.mixture().owners(visits);
    return new Trained(
        last.mixture(),
        last.counts().owned(),
        MeasureStability.of(points, visits, owners, last.mixture().size(), start),
        Arrays.stream(owners).boxed().toList(),
        points,
        space.dimension(),
        chosen.scores());
  }

  /** A mixture and what it makes of all sessions. */
  private record Round(MarkovMixture mixture, MixtureCounts counts) {

    static Round of(List<Visit> visits, MarkovMixture mixture) {
      MixtureCounts counts = new MixtureCounts(mixture.size(), mixture.space().size());
      visits.forEach(visit -> mixture.expect(visit, counts));
      return new Round(mixture, counts);
    }

    static Round of(JavaRDD<Visit> visits, MarkovMixture mixture) {
      Broadcast<MarkovMixture> sent =
          JavaSparkContext.fromSparkContext(visits.context()).broadcast(mixture);
      MixtureCounts counts =
          visits.treeAggregate(
              new MixtureCounts(mixture.size(), mixture.space().size()),
              (sum, visit) -> sent.value().expect(visit, sum),
              MixtureCounts::merge);
      sent.destroy();
      return new Round(mixture, counts);
    }
  }

  private static Round improve(TrainingSessions training, MarkovMixture start, int rounds) {
    TermSpace terms = start.space();
    JavaRDD<Visit> visits = training.each(terms::visit);
    // Each round reads the sessions again.
    visits.persist(StorageLevel.MEMORY_AND_DISK());
    try {
      Round round = Round.of(visits, start);
      double before = Double.NEGATIVE_INFINITY;
      for (int i = 1;
          i < rounds && FitMixture.isGain(before, round.counts().logLikelihood());
          i++) {
        before = round.counts().logLikelihood();
        round = Round.of(visits, MarkovMixture.of(terms, round.counts()));
      }
      return round;
    } finally {
      visits.unpersist(false);
    }
  }
}
