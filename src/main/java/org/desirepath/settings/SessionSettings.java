package org.desirepath.settings;

import java.time.Duration;

/**
 * How touchpoints become sessions.
 *
 * @param inactivity a longer pause opens the next session; an equal one does not
 * @param maxDuration a session that runs longer is cut into parts of this length
 * @param maxTouchpoints a session with more touchpoints is cut into parts of this size
 */
public record SessionSettings(Duration inactivity, Duration maxDuration, int maxTouchpoints) {

  /** Refuses values that cannot be worked with. */
  public SessionSettings {
    Rules.of("sessions")
        .positive("inactivity", inactivity, "PT30M")
        .positive("max-duration", maxDuration, "PT24H")
        .between("max-touchpoints", maxTouchpoints, 1, 1_000_000)
        .check();
  }
}
