package org.desirepath.settings;

/**
 * How buying roles are inferred from behaviour.
 *
 * @param minTouchpoints persons with fewer touchpoints of their own neither teach nor are judged
 * @param minKnownPersons with fewer persons of known role among those, no role is inferred
 * @param minConfidence a role is told only where it is at least so likely, 0 to 1
 * @param heldOutShare share of the persons of known role that are kept aside to measure by
 * @param maxTrainingPersons of more persons of known role about so many are taken
 * @param seed chooses who is taken and who is kept aside
 */
public record InferredRoleSettings(
    int minTouchpoints,
    int minKnownPersons,
    double minConfidence,
    double heldOutShare,
    int maxTrainingPersons,
    long seed) {

  /** Refuses values that cannot be worked with. */
  public InferredRoleSettings {
    Rules.of("identity.inferred-roles")
        .between("min-touchpoints", minTouchpoints, 1, 1000)
        .between("min-known-persons", minKnownPersons, 20, 1_000_000)
        .between("min-confidence", minConfidence, 0, 1)
        .between("held-out-share", heldOutShare, 0.1, 0.5)
        .between("max-training-persons", maxTrainingPersons, 100, 1_000_000)
        .check();
  }
}
