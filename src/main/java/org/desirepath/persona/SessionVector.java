package org.desirepath.persona;

import java.io.Serializable;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.apache.spark.mllib.linalg.Vector;
import org.apache.spark.mllib.linalg.Vectors;

/**
 * A session as a point: its non-zero coordinates by rising index.
 *
 * <p>Coordinates are rounded to multiples of 2⁻¹⁶ and are no larger than eight. Sums of up to 2³³
 * of them are exact in double precision, so they are the same in whatever order and grouping they
 * are added: that is what makes centres independent of partitions.
 */
final class SessionVector implements Serializable {

  private static final long serialVersionUID = 1L;
  private static final double STEPS = 1 << 16;

  private final int[] indices;
  private final double[] values;
  private final double squaredNorm;

  /** Takes indices in rising order, each with its value. */
  SessionVector(int[] indices, double[] values) {
    this.indices = indices.clone();
    this.values = Arrays.stream(values).map(value -> Math.rint(value * STEPS) / STEPS).toArray();
    double sum = 0;
    for (double value : this.values) {
      sum += value * value;
    }
    this.squaredNorm = sum;
  }

  /** The same direction at length one; nought stays nought. */
  static SessionVector unit(int[] indices, double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value * value;
    }
    double length = sum > 0 ? Math.sqrt(sum) : 1;
    return new SessionVector(indices, Arrays.stream(values).map(v -> v / length).toArray());
  }

  /** A point that has a value for each coordinate, if asked for at length one. */
  static SessionVector ofDense(double[] values, boolean isUnit) {
    int[] indices = IntStream.range(0, values.length).toArray();
    return isUnit ? unit(indices, values) : new SessionVector(indices, values);
  }

  /** The squared Euclidean distance to a point whose squared length is given. */
  double squaredDistance(double[] point, double squaredLength) {
    return Math.max(0, squaredNorm - 2 * dot(point) + squaredLength);
  }

  double dot(double[] point) {
    double dot = 0;
    for (int i = 0; i < indices.length; i++) {
      dot += values[i] * point[indices[i]];
    }
    return dot;
  }

  double squaredNorm() {
    return squaredNorm;
  }

  void addTo(double[] sum) {
    for (int i = 0; i < indices.length; i++) {
      sum[indices[i]] += values[i];
    }
  }

  double[] dense(int dimension) {
    double[] dense = new double[dimension];
    addTo(dense);
    return dense;
  }

  Vector toMllib(int dimension) {
    return Vectors.sparse(dimension, indices, values);
  }
}
