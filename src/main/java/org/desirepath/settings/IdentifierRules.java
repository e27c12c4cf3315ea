package org.desirepath.settings;

import java.util.List;

/**
 * How single identifiers are judged by their text.
 *
 * @param roleMailboxes what stands before the @ in addresses of roles, such as {@code info}
 * @param voidIdentifiers values that stand for nobody, such as {@code null}, in lower case
 */
public record IdentifierRules(List<String> roleMailboxes, List<String> voidIdentifiers) {

  /** Keeps the lists as they are now. */
  public IdentifierRules {
    roleMailboxes = List.copyOf(roleMailboxes);
    voidIdentifiers = List.copyOf(voidIdentifiers);
  }
}
