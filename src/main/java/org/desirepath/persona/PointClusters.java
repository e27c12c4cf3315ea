package org.desirepath.persona;

/** Clusters among the points of a {@link FeatureSpace}. */
interface PointClusters extends Clustering {

  FeatureSpace space();

  /** The place of the cluster of a point. */
  int place(SessionVector point);
}
