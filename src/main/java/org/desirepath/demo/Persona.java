package org.desirepath.demo;

/** What somebody is after in one visit. How each moves stands in {@code personas.yaml}. */
enum Persona {
  RESEARCHER,
  TECHNICAL_EVALUATOR,
  REPEAT_PURCHASER,
  EXECUTIVE_SCANNER,
  TROUBLESHOOTER,
  PRICE_HUNTER;

  /** The persona that grows in the last third of the window. */
  static final Persona DRIFTING = PRICE_HUNTER;

  /** How much heavier the drifting persona weighs from then on. */
  static final double DRIFT = 2.4;

  String label() {
    return Labels.of(this);
  }
}
