package org.desirepath.path;

import java.io.Serializable;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.desirepath.settings.FunnelSettings;

/**
 * A configured funnel, as it is sent to tasks.
 *
 * @param title name for people
 * @param level whose journeys are followed
 * @param order of {@link FunnelSettings#ORDERS}
 * @param window longest time from the step that enters the funnel, in milliseconds
 * @param steps the names of the steps
 * @param made the steps that each touchpoint makes, a bit each
 */
record Funnel(
    String name,
    String title,
    String level,
    String order,
    long window,
    List<String> steps,
    Map<String, Integer> made)
    implements Serializable {

  /** A funnel of the settings. */
  static Funnel of(FunnelSettings settings) {
    Map<String, Integer> made = new HashMap<>();
    for (int step = 0; step < settings.steps().size(); step++) {
      int bit = 1 << step;
      settings
          .steps()
          .get(step)
          .touchpoints()
          .forEach(touchpoint -> made.merge(touchpoint, bit, (one, other) -> one | other));
    }
    Duration window = settings.window();
    return new Funnel(
        settings.name(),
        settings.title(),
        settings.level(),
        settings.order(),
        window == null ? Long.MAX_VALUE : window.toMillis(),
        settings.steps().stream().map(FunnelSettings.Step::name).toList(),
        Map.copyOf(made));
  }

  int length() {
    return steps.size();
  }

  boolean isStrict() {
    return order.equals(FunnelSettings.STRICT);
  }

  /** The steps that a touchpoint makes, a bit each from the first step up. */
  int stepsOf(String touchpoint) {
    return made.getOrDefault(touchpoint, 0);
  }
}
