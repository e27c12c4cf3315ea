package org.desirepath.identity;

import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.lower;
import static org.apache.spark.sql.functions.substring;
import static org.apache.spark.sql.functions.trim;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.types.DataTypes.StringType;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.desirepath.settings.PeopleRules;
import org.desirepath.settings.PeopleRules.LevelPattern;
import org.desirepath.settings.PeopleRules.RolePattern;

/** What job titles and the CRM's names of roles tell of a person. */
final class JudgeTitles {

  /** Longer titles are cut before they are matched; no title of a person is longer. */
  private static final int LONGEST_TITLE = 200;

  /** Case and word edges by Unicode, so that they hold for "Geschäftsführer" too. */
  private static final String FLAGS = "(?iU)";

  private JudgeTitles() {}

  /** The buying role of a job title: of the first pattern that matches, null if none does. */
  static Column buyingRole(Column title, List<RolePattern> patterns) {
    Column role = lit(null).cast(StringType);
    for (int i = patterns.size() - 1; i >= 0; i--) {
      role = when(matches(title, patterns.get(i).title()), patterns.get(i).role()).otherwise(role);
    }
    return role;
  }

  /** The level of a job title: of the first pattern that matches, null if none does. */
  static Column level(Column title, List<LevelPattern> patterns) {
    Column level = lit(null).cast(StringType);
    for (int i = patterns.size() - 1; i >= 0; i--) {
      level =
          when(matches(title, patterns.get(i).title()), patterns.get(i).level()).otherwise(level);
    }
    return level;
  }

  /** The buying role that the CRM's name of a role means, null if it is not listed. */
  static Column dealRole(Column roleName, Map<String, String> roles) {
    Column name = lower(trim(roleName));
    Column role = lit(null).cast(StringType);
    for (Map.Entry<String, String> entry : new TreeMap<>(roles).entrySet()) {
      role =
          when(name.equalTo(entry.getKey().toLowerCase(Locale.ROOT)), entry.getValue())
              .otherwise(role);
    }
    return role;
  }

  /** Where a role stands among the roles of which a person has one; the first goes before. */
  static Column order(Column role) {
    Column order = lit(PeopleRules.BUYING_ROLES.size());
    for (int i = 0; i < PeopleRules.BUYING_ROLES.size(); i++) {
      order = when(role.equalTo(PeopleRules.BUYING_ROLES.get(i)), i).otherwise(order);
    }
    return order;
  }

  private static Column matches(Column title, String pattern) {
    return substring(title, 1, LONGEST_TITLE).rlike(FLAGS + pattern);
  }
}
