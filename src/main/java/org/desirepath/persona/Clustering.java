package org.desirepath.persona;

import java.io.Serializable;
import java.util.List;
import java.util.Map;
import org.desirepath.persona.FeatureSpace.Feature;

/** Clusters that any session can be given to, small enough to be sent to every task. */
interface Clustering extends Serializable {

  /**
   * The cluster of a session.
   *
   * @param place of the cluster, from 0
   * @param confidence how clear the choice is, 0 to 1
   */
  record Choice(int place, double confidence) {}

  /** How many clusters there are; with none nothing can be chosen. */
  int size();

  Choice choose(List<Feature> features);

  /** What each cluster has of each touchpoint, in a measure that clusters can be compared by. */
  List<Map<String, Double>> touchpoints();

  /** The same clusters, those at these places alone and in this order. */
  Clustering inOrder(List<Integer> places);

  /** Everything it is made of, as text, for a fingerprint. */
  List<String> content();
}
