package org.desirepath.path;

import java.util.Arrays;
import org.desirepath.settings.FunnelSettings;

/**
 * Finds how far a journey comes in a funnel.
 *
 * <p>An attempt enters the funnel with an occurrence of its first step and makes one step after
 * another, each as soon as it comes, as long as it comes within the window from the entry, exactly
 * at its end included. In strict order nothing may stand between two steps but repeats of the
 * former. In any order an attempt enters with whichever step comes first, and has come to a step
 * when that and all before it have been made. Of all attempts of a journey the best one counts:
 * that which comes furthest, or the earliest of those.
 *
 * <p>With anything between, the furthest step is the one that ClickHouse's {@code windowFunnel}
 * tells without a mode. That tells neither when steps were made nor of steps in any order.
 *
 * <p>A journey is looked through once, from its end, whatever its attempts: what an attempt comes
 * to behind a place depends on the step it has made there, not on where it entered.
 */
final class FunnelMatcher {

  private static final int NOWHERE = -1;

  private FunnelMatcher() {}

  /** A step that was made, and the next one that an attempt makes from there, if it makes any. */
  private record Made(int place, Made next) {}

  /** The places at which the best attempt comes to the first step, the second and so on. */
  static int[] match(Funnel funnel, Journey journey) {
    return funnel.order().equals(FunnelSettings.ANY)
        ? inAnyOrder(funnel, journey)
        : inOrder(funnel, journey);
  }

  private static int[] inOrder(Funnel funnel, Journey journey) {
    Made[] firstMade = new Made[funnel.length()];
    Made entry = null;
    int furthest = 0;
    for (int place = journey.length() - 1; place >= 0; place--) {
      int steps = funnel.stepsOf(journey.touchpoint(place));
      if (steps == 0 && !funnel.isStrict()) {
        continue;
      }
      // From the first step on, so that the step behind is still the one made at a later place.
      for (int step = 0; step < firstMade.length; step++) {
        if (holds(steps, step)) {
          firstMade[step] = new Made(place, next(firstMade, step));
        } else if (funnel.isStrict()) {
          firstMade[step] = null;
        }
      }
      if (holds(steps, 0)) {
        int reached = reached(firstMade[0], journey, funnel.window());
        if (reached >= furthest) {
          furthest = reached;
          entry = firstMade[0];
        }
      }
    }
    int[] places = new int[furthest];
    for (int step = 0; step < furthest; step++) {
      places[step] = entry.place();
      entry = entry.next();
    }
    return places;
  }

  private static Made next(Made[] firstMade, int step) {
    boolean isLast = step + 1 == firstMade.length;
    if (!isLast && firstMade[step + 1] != null) {
      return firstMade[step + 1];
    }
    // What follows is a repeat, which goes on to where this step does.
    return firstMade[step] == null ? null : firstMade[step].next();
  }

  private static int reached(Made entry, Journey journey, long window) {
    int reached = 0;
    Made made = entry;
    while (made != null && isWithin(window, journey, entry.place(), made.place())) {
      reached++;
      made = made.next();
    }
    return reached;
  }

  private static int[] inAnyOrder(Funnel funnel, Journey journey) {
    int[] nextPlace = new int[funnel.length()];
    Arrays.fill(nextPlace, NOWHERE);
    int[] best = {};
    for (int place = journey.length() - 1; place >= 0; place--) {
      int steps = funnel.stepsOf(journey.touchpoint(place));
      if (steps == 0) {
        continue;
      }
      for (int step = 0; step < nextPlace.length; step++) {
        if (holds(steps, step)) {
          nextPlace[step] = place;
        }
      }
      int reached = 0;
      while (reached < nextPlace.length
          && nextPlace[reached] != NOWHERE
          && isWithin(funnel.window(), journey, place, nextPlace[reached])) {
        reached++;
      }
      if (reached >= best.length) {
        best = allUpTo(nextPlace, reached);
      }
    }
    return best;
  }

  /** The places at which the steps up to each one have all been made. */
  private static int[] allUpTo(int[] places, int length) {
    int[] all = Arrays.copyOf(places, length);
    for (int step = 1; step < length; step++) {
      all[step] = Math.max(all[step], all[step - 1]);
    }
    return all;
  }

  private static boolean holds(int steps, int step) {
    return (steps & (1 << step)) != 0;
  }

  private static boolean isWithin(long window, Journey journey, int from, int to) {
    return journey.at(to) - journey.at(from) <= window;
  }
}
