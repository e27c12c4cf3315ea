package org.desirepath.prediction;

import java.io.Serializable;
import java.util.List;
import org.desirepath.forecast.CaseFeatures;
import org.desirepath.forecast.Logistic;

/**
 * How likely an open case is won, and churns, within the horizon.
 *
 * @param rates of each ending among all cases; empty where nothing is known
 * @param logistic what tells cases apart; null where nothing does better than the rates
 * @param codes it knows touchpoints whose code is below this
 */
record OutcomeModel(List<Double> rates, Logistic logistic, int codes) implements Serializable {

  /** Nothing is known. */
  static OutcomeModel unknown() {
    return new OutcomeModel(List.of(), null, 0);
  }

  OutcomeModel {
    rates = List.copyOf(rates);
  }

  /** What was learnt, in short. */
  String text() {
    return "rates %s, %s".formatted(rates, logistic == null ? "published" : "with a regression");
  }

  boolean isKnown() {
    return !rates.isEmpty();
  }

  /** The probability of an ending, if any is known. */
  double probability(CaseFeatures features, int ending) {
    if (logistic == null) {
      return rates.get(ending);
    }
    double[] all = logistic.probabilities(features, codes);
    // What never happened has no class.
    return ending < all.length ? all[ending] : 0;
  }
}
