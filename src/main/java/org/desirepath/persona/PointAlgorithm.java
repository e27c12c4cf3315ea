package org.desirepath.persona;

import java.util.ArrayList;
import java.util.List;

/** Clusters sessions as points of a {@link FeatureSpace}. */
final class PointAlgorithm implements Algorithm {

  private final FeatureSpace space;
  private final PointMethod method;
  private final List<SessionVector> points;
  private final int count;

  /** Clusters by a method; the count is the one that is asked for. */
  PointAlgorithm(FeatureSpace space, PointMethod method, Sample sample, int count) {
    this.count = count;
    this.space = space;
    this.method = method;
    this.points = sample.points(space);
  }

  @Override
  public ChooseCount choose() {
    return ChooseCount.fixed(points.size(), count);
  }

  @Override
  public PointClusters fit(int[] times, int wanted, long seed) {
    List<SessionVector> counting = new ArrayList<>();
    for (int i = 0; i < times.length && wanted > 0; i++) {
      for (int time = 0; time < times[i]; time++) {
        counting.add(points.get(i));
      }
    }
    return method.cluster(space, counting, wanted, seed);
  }

  @Override
  public Clustering improve(TrainingSessions training, Clustering start) {
    return method.improve(training, (PointClusters) start);
  }

  @Override
  public int[] owners(Clustering clustering) {
    PointClusters clusters = (PointClusters) clustering;
    return points.stream().mapToInt(clusters::place).toArray();
  }

  @Override
  public FeatureSpace space() {
    return space;
  }

  @Override
  public List<SessionVector> points() {
    return points;
  }

  PointMethod method() {
    return method;
  }
}
