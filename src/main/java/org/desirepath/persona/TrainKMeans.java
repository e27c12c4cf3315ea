package org.desirepath.persona;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.mllib.clustering.KMeans;
import org.apache.spark.mllib.clustering.KMeansModel;
import org.apache.spark.mllib.linalg.Vector;
import org.apache.spark.mllib.linalg.Vectors;
import org.apache.spark.storage.StorageLevel;
import org.desirepath.settings.PersonaSettings;

/** Trains MLlib's k-means. */
final class TrainKMeans {

  /** How many sessions the start is chosen on; they are the only ones the driver sees. */
  private static final int START_SAMPLE = 4096;

  private static final int STARTS = 10;

  private TrainKMeans() {}

  /**
   * As many clusters as asked for, or fewer where sessions are fewer or alike.
   *
   * <p>The start is chosen on the 4096 sessions with the smallest hashes, then MLlib's k-means runs
   * over all. Samples go by hash, counts and quartiles are exact, and coordinates lie on a grid on
   * which sums are exact, so that centres are equal to the last bit whatever the order and
   * partitions of the rows. Two jobs a round, which exchange centres only.
   */
  static Trained from(
      TrainingSessions training,
      List<FeatureSpace.Statistic> statistics,
      PersonaSettings settings) {
    FeatureSpace space = FeatureSpace.of(statistics, FeatureGroup.named(settings.features()));
    int dimension = space.dimension();
    List<SessionVector> sample = training.sample(START_SAMPLE, settings.seed(), space::vector);
    double[][] start =
        ChooseCentres.from(sample, dimension, settings.maxCount(), STARTS, settings.seed());
    if (start.length == 0) {
      return new Trained(
          new KMeansClusters(space, start),
          List.of(),
          List.of(),
          List.of(),
          sample,
          dimension,
          List.of());
    }
    JavaRDD<Vector> vectors = training.each(features -> space.vector(features).toMllib(dimension));
    // The rounds of k-means read the vectors again and again.
    vectors.persist(StorageLevel.MEMORY_AND_DISK());
    try {
      KMeansModel model =
          new KMeans()
              .setK(start.length)
              .setMaxIterations(settings.maxIterations())
              .setInitialModel(
                  new KMeansModel(Arrays.stream(start).map(Vectors::dense).toArray(Vector[]::new)))
              .run(vectors.rdd());
      double[][] centres =
          Arrays.stream(model.clusterCenters()).map(Vector::toArray).toArray(double[][]::new);
      Map<Integer, Long> sizes = model.predict(vectors).countByValue();
      double[] lengths = ChooseCentres.lengths(centres);
      return new Trained(
          new KMeansClusters(space, centres),
          IntStream.range(0, centres.length).mapToObj(i -> sizes.getOrDefault(i, 0L)).toList(),
          Collections.nCopies(centres.length, null),
          sample.stream().map(row -> ChooseCentres.nearest(row, centres, lengths)).toList(),
          sample,
          dimension,
          List.of());
    } finally {
      vectors.unpersist(false);
    }
  }
}
