package org.desirepath.persona;

/** What several clusters have of one session. */
final class Shares {

  private Shares() {}

  /**
   * Turns logarithms of likelihoods into shares that sum to one, in place, and gives the logarithm
   * of the likelihoods' sum. However unlikely all of them are, none is lost.
   */
  static double ofLogarithms(double[] values) {
    double most = Double.NEGATIVE_INFINITY;
    for (double value : values) {
      most = Math.max(most, value);
    }
    double total = 0;
    for (int i = 0; i < values.length; i++) {
      values[i] = StrictMath.exp(values[i] - most);
      total += values[i];
    }
    for (int i = 0; i < values.length; i++) {
      values[i] /= total;
    }
    return most + StrictMath.log(total);
  }

  /** The place of the largest share, the first of equal ones. */
  static int largest(double[] shares) {
    int largest = 0;
    for (int c = 1; c < shares.length; c++) {
      if (shares[c] > shares[largest]) {
        largest = c;
      }
    }
    return largest;
  }
}
