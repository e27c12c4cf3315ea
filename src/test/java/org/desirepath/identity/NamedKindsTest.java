package org.desirepath.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.desirepath.settings.IdentitySettings;
import org.desirepath.settings.InferredRoleSettings;
import org.desirepath.settings.SettingsFault;
import org.junit.jupiter.api.Test;

class NamedKindsTest {

  @Test
  void kindsOfTheMappingsAndUsualKindsAreKnown() {
    assertThat(
            NamedKinds.faults(settings(Map.of("loyalty_card", 1, "cookie", 4), "contact"), MAPPED))
        .isEmpty();
  }

  @Test
  void everyMisspeltKindIsToldWithWhatThereIs() {
    assertThat(NamedKinds.faults(settings(Map.of("cookies", 4, "mail", 4), "contacts"), MAPPED))
        .extracting(SettingsFault::toString)
        .satisfiesExactly(
            first ->
                assertThat(first)
                    .startsWith("identity.max-strong-identifiers.cookies is no kind")
                    .contains("loyalty_card", "cookie"),
            second -> assertThat(second).startsWith("identity.max-strong-identifiers.mail is no"),
            third ->
                assertThat(third)
                    .startsWith("identity.record-kinds must name kinds")
                    .endsWith("but names contacts"));
  }

  private static final List<String> MAPPED = List.of("cookie", "loyalty_card");

  private static IdentitySettings settings(Map<String, Integer> caps, String recordKinds) {
    return new IdentitySettings(
        caps,
        List.of(recordKinds),
        "people.yaml",
        new InferredRoleSettings(10, 100, 0.6, 0.3, 1000, 1));
  }
}
