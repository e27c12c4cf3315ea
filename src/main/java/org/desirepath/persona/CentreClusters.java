package org.desirepath.persona;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.desirepath.persona.FeatureSpace.Feature;

/** Clusters as centres among the points of a {@link FeatureSpace}. */
final class CentreClusters implements PointClusters {

  private static final long serialVersionUID = 1L;

  private final FeatureSpace space;
  private final double[][] centres;
  private final double[] lengths;

  CentreClusters(FeatureSpace space, double[][] centres) {
    this.space = space;
    this.centres = centres.clone();
    this.lengths = ChooseCentres.lengths(centres);
  }

  @Override
  public FeatureSpace space() {
    return space;
  }

  @Override
  public int place(SessionVector point) {
    return ChooseCentres.nearest(point, centres, lengths);
  }

  List<double[]> centres() {
    return List.of(centres);
  }

  @Override
  public int size() {
    return centres.length;
  }

  /**
   * The nearest centre, the first of equally near ones.
   *
   * <p>Confidence is {@code 1 − nearest / second nearest} in Euclidean distance: 0 midway between
   * two centres, 1 on one, or if there is but one.
   */
  @Override
  public Choice choose(List<Feature> features) {
    SessionVector vector = space.vector(features);
    int nearest = ChooseCentres.nearest(vector, centres, lengths);
    double own = vector.squaredDistance(centres[nearest], lengths[nearest]);
    double next = Double.POSITIVE_INFINITY;
    for (int i = 0; i < centres.length; i++) {
      if (i != nearest) {
        next = Math.min(next, vector.squaredDistance(centres[i], lengths[i]));
      }
    }
    return new Choice(nearest, next > 0 ? 1 - Math.sqrt(own / next) : 0);
  }

  /** The coordinates of the centres. */
  @Override
  public List<Map<String, Double>> touchpoints() {
    List<Map<String, Double>> all = new ArrayList<>();
    for (double[] centre : centres) {
      Map<String, Double> coordinates = new TreeMap<>();
      space
          .placesOf(FeatureGroup.TOUCHPOINT)
          .forEach((touchpoint, place) -> coordinates.put(touchpoint, centre[place]));
      all.add(coordinates);
    }
    return all;
  }

  @Override
  public Clustering inOrder(List<Integer> places) {
    return new CentreClusters(
        space, places.stream().map(place -> centres[place]).toArray(double[][]::new));
  }

  @Override
  public List<String> content() {
    List<String> content = new ArrayList<>(space.content());
    Arrays.stream(centres).map(Arrays::toString).forEach(content::add);
    return content;
  }
}
