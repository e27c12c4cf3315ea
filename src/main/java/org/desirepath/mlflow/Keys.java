package org.desirepath.mlflow;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * Names and values as MLflow takes them.
 *
 * @see <a href="https://mlflow.org/docs/latest/rest-api.html">MLflow REST API</a>
 */
final class Keys {

  private static final int LONGEST_KEY = 250;

  private static final Pattern REFUSED = Pattern.compile("[^\\p{L}\\p{N}_./ -]");
  private static final Pattern SLASHES = Pattern.compile("/{2,}");
  private static final Pattern OUTER_SLASHES = Pattern.compile("^/|/$");
  private static final Pattern DOTS = Pattern.compile("(?<=^|/)\\.{1,2}(?=/|$)");

  private Keys() {}

  /**
   * The entries under keys that MLflow takes. Where two keys become one, the later gets a number.
   */
  static <V> Map<String, V> allowed(Map<String, V> entries, UnaryOperator<V> value) {
    Map<String, V> allowed = new LinkedHashMap<>();
    entries.forEach(
        (key, entry) -> {
          String free = allowed(key);
          for (int number = 2; allowed.containsKey(free); number++) {
            String suffix = "_" + number;
            free = cut(allowed(key), LONGEST_KEY - suffix.length()) + suffix;
          }
          allowed.put(free, value.apply(entry));
        });
    return allowed;
  }

  /**
   * A key of letters, digits, {@code _ - . /} and spaces; other characters become {@code _}. MLflow
   * may keep a key as a path, so none may be absolute, lead upwards or have empty parts.
   */
  static String allowed(String key) {
    String allowed = REFUSED.matcher(cut(key, LONGEST_KEY)).replaceAll("_");
    allowed = SLASHES.matcher(allowed).replaceAll("/");
    allowed = OUTER_SLASHES.matcher(allowed).replaceAll("");
    allowed = DOTS.matcher(allowed).replaceAll("_");
    return allowed.isEmpty() ? "_" : allowed;
  }

  /** The first characters of a text; no character outside the basic plane is halved. */
  static String cut(String text, int length) {
    if (text.length() <= length) {
      return text;
    }
    return text.substring(
        0, Character.isHighSurrogate(text.charAt(length - 1)) ? length - 1 : length);
  }
}
