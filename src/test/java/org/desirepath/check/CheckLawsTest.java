package org.desirepath.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.desirepath.table.AccountDimension;
import org.desirepath.table.Contract;
import org.desirepath.table.JourneyFacts;
import org.desirepath.table.JourneySteps;
import org.desirepath.table.NextTouchpoints;
import org.desirepath.table.PathSteps;
import org.desirepath.table.PersonDimension;
import org.desirepath.table.Personas;
import org.desirepath.table.Quarantine;
import org.desirepath.table.SessionFacts;
import org.desirepath.table.SourceAudit;
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
  void anUnknownMemberIsToldForEveryReferenceToIt(SparkSession spark) {
    assertThat(
            broken(spark, AccountDimension.CONTRACT, rows -> rows.filter("account_id <> 'acme'")))
        .containsEntry(
            "dim_person.account_id is in dim_account", "1 of 2 values are not, such as acme")
        .containsEntry(
            "fact_session.account_id is in dim_account", "1 of 1 values are not, such as acme")
        .containsEntry(
            "dim_account.person_count is the rows of the account in dim_person",
            "1 of 1 accounts differ, such as acme with 0 stated, 1 held");
  }

  @Test
  void aTouchpointInTheSessionOfAnotherPersonIsTold(SparkSession spark) {
    assertThat(
            broken(
                spark,
                SessionFacts.CONTRACT,
                rows -> rows.withColumn("person_id", functions.lit("unknown"))))
        .containsOnlyKeys("fact_touchpoint.session_id is a session of the same person");
  }

  @Test
  void aKnownPersonsTouchpointOutsideOfSessionsIsTold(SparkSession spark) {
    assertThat(
            broken(
                spark,
                TouchpointFacts.CONTRACT,
                rows ->
                    rows.withColumn(
                        "session_id",
                        functions.expr("if(touchpoint_event_id = 'e3', null, session_id)"))))
        .containsEntry(
            "fact_touchpoint.session_id is given for every known person",
            "1 of 4 touchpoints are in no session, such as e3")
        .containsEntry(
            "fact_session.touchpoint_count is the rows of the session in fact_touchpoint",
            "1 of 2 sessions differ, such as s2 with 1 stated, 0 held")
        .hasSize(2);
  }

  @Test
  void probabilitiesThatDoNotSumToOneAreTold(SparkSession spark) {
    assertThat(
            broken(
                spark,
                Transitions.CONTRACT,
                rows -> rows.filter("to_touchpoint_id <> 'outcome:won'")))
        .containsOnly(
            Map.entry(
                "agg_transition.probability sums to 1 over what follows a touchpoint",
                "1 of 3 groups do not, such as person|all|all|demo with 0.500000000000"));
    assertThat(broken(spark, NextTouchpoints.CONTRACT, rows -> rows.filter("rank = 1")))
        .containsOnlyKeys(
            "fact_next_touchpoint.probability sums to 1 over what may follow in a journey");
  }

  @Test
  void sumsMayBeOffByRoundingButNotByMore(SparkSession spark) {
    Row isOff =
        spark
            .range(1)
            .select(
                SumLaws.isOff(functions.lit(1 + 1.9e-9), functions.lit(2)),
                SumLaws.isOff(functions.lit(1 - 1.9e-9), functions.lit(2)),
                SumLaws.isOff(functions.lit(1 + 2.1e-9), functions.lit(2)),
                SumLaws.isOff(functions.lit(1 - 2.1e-9), functions.lit(2)),
                SumLaws.isOff(functions.lit(Double.NaN), functions.lit(2)))
            .first();

    assertThat(isOff).hasToString("[false,false,true,true,true]");
  }

  @Test
  void lostStepsOfJourneysAndPathsAreTold(SparkSession spark) {
    assertThat(broken(spark, JourneySteps.CONTRACT, rows -> rows.filter("step_number < 3")))
        .containsEntry(
            "fact_journey.touchpoint_count is the rows of the journey in fact_journey_step",
            "1 of 1 journeys differ, such as j1 with 3 stated, 2 held")
        .containsEntry(
            "fact_journey.session_count is the sessions of the journey in fact_journey_step",
            "1 of 1 journeys differ, such as j1 with 2 stated, 1 held")
        .containsEntry(
            "fact_touchpoint.step_number is the step in its journey",
            "1 of 3 values are not, such as j1|3|e3")
        .hasSize(3);
    assertThat(broken(spark, PathSteps.CONTRACT, rows -> rows.filter("step_number = 1")))
        .containsOnlyKeys("agg_path.path_length is the rows of the path in agg_path_step");
  }

  @Test
  void rowsOfFilesThatDoNotAddUpAreTold(SparkSession spark) {
    assertThat(
            broken(
                spark,
                SourceAudit.CONTRACT,
                rows -> rows.withColumn("rows_accepted", functions.lit(5L))))
        .containsOnly(
            Map.entry(
                "ops_source_audit.rows_read is accepted + quarantined + duplicate + out of window",
                "1 of 1 files do not add up, such as ga4|a.csv"));
    assertThat(broken(spark, Quarantine.CONTRACT, rows -> rows.limit(0)))
        .containsOnlyKeys(
            "ops_source_audit.rows_quarantined is the rows of the file in ops_quarantine");
  }

  @Test
  void figuresOutOfTheirBoundsAreTold(SparkSession spark) {
    assertThat(
            broken(
                spark,
                PersonDimension.CONTRACT,
                rows -> rows.withColumn("persona_share", functions.lit(1.01))))
        .containsOnly(
            Map.entry(
                "dim_person: counts, shares and scores are within their bounds",
                "2 of 2 rows have one that is not, such as persona_share=1.01"));
    assertThat(
            broken(
                spark,
                Personas.CONTRACT,
                rows -> rows.withColumn("silhouette", functions.lit(Double.NaN))))
        .containsOnlyKeys("dim_persona: counts, shares and scores are within their bounds");
  }

  @Test
  void anOpenJourneyWithAnOutcomeIsTold(SparkSession spark) {
    assertThat(
            broken(
                spark,
                JourneyFacts.CONTRACT,
                rows -> rows.withColumn("is_open", functions.lit(true))))
        .containsOnlyKeys("fact_journey.is_open is true for the outcome open and for no other");
  }

  @Test
  void manyTouchpointsThatNoEntryNamesAreAWarning(SparkSession spark) {
    List<Row> checks =
        CheckLaws.from(
                SmallRun.tables(
                    spark,
                    TouchpointFacts.CONTRACT,
                    rows -> rows.withColumn("touchpoint_id", functions.lit("other_ga4"))))
            .rows()
            .filter("status = 'warn'")
            .collectAsList();

    assertThat(checks).hasSize(1);
    assertThat(checks.get(0).getDouble(2)).isEqualTo(1.0);
    assertThat(checks.get(0).getString(4))
        .isEqualTo("4 of 4 touchpoints are matched by no entry, such as other_ga4");
  }

  private static Map<String, String> broken(
      SparkSession spark, Contract changed, Function<Dataset<Row>, Dataset<Row>> change) {
    return CheckLaws.from(SmallRun.tables(spark, changed, change))
        .rows()
        .filter("status = 'fail'")
        .collectAsList()
        .stream()
        .collect(Collectors.toMap(check -> check.getString(0), check -> check.getString(4)));
  }
}
