package org.desirepath.demo;

/** A stretch of an account's story: how busy its people and the vendor's are, and with what. */
enum Phase {
  BACKGROUND(0.045, 0.0, 0.015, 3.0, 0.8, 0.1, 1.4, 0.1, 0.6),
  EARLY(0.21, 0.002, 0.15, 3.0, 1.0, 0.1, 1.5, 0.15, 0.8),
  MIDDLE(0.25, 0.004, 0.19, 1.3, 2.5, 0.1, 1.0, 0.25, 1.0),
  LATE(0.27, 0.004, 0.25, 0.6, 1.3, 0.2, 1.6, 0.25, 1.7),
  ONBOARDING(0.37, 0.070, 0.12, 0.3, 1.6, 0.8, 0.3, 2.6, 0.2),
  CUSTOMER(0.19, 0.022, 0.08, 0.4, 1.0, 2.0, 0.5, 1.8, 0.5),
  DORMANT(0.036, 0.002, 0.03, 2.0, 0.5, 0.1, 1.4, 0.2, 0.8),
  KIOSK(0, 0, 0, 1.0, 1.0, 0.5, 1.0, 0.5, 1.0),
  PLANTED(0, 0, 0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0);

  /** Web visits of one person in one day. */
  final double visits;

  /** Tickets of one person in one day. */
  final double tickets;

  /** Calls and e-mails with one person in one day. */
  final double outreach;

  private final PersonaWeights personaFactors;

  /** Factors name the personas in their order. */
  Phase(double visits, double tickets, double outreach, double... personaFactors) {
    this.visits = visits;
    this.tickets = tickets;
    this.outreach = outreach;
    this.personaFactors = PersonaWeights.inOrder(personaFactors);
  }

  double factor(Persona persona) {
    return personaFactors.of(persona);
  }

  String label() {
    return Labels.of(this);
  }
}
