package org.desirepath.persona;

import java.util.Arrays;
import java.util.List;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.mllib.clustering.BisectingKMeans;
import org.apache.spark.mllib.linalg.Vector;
import org.desirepath.settings.PersonaSettings;

/**
 * MLlib's bisecting k-means: clusters are cut in two until there are enough (Steinbach, Karypis and
 * Kumar, "A comparison of document clustering techniques", 2000). A session belongs to the nearest
 * of the centres that are left.
 *
 * <p>MLlib's result depends on the order in which partitions answer. All points are in one.
 */
record BisectingMethod(PersonaSettings settings, SparkContext spark) implements PointMethod {

  @Override
  public CentreClusters cluster(
      FeatureSpace space, List<SessionVector> points, int count, long seed) {
    if (points.isEmpty()) {
      return new CentreClusters(space, new double[0][]);
    }
    JavaRDD<Vector> rows =
        JavaSparkContext.fromSparkContext(spark)
            .parallelize(points.stream().map(row -> row.toMllib(space.dimension())).toList(), 1)
            .cache();
    try {
      Vector[] centres =
          new BisectingKMeans()
              .setK(count)
              .setMaxIterations(Math.min(20, settings.maxIterations()))
              .setDistanceMeasure(space.isUnit() ? "cosine" : "euclidean")
              .setSeed(seed)
              .run(rows)
              .clusterCenters();
      return new CentreClusters(
          space, Arrays.stream(centres).map(Vector::toArray).toArray(double[][]::new));
    } finally {
      rows.unpersist(false);
    }
  }
}
