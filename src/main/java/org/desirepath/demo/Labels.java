package org.desirepath.demo;

import java.util.Locale;

/** How the constants of the story are written in files. */
final class Labels {

  private Labels() {}

  static String of(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  static String upper(String text) {
    return text.toUpperCase(Locale.ROOT);
  }

  static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }

  static String bit(boolean truth) {
    return truth ? "1" : "0";
  }

  /** An amount of money, kept in cents. */
  static String money(long cents) {
    return cents / 100 + "." + (cents % 100 < 10 ? "0" : "") + cents % 100;
  }
}
