package org.desirepath.prediction;

import java.io.Serializable;

/** Takes a second look at the likeliest answers: a trained model that scores each of them. */
interface Reranker extends Serializable {

  /** Makes the model ready for one task. */
  Session open();

  /** A model in the hands of one task. */
  interface Session extends AutoCloseable {

    /**
     * Scores answers; the larger, the likelier.
     *
     * @param features of all answers, one after the other
     * @param width features of one answer
     * @param logOdds of each answer by the pool
     * @param trees so many of the model's trees
     */
    float[] margins(float[] features, int width, float[] logOdds, int trees);

    @Override
    void close();
  }
}
