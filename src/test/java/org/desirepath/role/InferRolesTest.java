package org.desirepath.role;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.rand;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.desirepath.settings.InferredRoleSettings;
import org.desirepath.table.ModelScores;
import org.desirepath.table.PersonBehaviour;
import org.desirepath.table.Persons;
import org.desirepath.testing.SparkExtension;
import org.desirepath.testing.TextTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(SparkExtension.class)
class InferRolesTest {

  private static final InferredRoleSettings SETTINGS =
      new InferredRoleSettings(10, 100, 0.6, 0.3, 10_000, 1);

  @Test
  void plantedRolesAreFoundAsOftenAsTheirConfidenceSays(SparkSession spark) {
    RoleLog log = RoleLog.of(1600, 1, 1);
    Persons persons = log.persons(spark);
    PersonBehaviour behaviour =
        RoleLog.stored(DescribeBehaviour.from(log.touchpoints(spark), SETTINGS));
    RoleModel model = LearnRoles.from(persons, behaviour, SETTINGS);

    List<Row> inferred =
        InferRoles.from(persons, behaviour, model)
            .rows()
            .filter("buying_role_source = 'behaviour'")
            .select("person_id", "buying_role", "buying_role_confidence")
            .collectAsList();

    assertThat(inferred).hasSizeGreaterThan(150);
    for (double from : List.of(0.6, 0.8)) {
      List<Row> bin =
          inferred.stream()
              .filter(row -> row.getDouble(2) >= from && row.getDouble(2) < from + 0.2)
              .toList();
      double stated = bin.stream().mapToDouble(row -> row.getDouble(2)).average().orElseThrow();
      double right =
          bin.stream()
                  .filter(row -> row.getString(1).equals(log.secrets().get(row.getString(0))))
                  .count()
              / (double) bin.size();
      double noise = Math.sqrt(stated * (1 - stated) / bin.size());
      assertThat(right).as("right of %s", from).isGreaterThan(stated - 2.5 * noise - 0.03);
      assertThat(right).as("right of %s", from).isLessThan(stated + 2.5 * noise + 0.06);
    }
    assertThat(inferred).allMatch(row -> row.getDouble(2) >= 0.6 && row.getDouble(2) <= 1);
  }

  @Test
  void whatIsStatedStaysAndWhoIsNotJudgedIsUnknown(SparkSession spark) {
    RoleLog log = RoleLog.of(600, 1, 2);
    Persons persons = log.persons(spark);
    PersonBehaviour behaviour =
        RoleLog.stored(DescribeBehaviour.from(log.touchpoints(spark), SETTINGS));
    RoleModel model = LearnRoles.from(persons, behaviour, SETTINGS);
    String shared =
        InferRoles.from(persons, behaviour, model)
            .rows()
            .filter("buying_role_source = 'behaviour'")
            .first()
            .getString(0);

    Dataset<Row> roles =
        InferRoles.from(
                new Persons(
                    persons
                        .rows()
                        .withColumn("is_shared_device", col("person_id").equalTo(lit(shared)))),
                behaviour,
                model)
            .rows();

    assertThat(roles.count()).isEqualTo(600);
    assertThat(
            roles
                .filter("buying_role_source = 'title'")
                .join(persons.rows().select("person_id", "buying_role"), "person_id", "left_anti")
                .count())
        .isZero();
    assertThat(
            roles
                .join(
                    persons.rows().filter("buying_role <> 'unknown'"),
                    new String[] {"person_id", "buying_role"})
                .count())
        .isEqualTo(300);
    assertThat(
            roles
                .filter("buying_role = 'unknown'")
                .select("buying_role_source", "buying_role_confidence")
                .distinct()
                .collectAsList())
        .hasToString("[[none,null]]");
    assertThat(
            roles
                .join(behaviour.rows(), "person_id", "left_anti")
                .filter("buying_role_source = 'behaviour'")
                .count())
        .isZero();
    assertThat(roles.filter(col("person_id").equalTo(shared)).first().getString(1))
        .isEqualTo("unknown");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void whereBehaviourTellsNothingNobodyIsGivenARole(long seed, SparkSession spark) {
    List<String> mostlyUsers = List.of("user", "user", "user", "user", "user", "technical");
    RoleLog log = RoleLog.of(400, 0, mostlyUsers, seed);

    assertThat(learn(spark, log, SETTINGS).told()).isEmpty();
  }

  @Test
  void neitherOrderNorPartitionsChangeAnything(SparkSession spark) {
    RoleLog log = RoleLog.of(400, 1, 3);
    Persons persons = log.persons(spark);
    PersonBehaviour behaviour =
        RoleLog.stored(DescribeBehaviour.from(log.touchpoints(spark), SETTINGS));
    String expected = told(persons, behaviour);

    assertThat(expected).contains("behaviour");
    for (int partitions : List.of(1, 7)) {
      assertThat(
              told(
                  new Persons(persons.rows().orderBy(rand(5)).repartition(partitions)),
                  new PersonBehaviour(behaviour.rows().orderBy(rand(6)).repartition(partitions))))
          .isEqualTo(expected);
    }
  }

  @Test
  void withTooFewKnownPersonsNobodyIsGivenARole(SparkSession spark) {
    RoleLog log = RoleLog.of(300, 1, 4);
    long known =
        DescribeBehaviour.from(log.touchpoints(spark), SETTINGS)
            .rows()
            .join(log.persons(spark).rows().filter("buying_role <> 'unknown'"), "person_id")
            .count();

    assertThat(learn(spark, log, withMinimum((int) known)).told()).isPresent();
    assertThat(learn(spark, log, withMinimum((int) known + 1)).told()).isEmpty();
  }

  @Test
  void whereAllHaveOneRoleNobodyIsGivenIt(SparkSession spark) {
    RoleLog log = RoleLog.of(300, 1, List.of("user"), 5);

    assertThat(learn(spark, log, SETTINGS).told()).isEmpty();
  }

  @Test
  void onlyTheCandidateThatTellsRolesIsMarkedAsPublished(SparkSession spark) {
    RoleLog log = RoleLog.of(600, 1, 6);
    PersonBehaviour behaviour =
        RoleLog.stored(DescribeBehaviour.from(log.touchpoints(spark), SETTINGS));
    RoleModel model = LearnRoles.from(log.persons(spark), behaviour, SETTINGS);
    Dataset<Row> scores = ScoreRoles.from(behaviour, model).rows();

    assertThat(scores.count()).isEqualTo(15);
    assertThat(
            scores.filter("is_published").select("model", "candidate", "split").distinct().count())
        .isEqualTo(1);
    assertThat(
            scores
                .filter("is_published and candidate = 'most_frequent' or case_count = 0")
                .filter("metric <> 'confident_top_1'")
                .count())
        .isZero();
  }

  @Test
  void withoutPersonsThereAreScoresWithoutValues(SparkSession spark) {
    PersonBehaviour nobody =
        new PersonBehaviour(
            TextTable.of(spark, PersonBehaviour.CONTRACT, "person_id | touchpoint_count"));
    RoleModel model =
        LearnRoles.from(
            new Persons(TextTable.of(spark, Persons.CONTRACT, "person_id")), nobody, SETTINGS);
    ModelScores scores = ScoreRoles.from(nobody, model);

    assertThat(
            scores.rows().filter("value is null and case_count = 0 and not is_published").count())
        .isEqualTo(15);
  }

  @Test
  void aSampleHasAboutTheWantedSize(SparkSession spark) {
    Dataset<Row> ids = spark.range(10_000).toDF("id");

    assertThat(ids.filter(LearnRoles.isAmong(col("id"), 1, 0.3)).count()).isBetween(2850L, 3150L);
    assertThat(ids.filter(LearnRoles.isAmong(col("id"), 1, 1.5)).count()).isEqualTo(10_000);
  }

  private static RoleModel learn(SparkSession spark, RoleLog log, InferredRoleSettings settings) {
    PersonBehaviour behaviour =
        RoleLog.stored(DescribeBehaviour.from(log.touchpoints(spark), settings));
    return LearnRoles.from(log.persons(spark), behaviour, settings);
  }

  private static String told(Persons persons, PersonBehaviour behaviour) {
    RoleModel model = LearnRoles.from(persons, behaviour, SETTINGS);
    return TextTable.show(
            InferRoles.from(persons, behaviour, model).rows(),
            "person_id",
            "buying_role",
            "buying_role_source",
            "buying_role_confidence")
        + TextTable.show(
            ScoreRoles.from(behaviour, model).rows(), "candidate", "metric", "value", "value_low");
  }

  private static InferredRoleSettings withMinimum(int knownPersons) {
    return new InferredRoleSettings(10, knownPersons, 0.6, 0.3, 10_000, 1);
  }
}
