package org.desirepath.role;

import java.io.Serializable;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;

/**
 * The coordinates of persons: which feature stands where.
 *
 * <p>A coordinate is the logarithm of one more than the count, so that the tenth visit to a page
 * tells less than the first. Features that the persons it was made of did not have are passed over.
 */
final class BehaviourSpace implements Serializable {

  private static final long serialVersionUID = 1L;

  /** What is counted, such as the touchpoint pricing. */
  record Feature(String attribute, String value) implements Comparable<Feature>, Serializable {
    @Override
    public int compareTo(Feature other) {
      int byAttribute = attribute.compareTo(other.attribute);
      return byAttribute != 0 ? byAttribute : value.compareTo(other.value);
    }
  }

  private final Map<Feature, Integer> places = new HashMap<>();

  private BehaviourSpace() {}

  /** Gives each feature its place, by name. */
  static BehaviourSpace of(Collection<Feature> features) {
    BehaviourSpace space = new BehaviourSpace();
    new TreeSet<>(features).forEach(feature -> space.places.put(feature, space.places.size()));
    return space;
  }

  /** The point of a person; each feature at most once. */
  Vector vector(Map<Feature, Double> counts) {
    SortedMap<Integer, Double> coordinates = new TreeMap<>();
    counts.forEach(
        (feature, count) -> {
          Integer place = places.get(feature);
          if (place != null) {
            coordinates.put(place, StrictMath.log1p(count));
          }
        });
    return Vectors.sparse(
        places.size(),
        coordinates.keySet().stream().mapToInt(Integer::intValue).toArray(),
        coordinates.values().stream().mapToDouble(Double::doubleValue).toArray());
  }
}
