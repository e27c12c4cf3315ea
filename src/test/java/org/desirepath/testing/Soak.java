package org.desirepath.testing;

/** Whether tests run in their long form: with {@code DESIREPATH_SOAK=true} in the environment. */
public final class Soak {

  private Soak() {}

  /** Whether they do. */
  public static boolean isOn() {
    return Boolean.parseBoolean(System.getenv("DESIREPATH_SOAK"));
  }
}
