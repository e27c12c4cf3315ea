package org.desirepath.persona;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.mllib.linalg.Matrix;
import org.apache.spark.mllib.linalg.Vector;
import org.apache.spark.mllib.linalg.distributed.RowMatrix;
import scala.Tuple2;

/**
 * The directions in which points vary most.
 *
 * @param axes each a direction of length one, the one of most variance first
 * @param explained the share of the variance along each
 */
record PrincipalAxes(List<double[]> axes, List<Double> explained) implements Serializable {

  private static final long serialVersionUID = 1L;

  /**
   * Principal component analysis by MLlib over points in one partition, so that the same points in
   * the same order give the same axes to the last bit. Cubic in the dimension.
   *
   * @param points two or more
   * @param most of the axes
   * @param variance the share that they have to explain, 0 to 1; axes beyond are left out
   */
  static PrincipalAxes of(
      List<SessionVector> points, int dimension, int most, double variance, SparkContext spark) {
    List<Vector> rows = points.stream().map(point -> point.toMllib(dimension)).toList();
    RowMatrix matrix =
        new RowMatrix(JavaSparkContext.fromSparkContext(spark).parallelize(rows, 1).rdd());
    Tuple2<Matrix, Vector> found =
        matrix.computePrincipalComponentsAndExplainedVariance(Math.min(most, dimension));
    double[] shares = found._2().toArray();
    int count = 0;
    double sum = 0;
    while (count < shares.length && (count == 0 || sum < variance)) {
      sum += shares[count];
      count++;
    }
    double[] values = found._1().toArray();
    return new PrincipalAxes(
        IntStream.range(0, count)
            .mapToObj(i -> Arrays.copyOfRange(values, i * dimension, (i + 1) * dimension))
            .toList(),
        Arrays.stream(shares).limit(count).boxed().toList());
  }

  int size() {
    return axes.size();
  }

  /** How far a point lies along each axis, from the origin. */
  double[] project(SessionVector point) {
    double[] along = new double[axes.size()];
    for (int i = 0; i < along.length; i++) {
      along[i] = point.dot(axes.get(i));
    }
    return along;
  }

  /** The point that lies so far along each axis. */
  double[] point(double[] along) {
    double[] point = new double[axes.get(0).length];
    for (int i = 0; i < along.length; i++) {
      double[] axis = axes.get(i);
      for (int j = 0; j < point.length; j++) {
        point[j] += along[i] * axis[j];
      }
    }
    return point;
  }
}
