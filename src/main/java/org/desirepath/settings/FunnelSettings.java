package org.desirepath.settings;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A funnel that journeys are followed through.
 *
 * @param name small letters and digits; unique among the funnels
 * @param title name for people; the name itself where none is given
 * @param level whose journeys are followed: person, account or deal
 * @param order of {@link #ORDERS}; {@link #ANY_BETWEEN} where none is given
 * @param window the time from the step that enters the funnel to the last that counts; null for as
 *     long as the journey lasts
 * @param steps two or more, in order
 */
public record FunnelSettings(
    String name,
    @MayBeAbsent String title,
    String level,
    @MayBeAbsent String order,
    @MayBeAbsent Duration window,
    List<Step> steps) {

  /** Steps in this order, with anything between. */
  public static final String ANY_BETWEEN = "any-between";

  /** Steps in this order, with nothing between but repeats of the step just made. */
  public static final String STRICT = "strict";

  /** Steps in whatever order. */
  public static final String ANY = "any";

  /** All orders. */
  public static final List<String> ORDERS = List.of(ANY_BETWEEN, STRICT, ANY);

  private static final int MOST_STEPS = 20;
  private static final String NAME = "[a-z0-9]+([-_][a-z0-9]+)*";

  /**
   * One step of a funnel.
   *
   * @param name tells it apart from the other steps
   * @param touchpoints any one of these makes the step
   */
  public record Step(String name, List<String> touchpoints) {

    /** Keeps a copy of the touchpoints. */
    public Step {
      touchpoints = List.copyOf(touchpoints);
    }
  }

  /** Refuses values that cannot be worked with. */
  public FunnelSettings {
    title = title == null ? name : title;
    order = order == null ? ANY_BETWEEN : order;
    Rules rules =
        Rules.of("funnels." + name)
            .require(
                name.matches(NAME),
                "name",
                "must be small letters and digits, with single hyphens or underscores between",
                name)
            .present("title", title)
            .oneOf("level", level, JourneySettings.LEVELS)
            .oneOf("order", order, ORDERS)
            .require(
                steps.size() >= 2 && steps.size() <= MOST_STEPS,
                "steps",
                "must be 2 to %d steps".formatted(MOST_STEPS),
                steps.size());
    if (window != null) {
      rules.positive("window", window, "P90D");
    }
    List<String> names = steps.stream().map(Step::name).toList();
    rules.require(
        new HashSet<>(names).size() == names.size(), "steps", "must have different names", names);
    for (Step step : steps) {
      rules.present("steps.name", step.name());
      rules.present("steps." + step.name() + ".touchpoints", step.touchpoints());
    }
    requireApart(rules, order, steps);
    rules.check();
    steps = List.copyOf(steps);
  }

  /**
   * Where a touchpoint could make either of two steps, and it matters which, they must share none:
   * in strict order a step and the one before, whose repeats may stand between; in any order all.
   */
  private static void requireApart(Rules rules, String order, List<Step> steps) {
    for (int later = 1; later < steps.size(); later++) {
      List<Step> others =
          switch (order) {
            case STRICT -> steps.subList(later - 1, later);
            case ANY -> steps.subList(0, later);
            default -> List.of();
          };
      Set<String> taken = new HashSet<>();
      others.forEach(other -> taken.addAll(other.touchpoints()));
      List<String> shared = new ArrayList<>(steps.get(later).touchpoints());
      shared.retainAll(taken);
      rules.require(
          shared.isEmpty(),
          "steps." + steps.get(later).name() + ".touchpoints",
          order.equals(STRICT)
              ? "must share none with the step before in strict order"
              : "must share none with another step in any order",
          shared);
    }
  }
}
