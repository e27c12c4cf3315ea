package org.desirepath.settings;

import java.time.Duration;
import java.util.List;

/**
 * How touchpoints become journeys.
 *
 * @param levels whose journeys are built: person, account, deal
 * @param primaryLevel the level that {@code journey_id} means in other tables
 * @param dormancy a longer silence closes a journey as dormant
 */
public record JourneySettings(List<String> levels, String primaryLevel, Duration dormancy) {

  /** Every level there is. */
  static final List<String> LEVELS = List.of("person", "account", "deal");

  /** Refuses values that cannot be worked with. */
  public JourneySettings {
    Rules rules = Rules.of("journeys").present("levels", levels);
    if (levels != null) {
      levels.forEach(level -> rules.oneOf("levels", level, LEVELS));
      rules.oneOf("primary-level", primaryLevel, levels);
    }
    rules.positive("dormancy", dormancy, "P60D").check();
  }
}
