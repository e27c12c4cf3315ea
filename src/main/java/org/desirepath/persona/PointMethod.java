package org.desirepath.persona;

import java.util.List;

/** Clusters points, a few of them on the driver. */
interface PointMethod {

  /**
   * As many clusters, or fewer where points are fewer or alike; none of no points.
   *
   * @param points in the coordinates of the space
   */
  PointClusters cluster(FeatureSpace space, List<SessionVector> points, int count, long seed);

  /** Goes on over all training sessions; most methods are done with the sample. */
  default PointClusters improve(TrainingSessions training, PointClusters start) {
    return start;
  }
}
