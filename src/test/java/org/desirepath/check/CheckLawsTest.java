package org.desirepath.check;

import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.desirepath.table.AccountDimension;
import org.desirepath.table.Contract;
import org.desirepath.table.Funnels;
import org.desirepath.table.IdentityQuality;
import org.desirepath.table.JourneyFacts;
import org.desirepath.table.JourneySteps;
import org.desirepath.table.NextTouchpoints;
import org.desirepath.table.PathSteps;
import org.desirepath.table.Paths;
import org.desirepath.table.PersonDimension;
import org.desirepath.table.PersonaAudience;
import org.desirepath.table.PersonaTrend;
import org.desirepath.table.Personas;
import org.desirepath.table.Quarantine;
import org.desirepath.table.SessionFacts;
import org.desirepath.table.SourceAudit;
import org.desirepath.table.StepMatrix;
import org.desirepath.table.Table;
import org.desirepath.table.TouchpointFacts;
import org.desirepath.table.Transitions;
import org.desirepath.testing.SmallRun;
import org.desirepath.testing.SparkExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SparkExtension.class)
class CheckLawsTest {

  @Test
  void tablesThatAgreeKeepEveryLaw(SparkSession spark) {
    List<Row> checks = CheckLaws.from(SmallRun.tables(spark)).rows().collectAsList();

    assertThat(checks).hasSizeGreaterThan(60);
    assertThat(checks)
        .filteredOn(check -> !check.getString(1).equals("pass"))
        .extracting(Row::toString)
        .isEmpty();
    assertThat(
            checks.stream()
                .collect(
                    Collectors.toMap(check -> check.getString(0), check -> check.getString(4))))
        .containsEntry("fact_touchpoint.session_id is in fact_session", "0 of 2 values are not")
        .containsEntry(
            "agg_transition.probability sums to 1 over what follows a touchpoint",
            "0 of 3 groups do not");
  }

  @Test
  void tablesWithoutRowsKeepEveryLaw(SparkSession spark) {
    List<Table> tables =
        SmallRun.tables(spark).stream()
            .map(table -> SmallRun.of(table.contract(), table.rows().limit(0)))
            .toList();

    assertThat(CheckLaws.from(tables).rows().filter("status <> 'pass'").count()).isZero();
  }

  @Test
  void aMissingTableIsRefused(SparkSession spark) {
    List<Table> tables = SmallRun.tables(spark);

    assertThatThrownBy(() -> CheckLaws.from(tables.subList(1, tables.size())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("The run has not published dim_person");
  }

  @Test
  void sumsMayBeOffByRoundingButNotByMore(SparkSession spark) {
    Row isOff =
        spark
            .range(1)
            .select(
                Sums.isOff(functions.lit(1 + 1.9e-9), functions.lit(2)),
                Sums.isOff(functions.lit(1 - 1.9e-9), functions.lit(2)),
                Sums.isOff(functions.lit(1 + 2.1e-9), functions.lit(2)),
                Sums.isOff(functions.lit(1 - 2.1e-9), functions.lit(2)),
                Sums.isOff(functions.lit(Double.NaN), functions.lit(2)))
            .first();

    assertThat(isOff).hasToString("[false,false,true,true,true]");
  }

  @Test
  void aMemberThatIsMissingIsToldForEveryReferenceToItAndEveryCountOfIt() {
    assertThat(Broken.LAWS)
        .containsEntry(
            "dim_person.account_id is in dim_account", "1 of 2 values are not, such as acme")
        .containsEntry(
            "fact_session.account_id is in dim_account", "1 of 1 values are not, such as acme")
        .containsEntry(
            "dim_account.person_count is the rows of the account in dim_person",
            "1 of 1 accounts differ, such as acme with 0 stated, 1 held");
  }

  @Test
  void aTouchpointOutsideOfSessionsOrInAnotherPersonsSessionIsTold() {
    assertThat(Broken.LAWS)
        .containsEntry(
            "fact_touchpoint.session_id is given for every known person",
            "1 of 4 touchpoints are in no session, such as e3")
        .containsEntry(
            "fact_session.touchpoint_count is the rows of the session in fact_touchpoint",
            "1 of 2 sessions differ, such as s2 with 1 stated, 0 held")
        .containsEntry(
            "fact_touchpoint.session_id is a session of the same person",
            "1 of 1 values are not, such as s1|ada");
  }

  @Test
  void probabilitiesThatDoNotSumToOneAreTold() {
    assertThat(Broken.LAWS)
        .containsEntry(
            "agg_transition.probability sums to 1 over what follows a touchpoint",
            "1 of 3 groups do not, such as person|all|all|demo with 0.500000000000")
        .containsEntry(
            "fact_next_touchpoint.probability sums to 1 over what may follow in a journey",
            "1 of 1 journeys do not, such as j1 with 0.700000000000");
  }

  @Test
  void lostStepsOfJourneysAndPathsAreTold() {
    assertThat(Broken.LAWS)
        .containsEntry(
            "fact_journey.touchpoint_count is the rows of the journey in fact_journey_step",
            "1 of 1 journeys differ, such as j1 with 3 stated, 2 held")
        .containsEntry(
            "fact_journey.session_count is the sessions of the journey in fact_journey_step",
            "1 of 1 journeys differ, such as j1 with 2 stated, 1 held")
        .containsEntry(
            "fact_touchpoint.step_number is the step in its journey",
            "1 of 3 values are not, such as j1|3|e3")
        .containsEntry(
            "agg_path.path_length is the rows of the path in agg_path_step",
            "1 of 1 paths differ, such as a with 2 stated, 1 held");
  }

  @Test
  void pathsThatContradictThemselvesAreTold() {
    assertThat(Broken.LAWS)
        .containsEntry(
            "agg_path: people, accounts and closed journeys are among the path's journeys",
            "2 of 2 paths have more, such as a|person|all|all")
        .containsEntry(
            "agg_path.is_closed is true where closed_path_id is the path itself and nowhere else",
            "1 of 2 paths contradict themselves, such as a|person|persona|p1")
        .containsEntry(
            "agg_path.odds_ratio lies within its interval",
            "1 of 2 paths have one outside, such as a|person|all|all")
        .containsEntry(
            "agg_path.closed_path_id is a path of the same scope with as many journeys",
            "1 of 2 values are not, such as person|persona|p1|elsewhere|1");
  }

  @Test
  void stepsThatAreNotAllJourneysOrNotThoseOfTransitionsAreTold() {
    assertThat(Broken.LAWS)
        .containsEntry(
            "agg_step.share sums to 1 over a step",
            "1 of 4 steps do not, such as person|all|all|3 with 0.500000000000")
        .containsEntry(
            "agg_step.journey_count sums to the journeys of the scope over a step",
            "1 of 4 steps differ, such as person|all|all|3 with 1 stated, 2 held")
        .containsEntry(
            "agg_step.scope_journey_count is what leaves start in agg_transition",
            "1 of 1 scopes differ, such as person|all|all with 2 stated, 1 held")
        .containsEntry(
            "agg_step.journey_count of step 1 is what goes there from start in agg_transition",
            "1 of 1 touchpoints differ, such as person|all|all|trial with 1 stated, 0 held")
        .containsEntry(
            "agg_step.journey_count of ended never decreases with the step",
            "1 of 3 steps are followed by one with fewer ended, such as person|all|all|2 with -1");
  }

  @Test
  void funnelsThatGrowOrDropOthersThanTheyLoseAreTold() {
    assertThat(Broken.LAWS)
        .containsEntry(
            "agg_funnel.drop_off_count is the journeys of the step without those of the next",
            "2 of 3 steps differ, such as to-trial|person|all|all|1 with 0 stated, -1 held")
        .containsEntry(
            "agg_funnel: won are among closed journeys, those among the step's, those among the"
                + " scope's",
            "1 of 3 steps have more, such as to-trial|person|all|all|1")
        .containsEntry(
            "agg_funnel.scope_journey_count is what leaves start in agg_transition",
            "1 of 1 scopes differ, such as person|all|all with 2 stated, 1 held");
  }

  @Test
  void rowsOfFilesThatDoNotAddUpAreTold() {
    assertThat(Broken.LAWS)
        .containsEntry(
            "ops_source_audit.rows_read is accepted + quarantined + duplicate + out of window",
            "1 of 1 files do not add up, such as ga4|a.csv")
        .containsEntry(
            "ops_source_audit.rows_quarantined is the rows of the file in ops_quarantine",
            "1 of 1 files differ, such as ga4|a.csv with 1 stated, 0 held");
  }

  @Test
  void figuresOfIdentityThatOtherTablesDoNotHoldAreTold() {
    assertThat(Broken.LAWS)
        .containsEntry(
            "ops_identity.value_count of identifiers_of_kind is the rows of the kind in"
                + " map_identifier",
            "1 of 1 kinds differ, such as cookie with 2 stated, 1 held")
        .containsEntry(
            "ops_identity.of_count of persons_of_size is the persons in dim_person, unknown apart",
            "1 of 1 counts of persons differ, such as persons with 2 stated, 1 held")
        .containsEntry(
            "ops_identity.value_count of touchpoints_with_person is the rows of the source with a"
                + " person in fact_touchpoint",
            "1 of 1 sources differ, such as ga4 with 4 stated, 3 held")
        .containsEntry(
            "ops_identity.value_count sums to of_count over kinds, sizes and fates of persons",
            "2 of 3 sums differ, such as persons of the version before with 3 stated, 4 held");
  }

  @Test
  void audiencesThatAreNotAllSessionsOfTheirPersonaAreTold() {
    assertThat(Broken.LAWS)
        .containsEntry(
            "agg_persona_audience.session_count sums to the persona's sessions over the values of"
                + " an attribute",
            "1 of 12 personas and attributes differ, such as p1|outcome with 2 stated, 0 held")
        .containsEntry(
            "agg_persona_audience.session_share sums to 1 over the values of an attribute",
            "1 of 5 personas and attributes do not, such as p1|segment with 0.500000000000");
  }

  @Test
  void weeksThatAreNotAllTheirSessionsAreTold() {
    assertThat(Broken.LAWS)
        .containsEntry(
            "agg_persona_trend.session_count is the rows of persona and week in fact_session",
            "2 of 2 personas and weeks differ, such as p1|2025-12-29 with 2 stated, 0 held")
        .containsEntry(
            "agg_persona_trend.session_share sums to 1 over the personas of a week",
            "1 of 1 weeks do not, such as 2025-12-29 with 0.900000000000");
  }

  @Test
  void figuresOutOfTheirBoundsAreTold() {
    assertThat(Broken.LAWS)
        .containsEntry(
            "dim_person: counts, shares and scores are within their bounds",
            "2 of 2 rows have one that is not, such as persona_share=1.01")
        .containsEntry(
            "dim_persona: counts, shares and scores are within their bounds",
            "2 of 2 rows have one that is not, such as silhouette=NaN");
  }

  @Test
  void aJourneyThatIsWonAndChurnsIsTold() {
    assertThat(Broken.LAWS)
        .containsEntry(
            "fact_next_touchpoint: a win and churn are together no likelier than 1",
            "1 of 1 journeys end twice, such as j1|1");
  }

  @Test
  void anOpenJourneyWithAnOutcomeIsTold() {
    assertThat(Broken.LAWS)
        .containsEntry(
            "fact_journey.is_open is true for the outcome open and for no other",
            "1 of 1 journeys contradict themselves, such as j1");
  }

  @Test
  void manyTouchpointsThatNoEntryNamesAreAWarning() {
    assertThat(Broken.WARNINGS)
        .containsOnly(
            Map.entry(
                "fact_touchpoint.touchpoint_id is named by the catalogue",
                "2 of 4 touchpoints are matched by no entry, such as other_ga4"));
  }

  @Test
  void whatIsNotTouchedByAFaultIsNotTold() {
    assertThat(Broken.LAWS.keySet())
        .doesNotContain(
            "fact_journey.started_at is not after ended_at",
            "fact_touchpoint.person_id is in dim_person",
            "dim_persona.session_count is the rows of the persona in fact_session",
            "dim_person.identifier_count is the rows of the person in map_identifier",
            "agg_path: counts, shares and scores are within their bounds");
  }

  /** What is told of one run with many faults. */
  private static final class Broken {

    static final Map<String, String> LAWS;
    static final Map<String, String> WARNINGS;

    static {
      Map<Contract, UnaryOperator<Dataset<Row>>> faults = new HashMap<>();
      faults.put(AccountDimension.CONTRACT, rows -> rows.filter("account_id <> 'acme'"));
      faults.put(
          TouchpointFacts.CONTRACT,
          rows ->
              rows.withColumn("session_id", expr("if(step_number = 3, null, session_id)"))
                  .withColumn(
                      "touchpoint_id", expr("if(session_id = 's1', touchpoint_id, 'other_ga4')")));
      faults.put(SessionFacts.CONTRACT, rows -> rows.withColumn("person_id", lit("unknown")));
      faults.put(Transitions.CONTRACT, rows -> rows.filter("to_touchpoint_id <> 'outcome:won'"));
      faults.put(
          StepMatrix.CONTRACT,
          rows ->
              rows.withColumn("touchpoint_id", expr("if(step_number = 1, 'trial', touchpoint_id)"))
                  .withColumn("journey_count", expr("if(step_number >= 3, 2L, 1L)"))
                  .withColumn("share", expr("if(step_number = 3, 0.5D, 1D)"))
                  .withColumn("scope_journey_count", expr("if(step_number = 4, 2L, 1L)")));
      faults.put(
          Funnels.CONTRACT,
          rows ->
              rows.withColumn("journey_count", expr("if(step_number = 2, 2L, journey_count)"))
                  .withColumn("outcome_count", expr("if(step_number = 1, 2L, outcome_count)"))
                  .withColumn("scope_journey_count", lit(2L)));
      faults.put(
          NextTouchpoints.CONTRACT,
          rows ->
              rows.filter("rank = 1")
                  .withColumn("win_probability", lit(0.6))
                  .withColumn("churn_probability", lit(0.5)));
      faults.put(JourneySteps.CONTRACT, rows -> rows.filter("step_number < 3"));
      faults.put(
          Paths.CONTRACT,
          rows ->
              rows.withColumn("person_count", lit(2L))
                  .withColumn(
                      "closed_path_id", expr("if(scope = 'all', closed_path_id, 'elsewhere')"))
                  .withColumn("odds_ratio", lit(2.0))
                  .withColumn("odds_ratio_low", lit(1.0))
                  .withColumn("odds_ratio_high", expr("if(scope = 'all', 1.5D, 3D)")));
      faults.put(PathSteps.CONTRACT, rows -> rows.filter("step_number = 1"));
      faults.put(SourceAudit.CONTRACT, rows -> rows.withColumn("rows_accepted", lit(5L)));
      faults.put(Quarantine.CONTRACT, rows -> rows.limit(0));
      faults.put(PersonDimension.CONTRACT, rows -> rows.withColumn("persona_share", lit(1.01)));
      faults.put(
          PersonaAudience.CONTRACT,
          rows ->
              rows.filter("attribute <> 'outcome'")
                  .withColumn("session_share", expr("if(attribute = 'segment', 0.5D, 1D)")));
      faults.put(
          PersonaTrend.CONTRACT,
          rows ->
              rows.withColumn("week_date", expr("week_date - interval 7 days"))
                  .withColumn("session_share", lit(0.9)));
      faults.put(Personas.CONTRACT, rows -> rows.withColumn("silhouette", lit(Double.NaN)));
      faults.put(
          IdentityQuality.CONTRACT,
          rows ->
              rows.withColumn("value_count", expr("value_count + 1"))
                  .withColumn("of_count", expr("of_count + if(measure like 'touch%', 0, 1)")));
      faults.put(JourneyFacts.CONTRACT, rows -> rows.withColumn("is_open", lit(true)));
      List<Row> checks =
          CheckLaws.from(SmallRun.tables(SparkExtension.session(), faults)).rows().collectAsList();
      LAWS = told(checks, "fail");
      WARNINGS = told(checks, "warn");
    }

    private static Map<String, String> told(List<Row> checks, String status) {
      return checks.stream()
          .filter(check -> check.getString(1).equals(status))
          .collect(Collectors.toMap(check -> check.getString(0), check -> check.getString(4)));
    }
  }
}
