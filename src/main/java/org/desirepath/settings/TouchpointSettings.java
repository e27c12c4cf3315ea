package org.desirepath.settings;

/**
 * How events become touchpoints.
 *
 * @param catalogue file of the touchpoints, relative to the configuration folder
 */
public record TouchpointSettings(String catalogue) {

  /** Refuses values that cannot be worked with. */
  public TouchpointSettings {
    Rules.of("touchpoints").present("catalogue", catalogue).check();
  }
}
