package org.desirepath.settings;

import java.util.List;
import java.util.Map;

/**
 * How identifiers become persons.
 *
 * @param maxStrongIdentifiers per kind of identifier, the strong identifiers it may be tied to
 *     before it counts as shared and joins nothing; kinds that are not named have no cap
 * @param recordKinds kinds of identifier that are somebody's record, such as a contact of the CRM:
 *     browsers and tickets never join two records that nothing stronger joins
 * @param people file of role mailboxes, free-mail domains and job-title patterns, relative to the
 *     configuration folder
 * @param inferredRoles how buying roles that nobody states are inferred from behaviour
 */
public record IdentitySettings(
    Map<String, Integer> maxStrongIdentifiers,
    List<String> recordKinds,
    String people,
    InferredRoleSettings inferredRoles) {

  /** Refuses values that cannot be worked with. */
  public IdentitySettings {
    Rules rules =
        Rules.of("identity")
            .present("record-kinds", recordKinds)
            .present("people", people)
            .present("inferred-roles", inferredRoles);
    if (maxStrongIdentifiers == null) {
      rules.present("max-strong-identifiers", null);
    } else {
      maxStrongIdentifiers.forEach(
          (kind, cap) -> rules.between("max-strong-identifiers." + kind, cap, 1, 1_000_000));
    }
    rules.check();
    recordKinds = List.copyOf(recordKinds);
  }
}
