package org.desirepath.testing;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.desirepath.table.AccountDimension;
import org.desirepath.table.Calendar;
import org.desirepath.table.ContextCounts;
import org.desirepath.table.Contract;
import org.desirepath.table.Funnels;
import org.desirepath.table.Identifiers;
import org.desirepath.table.IdentityQuality;
import org.desirepath.table.JourneyFacts;
import org.desirepath.table.JourneySteps;
import org.desirepath.table.ModelScores;
import org.desirepath.table.NextTouchpoints;
import org.desirepath.table.PathSteps;
import org.desirepath.table.Paths;
import org.desirepath.table.PersonAccounts;
import org.desirepath.table.PersonAliases;
import org.desirepath.table.PersonDimension;
import org.desirepath.table.PersonaAudience;
import org.desirepath.table.PersonaLineage;
import org.desirepath.table.PersonaMix;
import org.desirepath.table.PersonaModels;
import org.desirepath.table.PersonaProfiles;
import org.desirepath.table.PersonaTrend;
import org.desirepath.table.Personas;
import org.desirepath.table.PredictionModels;
import org.desirepath.table.Quarantine;
import org.desirepath.table.RefusedTies;
import org.desirepath.table.SessionFacts;
import org.desirepath.table.SourceAudit;
import org.desirepath.table.StepMatrix;
import org.desirepath.table.Table;
import org.desirepath.table.TouchpointCatalogue;
import org.desirepath.table.TouchpointFacts;
import org.desirepath.table.Transitions;

/**
 * All published tables of a tiny run that keep every law: one person, two visits, a won journey.
 */
public final class SmallRun {

  private static final Map<Contract, String> TEXTS = new LinkedHashMap<>();

  static {
    TEXTS.put(
        PersonDimension.CONTRACT,
        """
        person_id | account_id | buying_role | buying_role_source | buying_role_confidence | title_level | department | persona_id | persona_share | first_seen_at       | last_seen_at        | touchpoint_count | identifier_count | is_known | is_shared_device
        ada       | acme       | user        | behaviour          | 0.75                   | unknown     | unknown    | p1         | 1             | 2026-01-05 09:00:00 | 2026-01-06 09:00:00 | 3                | 1                | true     | false
        unknown   | unknown    | unknown     | none               |                        | unknown     | unknown    | unknown    |               |                     |                     | 0                | 0                | false    | false
        """);
    TEXTS.put(
        AccountDimension.CONTRACT,
        """
        account_id | account_name | lifecycle | person_count | known_person_count | open_deal_count | won_deal_count
        acme       | Acme         | customer  | 1            | 1                  | 0               | 1
        unknown    | unknown      | prospect  | 1            | 0                  | 0               | 0
        """);
    TEXTS.put(
        Personas.CONTRACT,
        """
        persona_id | persona_name | description | session_count | session_share | model_version | first_run_id | status
        p1         | Buyers       | buys        | 2             | 1             | m1            | run-1        | active
        unknown    | Unknown      | unknown     | 0             | 0             | m1            | run-1        | active
        """);
    TEXTS.put(
        TouchpointCatalogue.CONTRACT,
        """
        touchpoint_id | touchpoint_name | channel | stage    | is_offline | is_backstage | is_pseudo
        demo          | Demo            | web     | decision | false      | false        | false
        trial         | Trial           | web     | decision | false      | false        | false
        start         | Start           | none    | none     | false      | false        | true
        ended         | Ended           | none    | none     | false      | false        | true
        other         | Other           | none    | none     | false      | false        | true
        outcome:won   | Won             | none    | none     | false      | false        | true
        unknown       | Unknown         | none    | none     | false      | false        | true
        """);
    TEXTS.put(
        Calendar.CONTRACT,
        """
        date       | year | quarter | month | week | day_of_week | is_weekend
        2026-01-05 | 2026 | 1       | 1     | 2    | 1           | false
        2026-01-06 | 2026 | 1       | 1     | 2    | 2           | false
        """);
    TEXTS.put(
        TouchpointFacts.CONTRACT,
        """
        touchpoint_event_id | occurred_at         | event_date | person_id | account_id | session_id | journey_id | step_number | touchpoint_id | channel | stage    | device  | direction | source_kind | source_system | sentiment | amount | is_final
        e1                  | 2026-01-05 09:00:00 | 2026-01-05 | ada       | acme       | s1         | j1         | 1           | demo          | web     | decision | desktop | customer  | web         | ga4           | 0.5       |        | true
        e2                  | 2026-01-05 09:10:00 | 2026-01-05 | ada       | acme       | s1         | j1         | 2           | trial         | web     | decision | desktop | customer  | web         | ga4           |           |        | true
        e3                  | 2026-01-06 09:00:00 | 2026-01-06 | ada       | acme       | s2         | j1         | 3           | demo          | web     | decision | desktop | customer  | web         | ga4           |           | 12.5   | true
        e4                  | 2026-01-06 10:00:00 | 2026-01-06 | unknown   | unknown    |            |            |             | demo          | web     | decision |         | customer  | web         | ga4           |           |        | true
        """);
    TEXTS.put(
        SessionFacts.CONTRACT,
        """
        session_id | person_id | account_id | journey_id | session_date | started_at          | ended_at            | duration_seconds | touchpoint_count | distinct_touchpoint_count | entry_touchpoint_id | exit_touchpoint_id | entry_channel | is_bounce | persona_id | persona_confidence | is_final
        s1         | ada       | acme       | j1         | 2026-01-05   | 2026-01-05 09:00:00 | 2026-01-05 09:10:00 | 600              | 2                | 2                         | demo                | trial              | web           | false     | p1         | 0.9                | true
        s2         | ada       | acme       | j1         | 2026-01-06   | 2026-01-06 09:00:00 | 2026-01-06 09:00:00 | 0                | 1                | 1                         | demo                | demo               | web           | true      | p1         | 0.8                | true
        """);
    TEXTS.put(
        JourneyFacts.CONTRACT,
        """
        journey_id | journey_level | subject_id | person_id | account_id | persona_id | started_at          | ended_at            | duration_seconds | touchpoint_count | session_count | person_count | channel_count | first_touchpoint_id | last_touchpoint_id | furthest_stage | outcome | outcome_at          | is_open
        j1         | person        | ada        | ada       | acme       | p1         | 2026-01-05 09:00:00 | 2026-01-06 09:00:00 | 86400            | 3                | 2             | 1            | 1             | demo                | demo               | decision       | won     | 2026-01-06 09:00:00 | false
        """);
    TEXTS.put(
        JourneySteps.CONTRACT,
        """
        journey_id | step_number | journey_level | subject_id | account_id | touchpoint_event_id | person_id | touchpoint_id | occurred_at         | gap_seconds | session_id
        j1         | 1           | person        | ada        | acme       | e1                  | ada       | demo          | 2026-01-05 09:00:00 |             | s1
        j1         | 2           | person        | ada        | acme       | e2                  | ada       | trial         | 2026-01-05 09:10:00 | 600         | s1
        j1         | 3           | person        | ada        | acme       | e3                  | ada       | demo          | 2026-01-06 09:00:00 | 85800       | s2
        """);
    TEXTS.put(
        NextTouchpoints.CONTRACT,
        """
        journey_id | rank | person_id | account_id | persona_id | touchpoint_id | probability | history_touchpoint_count | context       | context_count | is_abstained | model_version | scored_at
        j1         | 1    | ada       | acme       | p1         | trial         | 0.7         | 3                        | start > trial | 4             | false        | m1            | 2026-01-07 00:00:00
        j1         | 2    | ada       | acme       | p1         | outcome:won   | 0.3         | 3                        | start > trial | 4             | false        | m1            | 2026-01-07 00:00:00
        """);
    TEXTS.put(
        Paths.CONTRACT,
        """
        path_id | journey_level | scope   | scope_value | path_type  | path         | path_length | journey_count | support_share | person_count | account_count | outcome_count | outcome_rate | is_closed | closed_path_id | is_maximal
        a       | person        | all     | all         | contiguous | demo > trial | 2           | 1             | 1             | 1            | 1             | 1             | 1            | true      | a              | true
        a       | person        | persona | p1          | contiguous | demo > trial | 2           | 1             | 1             | 1            | 1             | 1             | 1            | true      | a              | true
        """);
    TEXTS.put(
        PathSteps.CONTRACT,
        """
        path_id | step_number | touchpoint_id
        a       | 1           | demo
        a       | 2           | trial
        """);
    TEXTS.put(
        Transitions.CONTRACT,
        """
        journey_level | scope | scope_value | from_touchpoint_id | to_touchpoint_id | transition_count | journey_count | probability
        person        | all   | all         | start              | demo             | 1                | 1             | 1
        person        | all   | all         | demo               | trial            | 1                | 1             | 0.5
        person        | all   | all         | demo               | outcome:won      | 1                | 1             | 0.5
        person        | all   | all         | trial              | demo             | 1                | 1             | 1
        """);
    TEXTS.put(
        StepMatrix.CONTRACT,
        """
        journey_level | scope | scope_value | step_number | touchpoint_id | journey_count | share | scope_journey_count
        person        | all   | all         | 1           | demo          | 1             | 1     | 1
        person        | all   | all         | 2           | other         | 1             | 1     | 1
        person        | all   | all         | 3           | demo          | 1             | 1     | 1
        person        | all   | all         | 4           | ended         | 1             | 1     | 1
        """);
    TEXTS.put(
        Funnels.CONTRACT,
        """
        funnel_name | funnel_title | journey_level | scope | scope_value | step_number | step_name | step_count | journey_count | share_of_start | share_of_previous | drop_off_count | median_seconds_from_previous | p90_seconds_from_previous | outcome_count | won_count | scope_journey_count
        to-trial    | To a trial   | person        | all   | all         | 1           | demo      | 3          | 1             | 1              |                   | 0              |                              |                           | 1             | 1         | 1
        to-trial    | To a trial   | person        | all   | all         | 2           | trial     | 3          | 1             | 1              | 1                 | 1              | 600                          | 600                       | 1             | 1         | 1
        to-trial    | To a trial   | person        | all   | all         | 3           | quote     | 3          | 0             | 0              | 0                 | 0              |                              |                           | 0             | 0         | 1
        """);
    TEXTS.put(
        PersonaProfiles.CONTRACT,
        """
        persona_id | attribute  | attribute_value | session_value | population_value
        p1         | touchpoint | demo            | 1             | 1
        """);
    TEXTS.put(
        Identifiers.CONTRACT,
        """
        identifier_kind | identifier_key | person_id | first_seen_at       | last_seen_at        | is_bridge
        cookie          | c1             | ada       | 2026-01-05 09:00:00 | 2026-01-06 09:00:00 | true
        """);
    TEXTS.put(
        PersonAliases.CONTRACT,
        """
        retired_person_id | person_id | reason | changed_run_id
        bob               | ada       | merge  | run-1
        """);
    TEXTS.put(
        PersonAccounts.CONTRACT,
        """
        person_id | period_number | account_id | from_at | to_at | is_told_by_contact
        ada       | 1             | acme       |         |       | true
        """);
    TEXTS.put(
        RefusedTies.CONTRACT,
        """
        left_kind | left_key | right_kind | right_key | refused_because   | first_seen_at       | last_seen_at        | sighting_count
        cookie    | c9       | email      | e1        | shared_identifier | 2026-01-05 09:00:00 | 2026-01-06 09:00:00 | 2
        """);
    TEXTS.put(
        IdentityQuality.CONTRACT,
        """
        measure                       | member | value_count | of_count | value_share | message
        identifiers_of_kind           | cookie | 1           | 1        | 1           | 1 of 1 identifiers are of this kind
        persons_of_size               | 1      | 1           | 1        | 1           | 1 of 1 persons have so many identifiers
        persons_of_size               | 2      | 0           | 1        | 0           | 0 of 1 persons have so many identifiers
        touchpoints_with_person       | ga4    | 3           | 4        | 0.75        | 3 of 4 touchpoints of this source have a person
        persons_kept                  | all    | 1           | 2        | 0.5         | 1 of 2 persons of the version before are one person still
        persons_merged                | all    | 1           | 2        | 0.5         | 1 of 2 persons of the version before went into another
        """);
    TEXTS.put(
        SourceAudit.CONTRACT,
        """
        source_name | file_name | file_count | rows_read | rows_accepted | rows_quarantined | rows_duplicate | rows_out_of_window | rows_bot
        ga4         | a.csv     | 1          | 6         | 4             | 1                | 1              | 0                  | 0
        """);
    TEXTS.put(
        Quarantine.CONTRACT,
        """
        source_name | file_name | row_number | reason_code   | reason
        ga4         | a.csv     | 3          | bad_timestamp | The time cannot be read
        """);
    TEXTS.put(
        ModelScores.CONTRACT,
        """
        model   | candidate | split | metric     | value | case_count | is_published
        persona | k-means   | all   | silhouette | 0.5   | 2          | true
        """);
    TEXTS.put(
        PersonaMix.CONTRACT,
        """
        mix_level | subject_id | persona_id | session_count | session_share | share_low | share_high | confidence_mean
        person    | ada        | p1         | 2             | 1             | 0.34      | 1          | 0.85
        account   | acme       | p1         | 2             | 1             | 0.34      | 1          | 0.85
        """);
    TEXTS.put(
        PersonaAudience.CONTRACT,
        """
        persona_id | attribute   | attribute_value | session_count | session_share | share_low | share_high | population_share | lift
        p1         | buying_role | user            | 2             | 1             | 0.34      | 1          | 1                | 1
        p1         | title_level | unknown         | 2             | 1             | 0.34      | 1          | 1                | 1
        p1         | department  | unknown         | 2             | 1             | 0.34      | 1          | 1                | 1
        p1         | industry    | unknown         | 2             | 1             | 0.34      | 1          | 1                | 1
        p1         | segment     | unknown         | 2             | 1             | 0.34      | 1          | 1                | 1
        p1         | outcome     | won             | 2             | 1             | 0.34      | 1          | 1                | 1
        """);
    TEXTS.put(
        PersonaTrend.CONTRACT,
        """
        persona_id | week_date  | session_count | session_share | share_low | share_high
        p1         | 2026-01-05 | 2             | 1             | 0.34      | 1
        """);
    TEXTS.put(
        PersonaModels.CONTRACT,
        """
        model_version | algorithm      | trained_on | trained_run_id | trained_because | training_session_count | drift | model_text
        m1            | markov-mixture | 2026-01-07 | run-1          | first           | 2                      |       | {}
        """);
    TEXTS.put(
        PredictionModels.CONTRACT,
        """
        model_version | candidate | trained_on | trained_run_id | trained_because | counted_until       | move_count | answer_count | model_text
        n1            | markov_1  | 2026-01-07 | run-1          | first           | 2026-01-07 00:00:00 | 1          | 0            | {}
        """);
    TEXTS.put(
        ContextCounts.CONTRACT,
        """
        context_key | next_code | is_last | weight_0 | weight_1 | weight_2 | weight_3 | weight_4
        7           | 1         | true    | 1048576  | 524288   |          |          |
        """);
    TEXTS.put(
        PersonaLineage.CONTRACT,
        """
        model_version | persona_id | related_persona_id | change | overlap | changed_run_id
        m1            | p1         | none               | born   |         | run-1
        """);
  }

  private SmallRun() {}

  /** The tables. */
  public static List<Table> tables(SparkSession spark) {
    return tables(spark, Map.of());
  }

  /** The tables with some of them changed. */
  public static List<Table> tables(
      SparkSession spark, Map<Contract, UnaryOperator<Dataset<Row>>> changes) {
    List<Table> tables = new ArrayList<>();
    TEXTS.forEach(
        (contract, text) -> {
          Dataset<Row> rows = TextTable.of(spark, contract, text);
          tables.add(
              of(contract, changes.getOrDefault(contract, UnaryOperator.identity()).apply(rows)));
        });
    return tables;
  }

  /** Any rows that keep a contract. */
  public static Table of(Contract contract, Dataset<Row> rows) {
    return new AnyTable(contract, contract.conform(rows));
  }

  private record AnyTable(Contract contract, Dataset<Row> rows) implements Table {}
}
