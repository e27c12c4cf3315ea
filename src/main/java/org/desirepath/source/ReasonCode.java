package org.desirepath.source;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Why a file or a row is refused; the list is closed, the first that applies is told. */
public enum ReasonCode {
  CORRUPT_FILE("The file cannot be read to its end; none of its rows are used"),
  EMPTY_FILE("The file holds nothing at all"),
  MALFORMED_ROW("The row is not of the file's format, or has too few or too many columns"),
  TOO_LONG("The row is longer than sources.max-record-characters allows"),
  MISSING_KEY("The row lacks a value it cannot do without"),
  WRONG_TYPE("A value is not of the type that the mapping tells"),
  BAD_TIMESTAMP("A moment or a day cannot be understood"),
  BEFORE_WINDOW("The row is older than sources.plausible-from"),
  FUTURE_TIMESTAMP("The row is later than the snapshot by more than sources.plausible-ahead"),
  UNKNOWN_TYPE("The row is of a kind that the mapping does not know"),
  BOT("A machine made the row: it says so, or its visitor had too many events within an hour");

  private final String sentence;

  ReasonCode(String sentence) {
    this.sentence = sentence;
  }

  /** The code as it is stored, such as {@code corrupt_file}. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What the code means, in a sentence. */
  public String sentence() {
    return sentence;
  }

  /** The reason of a stored code. */
  public static Optional<ReasonCode> of(String code) {
    return Arrays.stream(values()).filter(reason -> reason.code().equals(code)).findFirst();
  }
}
