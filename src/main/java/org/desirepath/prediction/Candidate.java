package org.desirepath.prediction;

import java.util.Locale;

/** Ways to foretell what comes next, the simplest first. */
public enum Candidate {
  /** What comes most often, whatever came before. */
  MOST_FREQUENT,
  /** What follows the last touchpoint, backed off to what comes most often. */
  MARKOV_1,
  /** What follows the last touchpoints, as many as have been seen together; recent cases first. */
  VARIABLE_ORDER,
  /** Many views of what happened, pooled. */
  POOLED_VIEWS,
  /** A logistic regression on what is known of the case. */
  LOGISTIC_REGRESSION,
  /** Boosted trees on what is known of the case. */
  BOOSTED_TREES,
  /** A second look by boosted trees at what the pooled views hold likeliest. */
  RERANKED_VIEWS,
  /** The views and those who learnt from cases, pooled. */
  BLEND;

  /** Its name in tables. */
  String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The candidate of a name in tables. */
  static Candidate of(String label) {
    return valueOf(label.toUpperCase(Locale.ROOT));
  }
}
