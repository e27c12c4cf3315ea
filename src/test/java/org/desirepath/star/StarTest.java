package org.desirepath.star;

import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.desirepath.settings.JourneySettings;
import org.desirepath.settings.SessionSettings;
import org.desirepath.table.AccountDimension;
import org.desirepath.table.AccountKeys;
import org.desirepath.table.Accounts;
import org.desirepath.table.Contract;
import org.desirepath.table.Deals;
import org.desirepath.table.JourneySteps;
import org.desirepath.table.Journeys;
import org.desirepath.table.PersonDimension;
import org.desirepath.table.PersonRoles;
import org.desirepath.table.PersonaAssignments;
import org.desirepath.table.Persons;
import org.desirepath.table.SessionFacts;
import org.desirepath.table.SessionTouchpoints;
import org.desirepath.table.Sessions;
import org.desirepath.table.Touchpoints;
import org.desirepath.testing.SparkExtension;
import org.desirepath.testing.TextTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SparkExtension.class)
class StarTest {

  private static final Instant AS_OF = Instant.parse("2026-01-06T10:00:00Z");
  private static final SessionSettings SESSIONS =
      new SessionSettings(Duration.ofMinutes(30), Duration.ofHours(24), 10_000);

  private static final String TOUCHPOINTS =
      """
      touchpoint_event_id | person_id | account_id | occurred_at
      e1                  | ada       | acme       | 2026-01-02 09:00:00
      e2                  | ada       | acme       | 2026-01-04 09:30:00
      e3                  | cy        | unknown    | 2026-01-06 09:30:00
      e4                  | unknown   | acme       | 2026-01-06 09:29:59.999
      """;

  private static final String SESSION_TOUCHPOINTS =
      """
      touchpoint_event_id | session_id | person_id
      e1                  | s1         | ada
      e2                  | s1         | ada
      e3                  | s2         | cy
      """;

  private static final String STEPS =
      """
      journey_id | journey_level | step_number | touchpoint_event_id | session_id | occurred_at
      a1         | account       | 1           | e1                  | s1         | 2026-01-02 09:00:00
      a1         | account       | 2           | e4                  |            | 2026-01-02 09:30:00
      a2         | account       | 1           | e2                  | s1         | 2026-01-04 09:30:00
      p1         | person        | 1           | e1                  | s1         | 2026-01-02 09:00:00
      p1         | person        | 2           | e2                  | s1         | 2026-01-04 09:30:00
      p2         | person        | 1           | e3                  | s2         | 2026-01-06 09:30:00
      d2         | deal          | 1           | e1                  | s1         | 2026-01-02 09:00:00
      d1         | deal          | 3           | e1                  | s1         | 2026-01-02 09:00:00
      """;

  @Test
  void aTouchpointHasItsSessionAndItsStepInTheJourneyOfThePrimaryLevel(SparkSession spark) {
    assertThat(touchpointFacts(spark, "account"))
        .isEqualTo(
            """
            e1 | 2026-01-02 | s1 | a1 | 1 | true
            e2 | 2026-01-04 | s1 | a2 | 1 | true
            e3 | 2026-01-06 | s2 |  |  | false
            e4 | 2026-01-06 |  | a1 | 2 | true""");
    assertThat(touchpointFacts(spark, "person"))
        .isEqualTo(
            """
            e1 | 2026-01-02 | s1 | p1 | 1 | true
            e2 | 2026-01-04 | s1 | p1 | 2 | true
            e3 | 2026-01-06 | s2 | p2 | 1 | false
            e4 | 2026-01-06 |  |  |  | true""");
  }

  @Test
  void aTouchpointThatDealsShareIsToldOnce(SparkSession spark) {
    assertThat(touchpointFacts(spark, "deal"))
        .isEqualTo(
            """
            e1 | 2026-01-02 | s1 | d1 | 3 | true
            e2 | 2026-01-04 | s1 |  |  | true
            e3 | 2026-01-06 | s2 |  |  | false
            e4 | 2026-01-06 |  |  |  | true""");
  }

  @Test
  void aTouchpointIsFinalAfterALongerPauseOnly(SparkSession spark) {
    assertThat(
            spark
                .range(1)
                .select(
                    LinkTouchpoints.isFinal(
                        lit("2026-01-06 09:30:00").cast("timestamp"), SESSIONS.inactivity(), AS_OF))
                .head()
                .get(0))
        .isEqualTo(false);
  }

  @Test
  void aSessionHasItsPersonaAndTheJourneyOfItsFirstTouchpoint(SparkSession spark) {
    Dataset<Row> sessions =
        LinkSessions.from(
                new Sessions(
                    table(
                        spark,
                        Sessions.CONTRACT,
                        """
                        session_id | person_id
                        s1         | ada
                        s2         | cy
                        """)),
                new PersonaAssignments(
                    table(
                        spark,
                        PersonaAssignments.CONTRACT,
                        """
                        session_id | persona_id | persona_confidence
                        s1         | hunter     | 0.5
                        """)),
                new JourneySteps(table(spark, JourneySteps.CONTRACT, STEPS)),
                journeys("account"))
            .rows();

    assertThat(
            TextTable.show(
                sessions, "session_id", "journey_id", "persona_id", "persona_confidence"))
        .isEqualTo(
            """
            s1 | a1 | hunter | 0.5
            s2 |  | unknown | 0.0""");
  }

  @Test
  void aJourneyHasThePersonaOfMostOfItsSessions(SparkSession spark) {
    Dataset<Row> journeys =
        LinkJourneys.from(
                new Journeys(
                    table(
                        spark,
                        Journeys.CONTRACT,
                        """
                        journey_id
                        j1
                        j2
                        j3
                        """)),
                new JourneySteps(
                    table(
                        spark,
                        JourneySteps.CONTRACT,
                        """
                        journey_id | step_number | session_id
                        j1         | 1           | s1
                        j1         | 2           | s1
                        j1         | 3           | s1
                        j1         | 4           | s2
                        j1         | 5           | s3
                        j2         | 1           | s1
                        j2         | 2           | s2
                        j3         | 1           |
                        """)),
                new SessionFacts(
                    table(
                        spark,
                        SessionFacts.CONTRACT,
                        """
                        session_id | persona_id
                        s1         | hunter
                        s2         | expert
                        s3         | expert
                        """)))
            .rows();

    assertThat(TextTable.show(journeys, "journey_id", "persona_id"))
        .isEqualTo(
            """
            j1 | expert
            j2 | expert
            j3 | unknown""");
  }

  @Test
  void aPersonHasThePersonaWithTheLargestShareOfSessionsAndNoneOnlyWhereNoSessionHasOne(
      SparkSession spark) {
    PersonDimension persons =
        CountPersons.from(
            new Persons(
                table(
                    spark,
                    Persons.CONTRACT,
                    """
                    person_id | account_id | is_known
                    ada       | acme       | true
                    cy        | unknown    | false
                    """)),
            new PersonRoles(
                table(
                    spark,
                    PersonRoles.CONTRACT,
                    """
                    person_id | buying_role | buying_role_source | buying_role_confidence
                    ada       | user        | behaviour          | 0.75
                    cy        | unknown     | none               |
                    """)),
            new SessionFacts(
                table(
                    spark,
                    SessionFacts.CONTRACT,
                    """
                    session_id | person_id | persona_id | touchpoint_count
                    s1         | ada       | hunter     | 10
                    s2         | ada       | expert     | 1
                    s3         | ada       | expert     | 2
                    s4         | ada       | hunter     | 3
                    s5         | ada       | unknown    | 1
                    s6         | ada       | unknown    | 1
                    s7         | ada       | unknown    | 1
                    s8         | cy        | unknown    | 1
                    """)),
            new Touchpoints(table(spark, Touchpoints.CONTRACT, TOUCHPOINTS)));

    assertThat(
            TextTable.show(
                persons.rows(),
                "person_id",
                "account_id",
                "buying_role",
                "buying_role_source",
                "buying_role_confidence",
                "persona_id",
                "persona_share",
                "touchpoint_count"))
        .isEqualTo(
            """
            ada | acme | user | behaviour | 0.75 | expert | 0.2857142857142857 | 19
            cy | unknown | unknown | none |  | unknown | 1.0 | 1
            unknown | unknown | unknown | none |  | unknown |  | 1""");
  }

  @Test
  void anAccountHasItsPeopleItsDealsAndItsFirstAndLastTouchpoint(SparkSession spark) {
    AccountDimension accounts =
        CountAccounts.from(
            new Accounts(
                table(
                    spark,
                    Accounts.CONTRACT,
                    """
                    account_id | account_key | account_name
                    acme       | k1          | Acme
                    globex     | k2          | Globex
                    """)),
            new AccountKeys(
                table(
                    spark,
                    AccountKeys.CONTRACT,
                    """
                    account_key | account_id
                    k1          | acme
                    k0          | acme
                    k2          | globex
                    """)),
            new Persons(
                table(
                    spark,
                    Persons.CONTRACT,
                    """
                    person_id | account_id | is_known
                    ada       | acme       | true
                    bob       | acme       | false
                    cy        | unknown    | false
                    """)),
            new Deals(
                table(
                    spark,
                    Deals.CONTRACT,
                    """
                    deal_key | account_key | outcome
                    d1       | k1          | won
                    d2       | k0          | renewed
                    d3       | k0          | lost
                    d4       | k0          |
                    d5       | k9          | won
                    """)),
            new Touchpoints(table(spark, Touchpoints.CONTRACT, TOUCHPOINTS)));

    assertThat(
            TextTable.show(
                accounts.rows(),
                "account_id",
                "person_count",
                "known_person_count",
                "open_deal_count",
                "won_deal_count",
                "first_seen_at",
                "last_seen_at"))
        .isEqualTo(
            """
            acme | 2 | 1 | 1 | 2 | 2026-01-02 09:00:00.0 | 2026-01-06 09:29:59.999
            globex | 0 | 0 | 0 | 0 |  |
            unknown | 1 | 0 | 0 | 0 |  |""");
  }

  @Test
  void theCalendarHasEveryDayFromTheFirstToTheLastTouchpoint(SparkSession spark) {
    assertThat(
            TextTable.show(
                ListDays.from(new Touchpoints(table(spark, Touchpoints.CONTRACT, TOUCHPOINTS)))
                    .rows(),
                "date",
                "year",
                "quarter",
                "month",
                "week",
                "day_of_week",
                "is_weekend"))
        .isEqualTo(
            """
            2026-01-02 | 2026 | 1 | 1 | 1 | 5 | false
            2026-01-03 | 2026 | 1 | 1 | 1 | 6 | true
            2026-01-04 | 2026 | 1 | 1 | 1 | 7 | true
            2026-01-05 | 2026 | 1 | 1 | 2 | 1 | false
            2026-01-06 | 2026 | 1 | 1 | 2 | 2 | false""");
  }

  private static String touchpointFacts(SparkSession spark, String primaryLevel) {
    return TextTable.show(
        LinkTouchpoints.from(
                new Touchpoints(table(spark, Touchpoints.CONTRACT, TOUCHPOINTS)),
                new SessionTouchpoints(
                    table(spark, SessionTouchpoints.CONTRACT, SESSION_TOUCHPOINTS)),
                new JourneySteps(table(spark, JourneySteps.CONTRACT, STEPS)),
                SESSIONS,
                journeys(primaryLevel),
                AS_OF)
            .rows(),
        "touchpoint_event_id",
        "event_date",
        "session_id",
        "journey_id",
        "step_number",
        "is_final");
  }

  private static JourneySettings journeys(String primaryLevel) {
    return new JourneySettings(
        List.of("person", "account", "deal"), primaryLevel, Duration.ofDays(60));
  }

  private static Dataset<Row> table(SparkSession spark, Contract contract, String text) {
    return TextTable.of(spark, contract, text);
  }
}
