package org.desirepath.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StrictYamlTest {

  /** A small file of settings. */
  public record Visits(SessionSettings sessions, List<String> levels, @MayBeAbsent String note) {}

  private static final String GOOD =
      """
      sessions:
        inactivity: PT30M
        max-duration: PT24H
        max-touchpoints: 10000
      levels: [person, account]
      """;

  @Test
  void keysBecomeComponents() {
    Visits read = StrictYaml.read(GOOD, "visits.yaml", Visits.class, Map.of());

    assertThat(read)
        .isEqualTo(
            new Visits(
                new SessionSettings(Duration.ofMinutes(30), Duration.ofHours(24), 10000),
                List.of("person", "account"),
                null));
  }

  @Test
  void anOverrideGoesBeforeTheFile() {
    Visits read =
        StrictYaml.read(GOOD, "visits.yaml", Visits.class, Map.of("sessions.inactivity", "PT45M"));

    assertThat(read.sessions().inactivity()).isEqualTo(Duration.ofMinutes(45));
  }

  @Test
  void allFaultsAreToldTogether() {
    String bad =
        """
        sessions:
          inactivty: PT30M
          max-duration: soon
          max-touchpoints: many
        levels: person
        """;

    assertThatThrownBy(() -> StrictYaml.read(bad, "visits.yaml", Visits.class, Map.of()))
        .isInstanceOf(InvalidSettings.class)
        .hasMessage(
            """
            sessions.inactivty is unknown; did you mean inactivity? Known are [inactivity, max-duration, max-touchpoints]
            sessions.inactivity must be given, but is missing
            sessions.max-duration must be a duration such as PT30M or P60D, but is "soon"
            sessions.max-touchpoints must be a whole number, but is "many"
            levels must be a list, but is "person\"""");
  }

  @Test
  void aValueThatARecordRefusesIsToldWithWhatIsAllowed() {
    assertThatThrownBy(
            () ->
                StrictYaml.read(
                    GOOD, "visits.yaml", Visits.class, Map.of("sessions.inactivity", "PT0S")))
        .hasMessage("sessions.inactivity must be a positive duration such as PT30M, but is PT0S");
  }

  @Test
  void anUnknownOverrideIsAFault() {
    assertThatThrownBy(
            () -> StrictYaml.read(GOOD, "visits.yaml", Visits.class, Map.of("session.pause", "1")))
        .hasMessageStartingWith("session is unknown; did you mean sessions?");
  }

  @Test
  void aTextThatIsNoYamlIsAFaultWithItsLine() {
    assertThatThrownBy(
            () -> StrictYaml.read("sessions: [1, 2\n", "visits.yaml", Visits.class, Map.of()))
        .isInstanceOf(InvalidSettings.class)
        .hasMessageStartingWith("visits.yaml, line ");
  }
}
