package org.desirepath.persona;

import java.util.List;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.mllib.clustering.GaussianMixture;
import org.apache.spark.mllib.clustering.GaussianMixtureModel;
import org.apache.spark.mllib.linalg.DenseMatrix;
import org.apache.spark.mllib.linalg.Vector;
import org.apache.spark.mllib.linalg.Vectors;
import org.apache.spark.mllib.stat.distribution.MultivariateGaussian;
import org.desirepath.settings.PersonaSettings;

/**
 * MLlib's mixture of Gaussians over principal components: as many as explain {@value #VARIANCE} of
 * the variance, no more than {@value #MOST_AXES}, for a covariance has their number squared.
 *
 * <p>Its sums depend on the order in which partitions answer. All points are in one.
 */
record GaussianMethod(PersonaSettings settings, SparkContext spark) implements PointMethod {

  private static final int MOST_AXES = 20;
  private static final double VARIANCE = 0.95;

  private static final double LEAST_VARIANCE = 1e-4;
  private static final int STARTS = 5;

  /** In nats a session; a round that gains less is the last. */
  private static final double LEAST_GAIN = 1e-3;

  @Override
  public GaussianClusters cluster(
      FeatureSpace space, List<SessionVector> points, int count, long seed) {
    // Below two points for each there is no shape to be seen.
    int most = Math.min(count, points.size() / 2);
    if (most == 0) {
      return GaussianClusters.none(space);
    }
    PrincipalAxes axes = PrincipalAxes.of(points, space.dimension(), MOST_AXES, VARIANCE, spark);
    List<SessionVector> along =
        points.stream().map(row -> SessionVector.ofDense(axes.project(row), false)).toList();
    GaussianMixtureModel start = start(along, axes.size(), most, seed);
    JavaRDD<Vector> rows =
        JavaSparkContext.fromSparkContext(spark)
            .parallelize(along.stream().map(row -> row.toMllib(axes.size())).toList(), 1)
            .cache();
    try {
      GaussianMixtureModel model =
          new GaussianMixture()
              .setK(start.k())
              .setMaxIterations(settings.maxIterations())
              .setConvergenceTol(LEAST_GAIN * points.size())
              .setInitialModel(start)
              .run(rows);
      return GaussianClusters.of(space, axes, model);
    } finally {
      rows.unpersist(false);
    }
  }

  /** A Gaussian for each cluster of k-means, which MLlib's own random start is far from. */
  private static GaussianMixtureModel start(
      List<SessionVector> rows, int dimension, int count, long seed) {
    double[][] centres = ChooseCentres.from(rows, dimension, false, count, STARTS, seed);
    double[] lengths = ChooseCentres.lengths(centres);
    double[] sizes = new double[centres.length];
    double[][] covariances = new double[centres.length][dimension * dimension];
    for (SessionVector row : rows) {
      int nearest = ChooseCentres.nearest(row, centres, lengths);
      double[] point = row.dense(dimension);
      sizes[nearest]++;
      for (int i = 0; i < dimension; i++) {
        for (int j = 0; j < dimension; j++) {
          covariances[nearest][i * dimension + j] +=
              (point[i] - centres[nearest][i]) * (point[j] - centres[nearest][j]);
        }
      }
    }
    MultivariateGaussian[] gaussians = new MultivariateGaussian[centres.length];
    double[] weights = new double[centres.length];
    for (int c = 0; c < centres.length; c++) {
      for (int i = 0; i < covariances[c].length; i++) {
        covariances[c][i] /= sizes[c];
      }
      // A cluster of few points is flat; a little breadth gives it a shape.
      for (int i = 0; i < dimension; i++) {
        covariances[c][i * dimension + i] += LEAST_VARIANCE;
      }
      weights[c] = sizes[c] / rows.size();
      gaussians[c] =
          new MultivariateGaussian(
              Vectors.dense(centres[c]), new DenseMatrix(dimension, dimension, covariances[c]));
    }
    return new GaussianMixtureModel(weights, gaussians);
  }
}
