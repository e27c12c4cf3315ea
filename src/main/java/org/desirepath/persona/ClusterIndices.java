package org.desirepath.persona;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.storage.StorageLevel;

/**
 * How well clusters stand apart, over all training sessions; null where fewer than two are in use.
 *
 * @param sizes sessions of each cluster
 * @param silhouettes mean of each cluster's sessions, -1 to 1; null for an empty one
 * @param silhouette over all sessions (Rousseeuw, "Silhouettes: a graphical aid to the
 *     interpretation and validation of cluster analysis", 1987), by squared distances, which need
 *     no pairs of sessions; 0 for the only session of a cluster, as the paper has it
 * @param daviesBouldin mean over clusters of how near the likest other is, beside their spreads
 *     (Davies and Bouldin, "A Cluster Separation Measure", 1979); from 0, the lower the better
 * @param calinskiHarabasz variance between clusters by that within (Caliński and Harabasz, "A
 *     dendrite method for cluster analysis", 1974); from 0, the higher the better
 */
record ClusterIndices(
    List<Long> sizes,
    List<Double> silhouettes,
    Mean silhouette,
    Double daviesBouldin,
    Double calinskiHarabasz) {

  /** A session in its cluster. */
  record Placed(int place, SessionVector point) implements Serializable {}

  /** Two aggregates, linear in the sessions; only sums of clusters move. */
  static ClusterIndices of(TrainingSessions training, FeatureSpace space, Clustering clustering) {
    Broadcast<Clustering> sent =
        JavaSparkContext.fromSparkContext(training.rows().sparkSession().sparkContext())
            .broadcast(clustering);
    JavaRDD<Placed> placed =
        training.each(
            features -> new Placed(sent.value().choose(features).place(), space.vector(features)));
    // Read twice.
    placed.persist(StorageLevel.MEMORY_AND_DISK());
    try {
      return of(placed, clustering.size(), space.dimension());
    } finally {
      placed.unpersist(false);
      sent.destroy();
    }
  }

  static ClusterIndices of(JavaRDD<Placed> sessions, int clusters, int dimension) {
    if (clusters == 0) {
      return new ClusterIndices(List.of(), List.of(), null, null, null);
    }
    ClusterSums sums =
        sessions.treeAggregate(
            new ClusterSums(clusters, dimension), ClusterSums::add, ClusterSums::merge);
    List<Long> sizes = sums.sizes();
    if (sizes.stream().filter(size -> size > 0).count() < 2) {
      List<Double> none = new ArrayList<>();
      sizes.forEach(size -> none.add(null));
      return new ClusterIndices(sizes, none, null, null, null);
    }
    ClusterSpreads spreads =
        sessions.treeAggregate(
            new ClusterSpreads(sums.means()), ClusterSpreads::add, ClusterSpreads::merge);
    return new ClusterIndices(
        sizes,
        spreads.silhouettes(),
        spreads.silhouette(),
        spreads.daviesBouldin(),
        sums.calinskiHarabasz());
  }
}
