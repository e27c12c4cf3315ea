package org.desirepath.settings;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Collects what is wrong with the settings of one step, so that all faults are told together. */
final class Rules {

  private final String step;
  private final List<SettingsFault> faults = new ArrayList<>();

  private Rules(String step) {
    this.step = step;
  }

  /** Starts the rules of a step, named as in the settings file. */
  static Rules of(String step) {
    return new Rules(step);
  }

  Rules positive(String setting, Duration found, String example) {
    return require(
        found != null && !found.isNegative() && !found.isZero(),
        setting,
        "must be a positive duration such as " + example,
        found);
  }

  Rules between(String setting, Number found, double low, double high) {
    return require(
        found != null && found.doubleValue() >= low && found.doubleValue() <= high,
        setting,
        "must be a number from %s to %s".formatted(plain(low), plain(high)),
        found);
  }

  Rules oneOf(String setting, Object found, Collection<?> allowed) {
    return require(
        found != null && allowed.contains(found), setting, "must be one of " + allowed, found);
  }

  Rules present(String setting, Object found) {
    boolean present =
        found instanceof Collection<?> values
            ? !values.isEmpty()
            : found != null && !found.toString().isBlank();
    return require(present, setting, "must be given", found);
  }

  Rules require(boolean holds, String setting, String must, Object found) {
    if (!holds) {
      faults.add(new SettingsFault(step + "." + setting, must + ", but is " + found));
    }
    return this;
  }

  /**
   * Ends the rules.
   *
   * @throws InvalidSettings if any rule was broken
   */
  void check() {
    if (!faults.isEmpty()) {
      throw new InvalidSettings(faults);
    }
  }

  private static String plain(double number) {
    return number == Math.rint(number) && Math.abs(number) < 1e15
        ? Long.toString((long) number)
        : Double.toString(number);
  }
}
