package org.desirepath.persona;

import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;
import org.desirepath.settings.PersonaSettings;
import org.desirepath.table.SessionFeatures;
import org.desirepath.testing.SparkExtension;
import org.desirepath.testing.TextTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SparkExtension.class)
class AssignPersonasTest {

  private static final long DAY = 1_772_438_400_000L;

  @Test
  void shortSessionsAreGivenAPersonaOrNotAsTheSettingsSay(SparkSession spark) {
    SessionFeatures features =
        new SessionLog()
            .session("one", DAY, "use", "docs")
            .session("two", DAY, "use", "docs", "api")
            .session("three", DAY, "use", "docs", "api", "docs")
            .features(spark);

    assertThat(assigned(features, settings(PersonaSettings.ASSIGNED)))
        .isEqualTo("one | true\nthree | true\ntwo | true");
    assertThat(assigned(features, settings(PersonaSettings.NOT_ASSIGNED)))
        .isEqualTo("one | false\nthree | true\ntwo | false");
  }

  @Test
  void sessionsOfTheCompanyAloneHaveNoPersonaAndShapeNone(SparkSession spark) {
    PersonaSettings settings = settings(PersonaSettings.ASSIGNED);
    SessionLog log =
        new SessionLog()
            .session("answered", DAY, "use", "email", "docs", "docs")
            .session("alone", DAY, "use", "email", "email", "email");
    SessionFeatures all = log.features(spark);
    SessionFeatures features =
        new SessionFeatures(
            all.rows()
                .selectExpr(
                    "session_id",
                    "started_at",
                    "touchpoint_count",
                    "if(session_id = 'alone', 0L, 1L) AS customer_touchpoint_count",
                    "features"));

    PersonaModel model = find(features, settings);

    assertThat(model.sessionCount()).isOne();
    assertThat(
            TextTable.show(
                AssignPersonas.from(features, model, settings).rows(),
                "session_id",
                "persona_id",
                "persona_confidence"))
        .isEqualTo(
            "alone | unknown | 0.0\nanswered | %s | 1.0".formatted(model.personaIds().get(0)));
    assertThat(find(all, settings).sessionCount()).isEqualTo(2);
  }

  @Test
  void aPersonaIsLookedForFromThreeTouchpointsOnOrFromOneIfShortSessionsHaveOne(
      SparkSession spark) {
    assertThat(mayHaveOne(spark, 2, 1, false)).isFalse();
    assertThat(mayHaveOne(spark, 3, 1, false)).isTrue();
    assertThat(mayHaveOne(spark, 3, 0, false)).isFalse();
    assertThat(mayHaveOne(spark, 1, 1, true)).isTrue();
    assertThat(mayHaveOne(spark, 1, 0, true)).isFalse();
  }

  private static boolean mayHaveOne(
      SparkSession spark, long touchpoints, long customers, boolean assignsShort) {
    return spark
        .range(1)
        .select(AssignPersonas.mayHaveOne(lit(touchpoints), lit(customers), assignsShort))
        .first()
        .getBoolean(0);
  }

  /** Each session and whether it has a persona. */
  private static String assigned(SessionFeatures features, PersonaSettings settings) {
    return TextTable.show(
        AssignPersonas.from(features, find(features, settings), settings)
            .rows()
            .selectExpr("session_id", "persona_id <> 'unknown' AS is_assigned"),
        "session_id",
        "is_assigned");
  }

  private static PersonaModel find(SessionFeatures features, PersonaSettings settings) {
    return FindPersonas.from(
        features, settings, Optional.empty(), Optional.empty(), LocalDate.of(2026, 3, 20), "run-1");
  }

  private static PersonaSettings settings(String shortSessions) {
    return new PersonaSettings(
        PersonaSettings.K_MEANS,
        List.of("touchpoint"),
        1,
        1,
        0,
        3,
        shortSessions,
        100_000,
        50,
        1,
        Duration.ofDays(30),
        1000,
        Map.of());
  }
}
