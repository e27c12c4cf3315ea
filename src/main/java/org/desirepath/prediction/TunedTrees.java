package org.desirepath.prediction;

import java.io.Serializable;

/**
 * Boosted trees, tuned.
 *
 * @param count so many rounds of the model's training are used
 */
record TunedTrees(BoostedTrees model, int count) implements Serializable {}
