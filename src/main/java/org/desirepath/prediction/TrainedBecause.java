package org.desirepath.prediction;

import java.util.Locale;

/** Why a model was trained. */
public enum TrainedBecause {
  FIRST("it is the first"),
  UNREADABLE("the one before could not be read"),
  SETTINGS("settings, or the release, had changed"),
  LATER("the one before had seen a later day"),
  AGE("the one before was old"),
  UNTESTED("the one before was tested on too few questions"),
  DRIFT("the one before foretold worse than its test had said");

  private final String words;

  TrainedBecause(String words) {
    this.words = words;
  }

  /** As tables have it. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** As people read it. */
  public String words() {
    return words;
  }

  /** The reason of a label. */
  public static TrainedBecause of(String label) {
    return valueOf(label.toUpperCase(Locale.ROOT));
  }
}
