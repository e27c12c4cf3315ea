package org.desirepath.source;

import static org.apache.spark.sql.functions.btrim;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.nullif;
import static org.apache.spark.sql.functions.regexp_replace;
import static org.apache.spark.sql.functions.substring;
import static org.apache.spark.sql.functions.when;

import org.apache.spark.sql.Column;

/** Texts from exports, made fit to be stored and shown. */
final class Words {

  private static final int LONGEST = 200;

  /** Markup brackets, control characters, and marks that turn the direction of writing. */
  private static final String UNWANTED =
      "[<>\\x00-\\x1f\\x7f-\\x9f\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069]";

  private Words() {}

  /** A text without markup and control characters, at most 200 characters; null if none is left. */
  static Column clean(Column text) {
    Column wanted = when(text.rlike(UNWANTED), regexp_replace(text, UNWANTED, "")).otherwise(text);
    return nullif(btrim(substring(wanted, 1, LONGEST)), lit(""));
  }

  /** A text with everything masked but what tells a format: no letter, digit or address is left. */
  static Column masked(Column text) {
    return regexp_replace(text, "[^\\s{}\\[\\]\":,;|]", "x");
  }
}
