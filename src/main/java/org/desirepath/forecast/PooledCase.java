package org.desirepath.forecast;

import java.io.Serializable;

/** What all experts say of one case, and what came. */
public final class PooledCase implements Serializable {

  private static final long serialVersionUID = 1L;

  /** Nothing is held less likely than this, so that no expert has a veto. */
  private static final double LEAST = 1e-7;

  private final float[] logarithms;
  private final int codes;
  private final int came;

  /**
   * A case.
   *
   * @param probabilities of all codes, by expert
   * @param came the code of what came
   */
  public PooledCase(double[][] probabilities, int came) {
    this.codes = probabilities[0].length;
    this.logarithms = new float[probabilities.length * codes];
    this.came = came;
    for (int expert = 0; expert < probabilities.length; expert++) {
      for (int code = 0; code < codes; code++) {
        double probability = Math.max(LEAST, probabilities[expert][code]);
        logarithms[expert * codes + code] = (float) Math.log(probability);
      }
    }
  }

  int experts() {
    return logarithms.length / codes;
  }

  int codes() {
    return codes;
  }

  int came() {
    return came;
  }

  /** The logarithm of what an expert says of a code. */
  double logarithm(int expert, int code) {
    return logarithms[expert * codes + code];
  }
}
