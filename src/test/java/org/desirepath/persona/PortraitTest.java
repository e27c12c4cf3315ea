package org.desirepath.persona;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PortraitTest {

  private static final Map<String, String> NAMES =
      Map.of("chat", "Chat", "ticket", "Ticket form", "status", "Status page", "docs", "Docs");

  @Test
  void aPersonaAloneInItsStageIsNamedByWhatIsApartFromAllSessions() {
    Portrait helped =
        portrait(
            trait("stage", "support", 0.8, 1.2),
            trait("touchpoint", "chat", 0.4, 0.9),
            trait("touchpoint", "ticket", 0.3, 1.1),
            trait("touchpoint", "status", 0.2, 0.4),
            trait("device", "mobile", 0.9, 1.5));
    Portrait user = portrait(trait("stage", "use", 0.8, 1.2));

    assertThat(names(helped, user))
        .containsExactly("Help seekers: Ticket form, Chat", "Product users");
  }

  @Test
  void personasOfOneStageAreNamedByWhatSetsThemApartFromEachOther() {
    Portrait one =
        portrait(
            trait("stage", "support", 0.8, 1.2),
            trait("touchpoint", "ticket", 0.4, 2.0),
            trait("touchpoint", "chat", 0.3, 0.9),
            trait("touchpoint", "status", 0.1, 0.3),
            trait("depth", "touchpoints", 3, -0.6));
    Portrait other =
        portrait(
            trait("stage", "support", 0.8, 1.1),
            trait("touchpoint", "ticket", 0.4, 1.9),
            trait("touchpoint", "chat", 0.1, 0.1),
            trait("touchpoint", "status", 0.3, 1.0),
            trait("touchpoint", "docs", 0.2, 0.4),
            trait("depth", "touchpoints", 9, 0.6));

    assertThat(names(one, other))
        .containsExactly(
            "Brief help seekers: Chat, Ticket form", "Thorough help seekers: Status page, Docs");
  }

  @Test
  void deviceTimeAndPaceAreToldFromHalfADeviationOnIfMostSessionsHaveThem() {
    Portrait usual =
        portrait(
            trait("stage", "support", 0.8, 1.2),
            trait("touchpoint", "chat", 0.3, 0.5),
            trait("device", "mobile", 0.3, -0.1),
            trait("hour_band", "night", 0.1, 0.0),
            trait("pace", "seconds_per_touchpoint", 50, 0.0));
    Portrait other =
        portrait(
            trait("stage", "support", 0.8, 1.1),
            trait("touchpoint", "chat", 0.3, 0.4),
            trait("device", "mobile", 0.5, 0.4),
            trait("hour_band", "night", 0.49, 1.5),
            trait("pace", "seconds_per_touchpoint", 10, -0.5));

    assertThat(names(usual, other))
        .containsExactly(
            "Help seekers at a slow pace: Chat", "Help seekers at a quick pace, on mobile");
  }

  @Test
  void whatTheyHaveInCommonIsToldLastAndANumberIfThereIsNothingElse() {
    Portrait one =
        portrait(trait("stage", "support", 0.8, 1.2), trait("touchpoint", "chat", 0.3, 0.5));
    Portrait other =
        portrait(trait("stage", "support", 0.8, 1.1), trait("touchpoint", "chat", 0.3, 0.5));

    assertThat(names(one, other)).containsExactly("Help seekers: Chat", "Help seekers: Chat 2");
  }

  @Test
  void ofThreeEachIsToldByWhatItHasMoreOfThanBothOthers() {
    Portrait chatting = ofStage("chat", 1.0, "ticket", 0.8);
    Portrait writing = ofStage("ticket", 1.2, "status", 0.5);
    Portrait looking = ofStage("status", 0.9, "chat", 0.7);

    assertThat(names(chatting, writing, looking))
        .containsExactly(
            "Help seekers: Chat, Ticket form",
            "Help seekers: Ticket form, Status page",
            "Help seekers: Status page, Chat");
  }

  private static Portrait ofStage(String one, double zScore, String other, double otherZScore) {
    return portrait(
        trait("stage", "support", 0.8, 1),
        trait("touchpoint", one, 0.4, zScore),
        trait("touchpoint", other, 0.3, otherZScore));
  }

  private static List<String> names(Portrait... portraits) {
    Set<String> taken = new HashSet<>();
    List<String> names = new ArrayList<>();
    for (Portrait portrait : portraits) {
      names.add(portrait.uniqueName(List.of(portraits), taken));
    }
    return names;
  }

  private static Portrait portrait(Trait... traits) {
    return new Portrait(List.of(traits), NAMES);
  }

  private static Trait trait(String attribute, String value, double mean, double zScore) {
    return new Trait(attribute, value, mean, 1, zScore);
  }
}
