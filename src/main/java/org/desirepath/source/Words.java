package org.desirepath.source;

import static org.apache.spark.sql.functions.btrim;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.nullif;
import static org.apache.spark.sql.functions.regexp_replace;
import static org.apache.spark.sql.functions.substring;
import static org.apache.spark.sql.functions.translate;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;

/** Texts from exports, made fit to be stored and shown. */
final class Words {

  private static final int LONGEST = 200;

  /** Markup brackets, control characters, and marks that turn the direction of writing. */
  private static final String UNWANTED =
      "<>"
          + IntStream.concat(
                  IntStream.concat(
                      IntStream.rangeClosed(0, 0x1f), IntStream.rangeClosed(0x7f, 0x9f)),
                  IntStream.concat(
                      IntStream.rangeClosed(0x200e, 0x200f),
                      IntStream.concat(
                          IntStream.rangeClosed(0x202a, 0x202e),
                          IntStream.rangeClosed(0x2066, 0x2069))))
              .mapToObj(Character::toString)
              .collect(Collectors.joining());

  private Words() {}

  /** A text without markup and control characters, at most 200 characters; null if none is left. */
  static Column clean(Column text) {
    return nullif(btrim(substring(translate(text, UNWANTED, ""), 1, LONGEST)), lit(""));
  }

  /** A text with everything masked but what tells a format: no letter, digit or address is left. */
  static Column masked(Column text) {
    return regexp_replace(text, "[^\\s{}\\[\\]\":,;|]", "x");
  }
}
