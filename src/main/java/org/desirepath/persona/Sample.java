package org.desirepath.persona;

import java.util.List;
import org.desirepath.persona.FeatureSpace.Feature;
import org.desirepath.persona.FeatureSpace.Statistic;

/**
 * A few training sessions to try out on; they are the only ones the driver sees.
 *
 * @param sessions their features, in an order that has no meaning and is always the same
 * @param statistics what all training sessions tell of each feature
 */
record Sample(List<List<Feature>> sessions, List<Statistic> statistics) {

  /** More would tell little more of a few clusters. */
  private static final int SIZE = 4096;

  /** The sessions with the smallest hashes. One aggregate and one sort. */
  static Sample of(TrainingSessions training, long seed) {
    return new Sample(training.sample(SIZE, seed, features -> features), training.statistics());
  }

  int size() {
    return sessions.size();
  }

  FeatureSpace space(List<FeatureGroup> groups) {
    return FeatureSpace.of(statistics, groups);
  }

  TermSpace terms(List<FeatureGroup> groups) {
    return TermSpace.of(statistics, groups);
  }

  List<SessionVector> points(FeatureSpace space) {
    return sessions.stream().map(space::vector).toList();
  }

  List<Visit> visits(TermSpace terms) {
    return sessions.stream().map(terms::visit).toList();
  }
}
