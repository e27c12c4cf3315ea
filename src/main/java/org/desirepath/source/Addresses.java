package org.desirepath.source;

import static org.apache.spark.sql.functions.btrim;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.contains;
import static org.apache.spark.sql.functions.element_at;
import static org.apache.spark.sql.functions.instr;
import static org.apache.spark.sql.functions.length;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.lower;
import static org.apache.spark.sql.functions.nullif;
import static org.apache.spark.sql.functions.regexp_replace;
import static org.apache.spark.sql.functions.split;
import static org.apache.spark.sql.functions.startswith;
import static org.apache.spark.sql.functions.substring;
import static org.apache.spark.sql.functions.substring_index;
import static org.apache.spark.sql.functions.when;

import java.util.Collection;
import java.util.Set;
import org.apache.spark.sql.Column;

/** Addresses of pages and of people. */
final class Addresses {

  /** Parts of a public suffix of two parts, such as co.uk. */
  private static final Set<String> SECOND_LEVELS =
      Set.of("ac", "co", "com", "edu", "gov", "net", "or", "org");

  private static final int LONGEST_SUFFIX = 2;
  private static final int LONGEST = 2000;
  private static final int SCHEME_END = 3;
  private static final int SHA256_CHARACTERS = 64;
  private static final String BLANKS = " \t\r\n\u00a0";

  private Addresses() {}

  /**
   * An address without scheme, query and fragment; it starts with the host where the address has a
   * scheme, else with the path.
   */
  static Column bare(Column page) {
    Column scheme = instr(page, "://");
    Column from = when(scheme.gt(0), scheme.plus(SCHEME_END)).otherwise(lit(1));
    Column rest = substring(page, from, lit(LONGEST));
    return when(
            contains(rest, lit("?")).or(contains(rest, lit("#"))),
            substring_index(substring_index(rest, "?", 1), "#", 1))
        .otherwise(rest);
  }

  /**
   * Host of a page, lower case, without port.
   *
   * @param bare the address without scheme and query
   * @param slash where the first slash stands in it, 0 for nowhere
   */
  static Column host(Column bare, Column slash) {
    Column host = when(slash.gt(0), substring(bare, lit(1), slash.minus(1))).otherwise(bare);
    Column lower = lower(host);
    return nullif(
        when(contains(lower, lit(":")), substring_index(lower, ":", 1)).otherwise(lower), lit(""));
  }

  /**
   * Path of a page; parts that hold an e-mail address are masked.
   *
   * @param bare the address without scheme and query
   * @param slash where the first slash stands in it, 0 for nowhere
   */
  static Column path(Column bare, Column slash) {
    Column path =
        when(slash.gt(0), substring(bare, slash, lit(LONGEST))).when(slash.equalTo(0), lit("/"));
    return when(
            contains(bare, lit("@")).or(contains(bare, lit("%40"))),
            regexp_replace(path, "[^/]*(@|%40)[^/]*", "_"))
        .otherwise(path);
  }

  /** Registered part of a web site's address in any spelling, lower case, without www. */
  static Column registered(Column website) {
    Column bare = lower(btrim(website));
    Column host = substring_index(substring_index(bare(bare), "/", 1), ":", 1);
    Column labels = split(host, "\\.");
    Column isLong =
        element_at(labels, -2)
            .isin(SECOND_LEVELS.toArray())
            .and(length(element_at(labels, -1)).leq(LONGEST_SUFFIX));
    return when(
        contains(host, lit(".")),
        when(isLong, substring_index(host, ".", -3)).otherwise(substring_index(host, ".", -2)));
  }

  /** An address or a hash as it is compared: lower case, without blanks around it. */
  static Column comparable(Column email) {
    return lower(btrim(email, lit(BLANKS)));
  }

  /** Whether a bare text is an e-mail address in plain. */
  static Column isPlain(Column bare) {
    Column domain = domain(bare);
    return instr(bare, "@")
        .gt(1)
        .and(contains(domain, lit(".")))
        .and(contains(bare, lit(" ")).equalTo(false))
        .and(startswith(domain, lit(".")).equalTo(false));
  }

  /** Whether a bare text can be the SHA-256 of an address, in hex. */
  static Column isHash(Column bare) {
    return length(bare).equalTo(SHA256_CHARACTERS);
  }

  /** Domain of a bare address in plain. */
  static Column domain(Column bare) {
    return substring_index(bare, "@", -1);
  }

  /** A bare address in plain without what follows a plus. */
  static Column withoutPlus(Column bare) {
    return concat(local(bare), lit("@"), domain(bare));
  }

  /** Whether a bare address in plain is of a role and not of a person. */
  static Column isRole(Column bare, Collection<String> roleMailboxes) {
    return local(bare).isin(roleMailboxes.toArray());
  }

  private static Column local(Column bare) {
    return substring_index(substring_index(bare, "@", 1), "+", 1);
  }
}
