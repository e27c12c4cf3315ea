package org.desirepath.forecast;

/**
 * One way to look at what has happened: contexts that tell more and more beyond the last
 * touchpoint, from one that is met often to one that is met rarely.
 */
interface View {

  /** Its name in reports. */
  String text();

  /** How many contexts there are. */
  int depth();

  /**
   * Writes a number for each context, {@link Contexts#NONE} where the case is too short for it.
   *
   * @param last the number of the context that is just the last touchpoint
   * @param target written from {@code first} on
   */
  void write(CaseHistory history, long last, long[] target, int first);
}
