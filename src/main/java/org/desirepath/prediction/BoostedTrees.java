package org.desirepath.prediction;

import java.io.Serializable;

/** A trained model of boosted trees. */
interface BoostedTrees extends Serializable {

  /** The model, to be kept. */
  byte[] bytes();

  /** Makes the model ready for one task. */
  Session open();

  /** A model in the hands of one task. */
  interface Session extends AutoCloseable {

    /**
     * What the trees say of some rows.
     *
     * @param features of all rows, one after the other
     * @param width features of one row
     * @param starts where the margin of each row starts; null for nought
     * @param trees so many rounds of the training count
     * @return by row, a margin for each class, or one where there are no classes
     */
    float[][] margins(float[] features, int width, float[] starts, int trees);

    @Override
    void close();
  }
}
