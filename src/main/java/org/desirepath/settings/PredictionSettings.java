package org.desirepath.settings;

/**
 * How the next touchpoint is foretold.
 *
 * @param top ranks that are published before the rest is summed up as other
 * @param testShare share of journeys, the latest to start, that the back-test keeps aside
 * @param minHistory journeys with fewer touchpoints are marked as abstained
 * @param minProbability predictions whose best probability is lower are marked as abstained
 */
public record PredictionSettings(int top, double testShare, int minHistory, double minProbability) {

  /** Refuses values that cannot be worked with. */
  public PredictionSettings {
    Rules.of("prediction")
        .between("top", top, 1, 100)
        .between("test-share", testShare, 0.01, 0.9)
        .between("min-history", minHistory, 1, 1000)
        .between("min-probability", minProbability, 0, 1)
        .check();
  }
}
