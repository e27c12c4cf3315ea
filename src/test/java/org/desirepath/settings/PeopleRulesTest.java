package org.desirepath.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class PeopleRulesTest {

  @Test
  void theShippedRulesAreRead() throws IOException {
    PeopleRules rules =
        PeopleRules.read(Files.readString(Path.of("conf", "people.yaml")), "people.yaml");

    assertThat(rules.roleMailboxes()).contains("info", "support").doesNotHaveDuplicates();
    assertThat(rules.freeMailDomains()).contains("gmail.com", "web.de").doesNotHaveDuplicates();
    assertThat(rules.dealRoles()).containsEntry("Economic Buyer", "purchaser");
    assertThat(rules.buyingRoles()).map(PeopleRules.RolePattern::role).contains("gatekeeper");
    assertThat(rules.titleLevels()).map(PeopleRules.LevelPattern::level).contains("c_level");
  }

  @Test
  void allFaultsAreToldTogether() {
    String bad =
        """
        role-mailboxes: [Info]
        free-mail-domain: [gmail.com]
        deal-roles: {Boss: king}
        buying-roles:
          - {title: '(', role: user}
          - {title: 'chief', role: chief}
        title-levels:
          - {title: '', level: vp}
        """;

    assertThatThrownBy(() -> PeopleRules.read(bad, "people.yaml"))
        .isInstanceOf(InvalidSettings.class)
        .hasMessageContaining("free-mail-domain is unknown; did you mean free-mail-domains?")
        .hasMessageContaining("free-mail-domains must be given, but is missing")
        .hasMessageContaining("title must be a regular expression (Unclosed group), but is (")
        .hasMessageContaining("role must be one of [decision_maker,")
        .hasMessageContaining("title must be given");
  }

  @Test
  void rolesThatAreNotThereAndAddressesInUpperCaseAreRefused() {
    String bad =
        """
        void-identifiers: ["null"]
        role-mailboxes: [Info]
        free-mail-domains: [gmail.com]
        deal-roles: {Boss: king}
        buying-roles: [{title: chief, role: decision_maker}]
        title-levels: [{title: chief, level: c_level}]
        """;

    assertThatThrownBy(() -> PeopleRules.read(bad, "people.yaml"))
        .hasMessage(
            """
            people.role-mailboxes must be in lower case, but is Info
            people.deal-roles.Boss must be one of [decision_maker, purchaser, technical, gatekeeper, influencer, user], but is king""");
  }
}
