package org.desirepath.lake;

/** Hears of every table: that it begins, and that it is stored and checked. */
@FunctionalInterface
public interface StageListener {

  /** A table begins to be made. */
  default void started(String stage) {}

  /** A sentence for people that is of no table. */
  default void said(String sentence) {}

  /** A table is stored: its name, its rows, and the seconds it took to make and check it. */
  void stored(String stage, long rows, double seconds);
}
