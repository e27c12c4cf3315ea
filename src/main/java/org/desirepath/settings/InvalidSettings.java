package org.desirepath.settings;

import java.util.List;
import java.util.stream.Collectors;

/** Settings that cannot be worked with: every fault that was found, together. */
public final class InvalidSettings extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient List<SettingsFault> faults;

  /** Collects the faults into one message, one line a fault. */
  public InvalidSettings(List<SettingsFault> faults) {
    super(faults.stream().map(SettingsFault::toString).collect(Collectors.joining("\n")));
    this.faults = List.copyOf(faults);
  }

  /** The faults, in the order they were found. */
  public List<SettingsFault> faults() {
    return faults;
  }
}
