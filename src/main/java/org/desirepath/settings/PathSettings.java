package org.desirepath.settings;

/**
 * Which paths are frequent enough to be told, and which first steps.
 *
 * @param minSupportShare a path must be held by at least this share of the journeys of its scope
 * @param minSupportCount and by at least this many
 * @param maxLength longest path, in touchpoints
 * @param maxPathsPerScope the best supported paths that are kept per scope and type
 * @param maxJourneyTouchpoints longer journeys are told by their last so many touchpoints, repeats
 *     of a touchpoint counted once
 * @param maxSteps first steps of journeys that are counted one by one
 * @param maxTouchpointsPerStep the best supported touchpoints of a step that are told apart
 */
public record PathSettings(
    double minSupportShare,
    int minSupportCount,
    int maxLength,
    int maxPathsPerScope,
    int maxJourneyTouchpoints,
    int maxSteps,
    int maxTouchpointsPerStep) {

  /** Refuses values that cannot be worked with. */
  public PathSettings {
    Rules.of("paths")
        .between("min-support-share", minSupportShare, 0, 1)
        .between("min-support-count", minSupportCount, 1, 1_000_000_000)
        .between("max-length", maxLength, 1, 20)
        .between("max-paths-per-scope", maxPathsPerScope, 1, 1_000_000)
        .between("max-journey-touchpoints", maxJourneyTouchpoints, 1, 1_000_000)
        .between("max-steps", maxSteps, 1, 1000)
        .between("max-touchpoints-per-step", maxTouchpointsPerStep, 1, 1_000_000)
        .check();
  }
}
