package org.desirepath.prediction;

import java.util.List;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.IObjective;

/**
 * The log-loss of choosing one of the answers to a question, each as likely as the exponential of
 * its margin (McFadden, "Conditional logit analysis of qualitative choice behavior", 1974): unlike
 * the loss of answers one by one, it is that of the probabilities which are published. Of questions
 * none of whose answers is right nothing is learnt.
 */
final class ChoiceLoss implements IObjective {

  private static final long serialVersionUID = 1L;

  /** Keeps trees from steps without bounds where everything is told already. */
  private static final float LEAST_CURVATURE = 1e-6f;

  private final float[] labels;
  private final int[] sizes;

  /**
   * A loss.
   *
   * @param labels of each answer, 1 if it was right and else 0
   * @param sizes how many answers each question has
   */
  ChoiceLoss(float[] labels, int[] sizes) {
    this.labels = labels.clone();
    this.sizes = sizes.clone();
  }

  @Override
  public List<float[]> getGradient(float[][] margins, DMatrix answers) {
    float[] slope = new float[labels.length];
    float[] curvature = new float[labels.length];
    int first = 0;
    for (int size : sizes) {
      write(margins, first, first + size, slope, curvature);
      first += size;
    }
    return List.of(slope, curvature);
  }

  private void write(float[][] margins, int from, int to, float[] slope, float[] curvature) {
    double largest = Double.NEGATIVE_INFINITY;
    boolean isAnswered = false;
    for (int answer = from; answer < to; answer++) {
      largest = Math.max(largest, margins[answer][0]);
      isAnswered |= labels[answer] > 0;
    }
    double sum = 0;
    for (int answer = from; answer < to; answer++) {
      sum += Math.exp(margins[answer][0] - largest);
    }
    for (int answer = from; answer < to; answer++) {
      double probability = Math.exp(margins[answer][0] - largest) / sum;
      slope[answer] = isAnswered ? (float) (probability - labels[answer]) : 0;
      curvature[answer] =
          isAnswered
              ? Math.max(LEAST_CURVATURE, (float) (probability * (1 - probability)))
              : LEAST_CURVATURE;
    }
  }
}
