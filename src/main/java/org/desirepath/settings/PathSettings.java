package org.desirepath.settings;

/**
 * Which paths are frequent enough to be told.
 *
 * @param minSupportShare a path must be held by at least this share of the journeys of its scope
 * @param minSupportCount and by at least this many
 * @param maxLength longest path, in touchpoints
 * @param maxPathsPerScope the best supported paths that are kept per scope and type
 * @param maxJourneyTouchpoints longer journeys are told by their last so many touchpoints, repeats
 *     of a touchpoint counted once
 */
public record PathSettings(
    double minSupportShare,
    int minSupportCount,
    int maxLength,
    int maxPathsPerScope,
    int maxJourneyTouchpoints) {

  /** Refuses values that cannot be worked with. */
  public PathSettings {
    Rules.of("paths")
        .between("min-support-share", minSupportShare, 0, 1)
        .between("min-support-count", minSupportCount, 1, 1_000_000_000)
        .between("max-length", maxLength, 1, 20)
        .between("max-paths-per-scope", maxPathsPerScope, 1, 1_000_000)
        .between("max-journey-touchpoints", maxJourneyTouchpoints, 1, 1_000_000)
        .check();
  }
}
