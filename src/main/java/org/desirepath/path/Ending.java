package org.desirepath.path;

/** How a journey ended, as far as outcomes are compared. */
enum Ending {
  /** Won or renewed. */
  WON,
  /** Lost or churned. */
  LOST,
  /** Open or dormant: no outcome is known, which is not a loss. */
  UNKNOWN;

  /** The ending of an outcome as the tables tell it. */
  static Ending of(String outcome) {
    return switch (outcome) {
      case "won", "renewed" -> WON;
      case "lost", "churned" -> LOST;
      default -> UNKNOWN;
    };
  }
}
