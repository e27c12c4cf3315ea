package org.desirepath.settings;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * How people are judged by their addresses and job titles.
 *
 * @param voidIdentifiers values of identifiers that stand for nobody, such as {@code null}
 * @param roleMailboxes what stands before the @ in addresses of roles, such as {@code info}
 * @param freeMailDomains domains that say nothing about the employer
 * @param dealRoles what the CRM calls a part in a deal, to the buying role it means
 * @param buyingRoles job titles to buying roles, the first match wins
 * @param titleLevels job titles to levels, the first match wins
 */
public record PeopleRules(
    List<String> voidIdentifiers,
    List<String> roleMailboxes,
    List<String> freeMailDomains,
    Map<String, String> dealRoles,
    List<RolePattern> buyingRoles,
    List<LevelPattern> titleLevels) {

  /** The buying roles there are, {@code unknown} apart; where a person has two, the first wins. */
  public static final List<String> BUYING_ROLES =
      List.of("decision_maker", "purchaser", "technical", "gatekeeper", "influencer", "user");

  /** The levels there are, {@code unknown} apart. */
  public static final List<String> TITLE_LEVELS =
      List.of("c_level", "vp", "director", "manager", "specialist");

  /** Refuses values that cannot be worked with. */
  public PeopleRules {
    Rules rules =
        Rules.of("people")
            .present("void-identifiers", voidIdentifiers)
            .present("role-mailboxes", roleMailboxes)
            .present("free-mail-domains", freeMailDomains)
            .require(dealRoles != null, "deal-roles", "must be given", null)
            .present("buying-roles", buyingRoles)
            .present("title-levels", titleLevels);
    eachLowerCase(rules, "void-identifiers", voidIdentifiers);
    eachLowerCase(rules, "role-mailboxes", roleMailboxes);
    eachLowerCase(rules, "free-mail-domains", freeMailDomains);
    if (dealRoles != null) {
      dealRoles.forEach((name, role) -> rules.oneOf("deal-roles." + name, role, BUYING_ROLES));
    }
    rules.check();
    voidIdentifiers = List.copyOf(voidIdentifiers);
    roleMailboxes = List.copyOf(roleMailboxes);
    freeMailDomains = List.copyOf(freeMailDomains);
    dealRoles = Map.copyOf(dealRoles);
    buyingRoles = List.copyOf(buyingRoles);
    titleLevels = List.copyOf(titleLevels);
  }

  /** What is said of single identifiers. */
  public IdentifierRules identifiers() {
    return new IdentifierRules(roleMailboxes, voidIdentifiers);
  }

  /**
   * Reads {@code conf/people.yaml}.
   *
   * @param yaml the text of the file
   * @param fileName its name, for messages
   * @throws InvalidSettings with every fault of the file
   */
  public static PeopleRules read(String yaml, String fileName) {
    return StrictYaml.read(yaml, fileName, PeopleRules.class, Map.of());
  }

  /**
   * The buying role of titles that match.
   *
   * @param title regular expression, found anywhere without regard to case
   * @param role one of {@link #BUYING_ROLES}
   */
  public record RolePattern(String title, String role) {

    /** Refuses values that cannot be worked with. */
    public RolePattern {
      regex(Rules.of("people.buying-roles"), title).oneOf("role", role, BUYING_ROLES).check();
    }
  }

  /**
   * The level of titles that match.
   *
   * @param title regular expression, found anywhere without regard to case
   * @param level one of {@link #TITLE_LEVELS}
   */
  public record LevelPattern(String title, String level) {

    /** Refuses values that cannot be worked with. */
    public LevelPattern {
      regex(Rules.of("people.title-levels"), title).oneOf("level", level, TITLE_LEVELS).check();
    }
  }

  private static void eachLowerCase(Rules rules, String setting, List<String> values) {
    if (values != null) {
      values.forEach(
          value ->
              rules.require(
                  value != null && !value.isBlank() && value.equals(value.toLowerCase(Locale.ROOT)),
                  setting,
                  "must be in lower case",
                  value));
    }
  }

  private static Rules regex(Rules rules, String title) {
    if (title == null || title.isBlank()) {
      return rules.present("title", title);
    }
    try {
      Pattern.compile(title);
      return rules;
    } catch (PatternSyntaxException e) {
      return rules.require(
          false, "title", "must be a regular expression (%s)".formatted(e.getDescription()), title);
    }
  }
}
