package org.desirepath.persona;

import java.util.List;

/**
 * What training gives.
 *
 * @param clustering the clusters
 * @param sizes how many training sessions each has
 * @param stabilities of each, 0 to 1; null where it was not measured
 * @param owners the cluster of each point of the sample
 * @param sample points that silhouettes are measured on
 * @param dimension of these points
 * @param scores of candidates that were not taken, and of the one that was
 */
record Trained(
    Clustering clustering,
    List<Long> sizes,
    List<Double> stabilities,
    List<Integer> owners,
    List<SessionVector> sample,
    int dimension,
    List<PersonaModel.Score> scores) {}
