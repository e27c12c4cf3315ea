package org.desirepath.persona;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.apache.spark.SparkContext;
import org.desirepath.persona.Candidate.Gap;

/**
 * How much closer sessions lie to their centres than points without structure would (Tibshirani,
 * Walther and Hastie, "Estimating the number of clusters in a data set via the gap statistic",
 * 2001). Points without structure are spread evenly over the box of the principal components, as
 * there; in a space of directions they are brought to length one.
 *
 * <p>Measured on 1024 sessions of the sample; each reference is clustered as they are.
 */
final class GapStatistic {

  private static final int SESSIONS = 1024;
  private static final int MOST_AXES = 50;
  private static final double VARIANCE = 0.95;

  private final PointAlgorithm algorithm;
  private final List<SessionVector> points;
  private final List<List<SessionVector>> references;

  private GapStatistic(
      PointAlgorithm algorithm, List<SessionVector> points, List<List<SessionVector>> references) {
    this.algorithm = algorithm;
    this.points = points;
    this.references = references;
  }

  /** Draws the references; nothing for algorithms that have no points, or of too few sessions. */
  static Optional<GapStatistic> of(
      Algorithm algorithm, int references, long seed, SparkContext spark) {
    if (!(algorithm instanceof PointAlgorithm found) || found.points().size() < 3) {
      return Optional.empty();
    }
    List<SessionVector> points =
        found.points().subList(0, Math.min(SESSIONS, found.points().size()));
    PrincipalAxes axes =
        PrincipalAxes.of(points, found.space().dimension(), MOST_AXES, VARIANCE, spark);
    double[] low = new double[axes.size()];
    double[] high = new double[axes.size()];
    Arrays.fill(low, Double.POSITIVE_INFINITY);
    Arrays.fill(high, Double.NEGATIVE_INFINITY);
    for (SessionVector point : points) {
      double[] along = axes.project(point);
      for (int i = 0; i < along.length; i++) {
        low[i] = Math.min(low[i], along[i]);
        high[i] = Math.max(high[i], along[i]);
      }
    }
    Random random = new Random(seed);
    List<List<SessionVector>> drawn = new ArrayList<>();
    for (int reference = 0; reference < references; reference++) {
      List<SessionVector> even = new ArrayList<>();
      for (int i = 0; i < points.size(); i++) {
        double[] along = new double[low.length];
        for (int j = 0; j < along.length; j++) {
          along[j] = low[j] + random.nextDouble() * (high[j] - low[j]);
        }
        even.add(SessionVector.ofDense(axes.point(along), found.space().isUnit()));
      }
      drawn.add(even);
    }
    return Optional.of(new GapStatistic(found, points, drawn));
  }

  /** The gap of so many clusters; null where sessions lie on their centres. */
  Gap of(int count, long seed) {
    double own = logWithin(points, count, seed);
    double[] others = references.stream().mapToDouble(one -> logWithin(one, count, seed)).toArray();
    double mean = Mean.of(others).value();
    double squares = 0;
    for (double other : others) {
      squares += (other - mean) * (other - mean);
    }
    double error = Math.sqrt(squares / others.length) * Math.sqrt(1 + 1.0 / others.length);
    double gap = mean - own;
    return Double.isInfinite(gap) || Double.isNaN(gap) ? null : new Gap(gap, error);
  }

  private double logWithin(List<SessionVector> rows, int count, long seed) {
    FeatureSpace space = algorithm.space();
    PointClusters clusters = algorithm.method().cluster(space, rows, count, seed);
    ClusterSums sums = new ClusterSums(clusters.size(), space.dimension());
    rows.forEach(row -> sums.add(new ClusterIndices.Placed(clusters.place(row), row)));
    return StrictMath.log(sums.within());
  }
}
