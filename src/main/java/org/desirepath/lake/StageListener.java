package org.desirepath.lake;

/** Hears of every table as soon as it is stored and checked. */
@FunctionalInterface
public interface StageListener {

  /** A table is stored: its name, its rows, and the seconds it took to make and check it. */
  void stored(String stage, long rows, double seconds);
}
