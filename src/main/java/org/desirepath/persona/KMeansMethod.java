package org.desirepath.persona;

import java.util.Arrays;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.mllib.clustering.KMeans;
import org.apache.spark.mllib.clustering.KMeansModel;
import org.apache.spark.mllib.linalg.Vector;
import org.apache.spark.mllib.linalg.Vectors;
import org.apache.spark.storage.StorageLevel;
import org.desirepath.settings.PersonaSettings;

/**
 * k-means; in a space where all have length one it is spherical k-means, which goes by the cosine
 * (Dhillon and Modha, "Concept Decompositions for Large Sparse Text Data using Clustering", 2001).
 */
record KMeansMethod(PersonaSettings settings) implements PointMethod {

  private static final int STARTS = 5;

  @Override
  public CentreClusters cluster(
      FeatureSpace space, List<SessionVector> points, int count, long seed) {
    return new CentreClusters(
        space, ChooseCentres.from(points, space.dimension(), space.isUnit(), count, STARTS, seed));
  }

  /**
   * MLlib's k-means over all sessions. Coordinates lie on a grid on which sums are exact, so
   * centres are equal to the last bit whatever the order and partitions of the rows. Two jobs a
   * round, which exchange centres only.
   *
   * <p>Spherical k-means divides by lengths, whose sums are not exact: it stays with the sample.
   */
  @Override
  public PointClusters improve(TrainingSessions training, PointClusters start) {
    FeatureSpace space = start.space();
    if (space.isUnit() || start.size() == 0) {
      return start;
    }
    int dimension = space.dimension();
    JavaRDD<Vector> vectors = training.each(features -> space.vector(features).toMllib(dimension));
    // The rounds of k-means read the vectors again and again.
    vectors.persist(StorageLevel.MEMORY_AND_DISK());
    try {
      KMeansModel model =
          new KMeans()
              .setK(start.size())
              .setMaxIterations(settings.maxIterations())
              .setInitialModel(
                  new KMeansModel(
                      ((CentreClusters) start)
                          .centres().stream().map(Vectors::dense).toArray(Vector[]::new)))
              .run(vectors.rdd());
      return new CentreClusters(
          space,
          Arrays.stream(model.clusterCenters()).map(Vector::toArray).toArray(double[][]::new));
    } finally {
      vectors.unpersist(false);
    }
  }
}
