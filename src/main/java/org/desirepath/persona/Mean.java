package org.desirepath.persona;

/**
 * A mean of independent values.
 *
 * @param value the mean; 0 of no values
 * @param error its standard error; 0 of fewer than two values
 */
record Mean(double value, double error) {

  static Mean of(double[] values) {
    // Loops, for the sums of streams depend on how they compensate.
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    double mean = values.length == 0 ? 0 : sum / values.length;
    double squares = 0;
    for (double value : values) {
      squares += (value - mean) * (value - mean);
    }
    return new Mean(
        mean, values.length < 2 ? 0 : Math.sqrt(squares / (values.length - 1) / values.length));
  }
}
