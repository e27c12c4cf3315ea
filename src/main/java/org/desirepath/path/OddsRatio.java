package org.desirepath.path;

import static org.apache.spark.sql.functions.exp;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.log;
import static org.apache.spark.sql.functions.sqrt;

import org.apache.spark.sql.Column;
import org.desirepath.table.Wilson;

/**
 * How many times as high the odds of winning are with a path as without it, from the four counts
 * with half a journey added to each (Haldane, "The Estimation and Significance of the Logarithm of
 * a Ratio of Frequencies", Annals of Human Genetics 20, 1956), and its interval at 95 % (Woolf, "On
 * Estimating the Relation between Blood Group and Disease", Annals of Human Genetics 19, 1955).
 */
final class OddsRatio {

  private final Column logarithm;
  private final Column error;

  OddsRatio(Column wonWith, Column lostWith, Column wonWithout, Column lostWithout) {
    Column half = lit(0.5);
    Column a = wonWith.plus(half);
    Column b = lostWith.plus(half);
    Column c = wonWithout.plus(half);
    Column d = lostWithout.plus(half);
    Column one = lit(1.0);
    logarithm = log(a).minus(log(b)).minus(log(c)).plus(log(d));
    error = sqrt(one.divide(a).plus(one.divide(b)).plus(one.divide(c)).plus(one.divide(d)));
  }

  Column estimate() {
    return exp(logarithm);
  }

  Column low() {
    return exp(logarithm.minus(error.multiply(Wilson.Z)));
  }

  Column high() {
    return exp(logarithm.plus(error.multiply(Wilson.Z)));
  }
}
