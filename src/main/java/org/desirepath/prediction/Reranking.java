package org.desirepath.prediction;

import java.io.Serializable;

/**
 * A second look, tuned.
 *
 * @param trees so many of the model's trees are used
 * @param sharpness margins are multiplied by this
 */
record Reranking(Reranker reranker, int trees, double sharpness) implements Serializable {}
