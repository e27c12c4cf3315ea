package org.desirepath.path;

import java.io.Serializable;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.desirepath.mining.SequenceDatabase;
import org.desirepath.settings.PathSettings;

/**
 * What is known of the journeys of one scope and value before they are mined: how many there are,
 * and which touchpoints can be on a frequent path.
 */
final class ScopeProfile implements Serializable {

  private static final long serialVersionUID = 1L;

  private final ScopeMember member;
  private final long journeys;
  private final long won;
  private final long lost;
  private final int minSupport;
  private final String[] touchpoints;
  private final int[] supports;
  private final Map<String, Integer> codes = new HashMap<>();
  private final IndependentSteps independence;
  private final long steps;

  ScopeProfile(ScopeMember member, ScopeCounts counts, PathSettings settings) {
    this.member = member;
    this.journeys = counts.journeys();
    this.won = counts.won();
    this.lost = counts.lost();
    this.minSupport =
        minSupport(
            journeys, BigDecimal.valueOf(settings.minSupportShare()), settings.minSupportCount());
    List<String> kept =
        counts.supports().keySet().stream()
            .filter(touchpoint -> counts.supports().get(touchpoint) >= minSupport)
            .sorted()
            .toList();
    this.touchpoints = kept.toArray(String[]::new);
    this.supports = new int[touchpoints.length];
    this.steps = counts.occurrences().values().stream().mapToLong(Long::longValue).sum();
    double[] frequencies = new double[touchpoints.length];
    for (int code = 0; code < touchpoints.length; code++) {
      codes.put(touchpoints[code], code);
      supports[code] = Math.toIntExact(counts.supports().get(touchpoints[code]));
      frequencies[code] = counts.occurrences().get(touchpoints[code]) / (double) steps;
    }
    this.independence = new IndependentSteps(frequencies, counts.lengths());
  }

  /** Journeys that must hold a path: so many and so large a share, rounded upwards. */
  static int minSupport(long journeys, BigDecimal share, int count) {
    BigDecimal byShare =
        share.multiply(BigDecimal.valueOf(journeys)).setScale(0, RoundingMode.CEILING);
    return Math.toIntExact(Math.max(count, byShare.longValueExact()));
  }

  ScopeMember member() {
    return member;
  }

  long journeys() {
    return journeys;
  }

  /** Journeys that were won or renewed. */
  long won() {
    return won;
  }

  /** Journeys that were lost or churned. */
  long lost() {
    return lost;
  }

  int minSupport() {
    return minSupport;
  }

  /** Touchpoints of all journeys together. */
  long steps() {
    return steps;
  }

  /** Touchpoints that can be on a frequent path; their codes are the numbers from 0. */
  int alphabet() {
    return touchpoints.length;
  }

  /** Journeys that hold a touchpoint. */
  int support(int code) {
    return supports[code];
  }

  String touchpoint(int code) {
    return touchpoints[code];
  }

  /** What could be expected if steps came independently. */
  IndependentSteps independence() {
    return independence;
  }

  /** The code of a touchpoint; a blank for one that no frequent path holds. */
  int code(String touchpoint) {
    return codes.getOrDefault(touchpoint, SequenceDatabase.BLANK);
  }

  /** Codes the touchpoints, one for one. */
  void encode(List<String> touchpoints, int[] target) {
    int place = 0;
    for (String touchpoint : touchpoints) {
      target[place++] = code(touchpoint);
    }
  }
}
