package org.desirepath.demo;

import java.util.List;

/**
 * What truly makes deals be won and customers leave: odds ratios of causes that do not know each
 * other, multiplied onto base odds.
 */
final class Effects {

  /** Raises the odds of winning when one visit within the deal holds it, contiguous. */
  static final List<WebTouchpoint> WIN_PATH =
      List.of(WebTouchpoint.PRICING, WebTouchpoint.CASE_STUDY, WebTouchpoint.DEMO_REQUEST);

  /** Lowers them. */
  static final List<WebTouchpoint> FRICTION_LOOP =
      List.of(WebTouchpoint.DOCS, WebTouchpoint.ERROR_PAGE, WebTouchpoint.TICKET_FORM);

  /** Grows in the last third, without an effect. */
  static final List<WebTouchpoint> DRIFT_PATH =
      List.of(WebTouchpoint.COMPARE, WebTouchpoint.PRICING, WebTouchpoint.CONTACT_SALES);

  static final double WIN_PATH_ODDS = 3.2;
  static final double FRICTION_LOOP_ODDS = 0.38;
  static final double MATURE_PROBLEM_ODDS = 1.9;
  static final double ENTERPRISE_ODDS = 0.65;
  static final double SLOW_FIRST_RESPONSE_ODDS = 3.0;
  static final double NEGATIVE_ONBOARDING_ODDS = 2.6;

  /** An onboarding ticket is answered slowly when the first answer takes longer. */
  static final double SLOW_HOURS = 24;

  /** An onboarding ticket is negative when its sentiment is this low or lower. */
  static final double NEGATIVE_SENTIMENT = -0.4;

  private static final double WIN_BASE_ODDS = 0.55;
  private static final double CHURN_BASE_ODDS = 0.2;

  private Effects() {}

  static double winProbability(
      Company.Segment segment, boolean mature, boolean winPath, boolean frictionLoop) {
    return probability(
        WIN_BASE_ODDS
            * (winPath ? WIN_PATH_ODDS : 1)
            * (frictionLoop ? FRICTION_LOOP_ODDS : 1)
            * (mature ? MATURE_PROBLEM_ODDS : 1)
            * (segment == Company.Segment.ENTERPRISE ? ENTERPRISE_ODDS : 1));
  }

  static double churnProbability(boolean slowFirstResponse, boolean negativeOnboarding) {
    return probability(
        CHURN_BASE_ODDS
            * (slowFirstResponse ? SLOW_FIRST_RESPONSE_ODDS : 1)
            * (negativeOnboarding ? NEGATIVE_ONBOARDING_ODDS : 1));
  }

  private static double probability(double odds) {
    return odds / (1 + odds);
  }
}
