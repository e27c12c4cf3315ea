package org.desirepath.demo;

import java.util.List;

/**
 * A deal as it will have gone; what lies after the snapshot is not exported.
 *
 * @param startedAt when interest awoke, before the CRM knew
 * @param createdAt when the CRM got to know
 * @param closedAt when it is decided, perhaps after the snapshot
 * @param mature whether the buyer knew the problem well; no meaning for renewals
 * @param cents amount
 * @param exposure which planted causes it met
 * @param won won or renewed, as against lost or churned
 * @param stages the CRM's stages, the closing one last
 * @param contacts contacts with a role in it, the primary one first
 */
record Deal(
    String id,
    Type type,
    long startedAt,
    long createdAt,
    long closedAt,
    boolean mature,
    long cents,
    Exposure exposure,
    boolean won,
    String lossReason,
    List<Stage> stages,
    List<Role> contacts) {

  /** New business or the prolongation of a subscription. */
  enum Type {
    NEW_BUSINESS("New Business"),
    RENEWAL("Renewal");

    final String crmName;

    Type(String crmName) {
      this.crmName = crmName;
    }
  }

  /** A stage and when it was reached. */
  record Stage(String name, int probability, long at) {}

  /** What a contact has to say in a deal; the role may be empty. */
  record Role(Person.Contact contact, String name) {}

  /** The planted causes: paths for new business, support for renewals. */
  record Exposure(
      boolean winPath,
      boolean frictionLoop,
      boolean slowFirstResponse,
      boolean negativeOnboarding,
      int onboardingTickets) {

    static Exposure ofPaths(boolean winPath, boolean frictionLoop) {
      return new Exposure(winPath, frictionLoop, false, false, 0);
    }
  }

  boolean isClosedAt(long moment) {
    return closedAt < moment;
  }

  boolean isNewBusiness() {
    return type == Type.NEW_BUSINESS;
  }

  String eventualOutcome() {
    if (isNewBusiness()) {
      return won ? "won" : "lost";
    }
    return won ? "renewed" : "churned";
  }
}
