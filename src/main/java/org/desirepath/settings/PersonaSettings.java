package org.desirepath.settings;

/**
 * How sessions become personas.
 *
 * @param count number of clusters
 * @param minTouchpoints sessions with fewer touchpoints do not shape clusters; they are only
 *     assigned
 * @param maxTrainingSessions larger data is sampled down to about this many sessions for training
 * @param maxIterations bound on the rounds of k-means
 * @param seed starts the random numbers
 */
public record PersonaSettings(
    int count, int minTouchpoints, int maxTrainingSessions, int maxIterations, long seed) {

  /** Refuses values that cannot be worked with. */
  public PersonaSettings {
    Rules.of("personas")
        .between("count", count, 1, 50)
        .between("min-touchpoints", minTouchpoints, 1, 1000)
        .between("max-training-sessions", maxTrainingSessions, 100, 100_000_000)
        .between("max-iterations", maxIterations, 1, 10_000)
        .check();
  }
}
