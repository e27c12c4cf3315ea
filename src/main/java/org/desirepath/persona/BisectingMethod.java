package org.desirepath.persona;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Bisecting k-means: the cluster that spreads most is cut in two by k-means until there are enough
 * (Steinbach, Karypis and Kumar, "A comparison of document clustering techniques", 2000). A session
 * belongs to the nearest of the centres that are left.
 *
 * <p>MLlib has one, which starts some hundred jobs for a few thousand points, and the result of
 * which depends on how they are partitioned.
 */
final class BisectingMethod implements PointMethod {

  private static final int STARTS = 5;

  /** A cluster that may be cut. */
  private static final class Part {

    private final List<SessionVector> points = new ArrayList<>();
    private final double[] centre;
    private double spread;

    Part(double[] centre) {
      this.centre = centre;
    }
  }

  @Override
  public CentreClusters cluster(
      FeatureSpace space, List<SessionVector> points, int count, long seed) {
    List<Part> parts = new ArrayList<>(parts(space, points, 1, seed));
    while (!parts.isEmpty() && parts.size() < count) {
      int widest = 0;
      for (int i = 1; i < parts.size(); i++) {
        if (parts.get(i).spread > parts.get(widest).spread) {
          widest = i;
        }
      }
      List<Part> halves = parts(space, parts.get(widest).points, 2, seed);
      if (halves.size() < 2) {
        break;
      }
      parts.remove(widest);
      parts.addAll(halves);
    }
    return new CentreClusters(
        space, parts.stream().map(part -> part.centre).toArray(double[][]::new));
  }

  private static List<Part> parts(
      FeatureSpace space, List<SessionVector> points, int count, long seed) {
    double[][] centres =
        ChooseCentres.from(points, space.dimension(), space.isUnit(), count, STARTS, seed);
    double[] lengths = ChooseCentres.lengths(centres);
    List<Part> parts = Arrays.stream(centres).map(Part::new).toList();
    for (SessionVector point : points) {
      int nearest = ChooseCentres.nearest(point, centres, lengths);
      Part part = parts.get(nearest);
      part.points.add(point);
      part.spread += point.squaredDistance(centres[nearest], lengths[nearest]);
    }
    return parts;
  }
}
