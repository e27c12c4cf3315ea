package org.desirepath.mining;

/** Which of the frequent patterns that are wanted are told. */
public enum Answer {
  /** All of them. */
  ALL,
  /** Those that no longer one with the same support holds. */
  CLOSED,
  /** Those that no longer one holds. */
  MAXIMAL
}
