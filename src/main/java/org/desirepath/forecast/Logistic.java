package org.desirepath.forecast;

import java.io.Serializable;

/**
 * A multinomial logistic regression: the probability of a class is proportional to the exponential
 * of a weighted sum of the sparse features of a case.
 */
public final class Logistic implements Serializable {

  private static final long serialVersionUID = 1L;

  private final double[] intercepts;
  private final double[][] weights;

  /**
   * A model.
   *
   * @param intercepts by class
   * @param weights by class, then by feature
   */
  public Logistic(double[] intercepts, double[][] weights) {
    this.intercepts = intercepts.clone();
    this.weights = weights.clone();
  }

  /** By class. */
  public double[] intercepts() {
    return intercepts.clone();
  }

  /** By class, then by feature. */
  public double[][] weights() {
    return weights.clone();
  }

  /**
   * Probabilities of all classes; they sum to one.
   *
   * @param codes the model knows touchpoints whose code is below this
   */
  public double[] probabilities(CaseFeatures known, int codes) {
    double[] scores = intercepts.clone();
    known
        .sparse(codes)
        .forEach(
            (feature, value) -> {
              for (int one = 0; one < scores.length; one++) {
                scores[one] += weights[one][feature] * value;
              }
            });
    return Softmax.of(scores);
  }
}
