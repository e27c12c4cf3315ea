package org.desirepath.persona;

import java.util.List;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.mllib.clustering.GaussianMixture;
import org.apache.spark.mllib.clustering.GaussianMixtureModel;
import org.apache.spark.mllib.linalg.Vector;
import org.apache.spark.mllib.linalg.Vectors;
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

  @Override
  public GaussianClusters cluster(
      FeatureSpace space, List<SessionVector> points, int count, long seed) {
    // Below two points for each there is no shape to be seen.
    int most = Math.min(count, points.size() / 2);
    if (most == 0) {
      return GaussianClusters.none(space);
    }
    PrincipalAxes axes = PrincipalAxes.of(points, space.dimension(), MOST_AXES, VARIANCE, spark);
    JavaRDD<Vector> rows =
        JavaSparkContext.fromSparkContext(spark)
            .parallelize(points.stream().map(row -> Vectors.dense(axes.project(row))).toList(), 1)
            .cache();
    try {
      GaussianMixtureModel model =
          new GaussianMixture()
              .setK(most)
              .setMaxIterations(settings.maxIterations())
              .setSeed(seed)
              .run(rows);
      return GaussianClusters.of(space, axes, model);
    } finally {
      rows.unpersist(false);
    }
  }
}
