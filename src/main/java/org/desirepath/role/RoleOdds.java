package org.desirepath.role;

import java.io.Serializable;
import org.apache.spark.ml.linalg.Matrix;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;

/**
 * What a person's behaviour tells of each role: a weighted sum, as logistic regression and naive
 * Bayes both have it.
 *
 * @param weights a row per role, a column per feature
 * @param intercepts one per role
 */
record RoleOdds(Matrix weights, Vector intercepts) implements Serializable {

  /** The logarithm of the probability of each role. */
  Vector logProbabilities(Vector behaviour) {
    double[] sums = weights.multiply(behaviour).toArray();
    for (int role = 0; role < sums.length; role++) {
      sums[role] += intercepts.apply(role);
    }
    return Vectors.dense(normalized(sums));
  }

  /** Shifts logarithms so that what they stand for sums to one. */
  static double[] normalized(double[] logarithms) {
    double highest = Double.NEGATIVE_INFINITY;
    for (double one : logarithms) {
      highest = Math.max(highest, one);
    }
    double sum = 0;
    for (double one : logarithms) {
      sum += StrictMath.exp(one - highest);
    }
    double shift = highest + StrictMath.log(sum);
    double[] shifted = new double[logarithms.length];
    for (int i = 0; i < shifted.length; i++) {
      shifted[i] = logarithms[i] - shift;
    }
    return shifted;
  }
}
