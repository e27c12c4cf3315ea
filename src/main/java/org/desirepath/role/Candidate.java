package org.desirepath.role;

import java.util.Locale;

/** What may tell a person's role. */
enum Candidate {
  MOST_FREQUENT,
  LOGISTIC_REGRESSION,
  NAIVE_BAYES;

  String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
