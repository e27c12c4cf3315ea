package org.desirepath.identity;

import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.left;
import static org.apache.spark.sql.functions.length;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sha2;
import static org.apache.spark.sql.functions.substring_index;
import static org.apache.spark.sql.functions.when;

import java.util.List;
import org.apache.spark.sql.Column;

/** An identifier as one node of the graph: its kind, a colon and its key. */
final class Identifier {

  static final String CONTACT = "contact";
  static final String LOGIN = "login";
  static final String EMAIL = "email";
  static final String LEAD = "lead";
  static final String TICKET_USER = "ticket_user";
  static final String TICKET = "ticket";
  static final String COOKIE = "cookie";

  /** Kinds of which a person has few; many of them at one identifier tell that it is shared. */
  static final List<String> COUNTED = List.of(CONTACT, LOGIN, EMAIL);

  /** Kinds that one person stands behind; what is not among them may be used by several. */
  static final List<String> STRONG = List.of(CONTACT, LOGIN, EMAIL, LEAD, TICKET_USER);

  /** The usual kinds, strongest first. */
  static final List<String> BY_STRENGTH =
      List.of(CONTACT, LOGIN, EMAIL, LEAD, TICKET_USER, TICKET, COOKIE);

  private static final Column COLON = lit(":");

  private Identifier() {}

  /** The node; null where kind or key is. */
  static Column node(Column kind, Column key) {
    return concat(kind, COLON, key);
  }

  /** The kind of a node, which never has a colon. */
  static Column kind(Column node) {
    return substring_index(node, ":", 1);
  }

  /** The key of a node, which may have colons. */
  static Column key(Column node) {
    return node.substr(length(kind(node)).plus(2), lit(Integer.MAX_VALUE));
  }

  /** Rank of a kind, the strongest first; kinds that are not known come last. */
  static Column strength(Column kind) {
    Column rank = lit(BY_STRENGTH.size());
    for (int i = 0; i < BY_STRENGTH.size(); i++) {
      rank = when(kind.equalTo(BY_STRENGTH.get(i)), i).otherwise(rank);
    }
    return rank;
  }

  /** An id that is a hash of its content: 32 hexadecimal digits. */
  static Column id(Column content) {
    return left(sha2(content, 256), lit(32));
  }
}
