package org.desirepath.table;

import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sqrt;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.types.DataTypes.DoubleType;

import org.apache.spark.sql.Column;

/**
 * The 95 % score interval of a share (Wilson, "Probable Inference, the Law of Succession, and
 * Statistical Inference", 1927).
 */
public final class Wilson {

  /** The quantile of the normal distribution for an interval of 95 %. */
  public static final double Z = 1.959963984540054;

  private Wilson() {}

  /** The lower bound; null without cases. */
  public static Column low(Column successes, Column cases) {
    return bound(successes, cases, -Z);
  }

  /** The upper bound; null without cases. */
  public static Column high(Column successes, Column cases) {
    return bound(successes, cases, Z);
  }

  private static Column bound(Column successes, Column cases, double z) {
    Column rate = successes.cast(DoubleType).divide(cases);
    Column spread =
        sqrt(
            rate.multiply(lit(1).minus(rate))
                .divide(cases)
                .plus(lit(z * z / 4).divide(cases).divide(cases)));
    return when(
        cases.notEqual(0),
        rate.plus(lit(z * z / 2).divide(cases))
            .plus(spread.multiply(z))
            .divide(lit(z * z).divide(cases).plus(1)));
  }
}
