package org.desirepath.persona;

import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.desirepath.settings.PersonaSettings;
import org.desirepath.table.PersonaAssignments;
import org.desirepath.table.PersonaProfiles;
import org.desirepath.table.Personas;
import org.desirepath.table.SessionFeatures;
import org.desirepath.table.TypicalSessions;
import org.desirepath.testing.SparkExtension;
import org.desirepath.testing.TextTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(SparkExtension.class)
class FindPersonasTest {

  private static final PersonaSettings SETTINGS = kMeans(3, 3, 100_000, 50, 7);

  /** Every algorithm, with as many clusters as there are kinds, or fewer. */
  static Stream<PersonaSettings> algorithms() {
    return Stream.of(SETTINGS, mixture(3, 3), mixture(1, 6));
  }

  @ParameterizedTest
  @MethodSource("algorithms")
  void threeKindsOfSessionsAreFoundAgain(PersonaSettings settings) {
    SessionFeatures features = SessionLog.ofThreeKinds(600, 1).features(SparkExtension.session());

    Dataset<Row> long3 =
        AssignPersonas.from(features, find(features, settings), settings)
            .rows()
            .join(features.rows(), "session_id")
            .filter("touchpoint_count >= 3");

    // The session's id begins with its kind.
    long pairs = long3.selectExpr("substr(session_id, 1, 1)", "persona_id").distinct().count();
    assertThat(pairs).isEqualTo(3);
  }

  @ParameterizedTest
  @ValueSource(strings = {PersonaSettings.K_MEANS, PersonaSettings.MARKOV_MIXTURE})
  void neitherOrderNorPartitionsChangeAnything(String algorithm) {
    SparkSession spark = SparkExtension.session();
    SessionLog log = SessionLog.ofThreeKinds(150, 2);
    SessionFeatures features = log.features(spark);
    PersonaSettings sampled =
        algorithm.equals(PersonaSettings.K_MEANS) ? kMeans(4, 2, 100, 4, 11) : mixture(2, 4);
    String expected = everything(spark, log, features, sampled);
    List<Row> rows = new ArrayList<>(features.rows().collectAsList());

    for (int partitions : List.of(1, 7, 64)) {
      Collections.shuffle(rows, new Random(partitions));
      JavaRDD<Row> shuffled =
          JavaSparkContext.fromSparkContext(spark.sparkContext()).parallelize(rows, partitions);
      assertThat(
              everything(
                  spark,
                  log,
                  new SessionFeatures(
                      spark.createDataFrame(shuffled, SessionFeatures.CONTRACT.schema())),
                  sampled))
          .isEqualTo(expected);
    }
  }

  @Test
  void everySessionHasOnePersonaOfTheDimensionAndAConfidenceFromNoughtToOne(SparkSession spark) {
    SessionLog log = SessionLog.ofThreeKinds(120, 3);
    SessionFeatures features = log.features(spark);
    PersonaModel model = find(features, SETTINGS);
    PersonaAssignments assignments = AssignPersonas.from(features, model, SETTINGS);
    Personas personas =
        NamePersonas.from(
            model,
            assignments,
            ProfilePersonas.from(features, assignments),
            none(spark),
            log.catalogue(spark),
            Optional.empty(),
            Map.of(),
            "run-1");

    assertThat(assignments.rows().select("session_id").distinct().count()).isEqualTo(120);
    assertThat(assignments.rows().count()).isEqualTo(120);
    assertThat(assignments.rows().filter("not persona_confidence between 0 and 1").count())
        .isZero();
    assertThat(assignments.rows().join(personas.rows(), "persona_id").filter("session_count > 0"))
        .satisfies(rows -> assertThat(rows.count()).isEqualTo(120));
    assertThat(personas.rows().selectExpr("sum(session_count)", "sum(session_share)").first())
        .satisfies(
            row -> {
              assertThat(row.getLong(0)).isEqualTo(120);
              assertThat(row.getDouble(1)).isCloseTo(1, within(1e-12));
            });
    assertThat(personas.rows().filter("persona_id = 'unknown'").count()).isOne();
    assertThat(personas.rows().select("persona_name").distinct().count())
        .isEqualTo(personas.rows().count());
  }

  @Test
  void aPersonaIsNamedByItsStageAndWhatSetsItApart(SparkSession spark) {
    SessionLog log = SessionLog.ofThreeKinds(300, 4);
    SessionFeatures features = log.features(spark);
    PersonaModel model = find(features, SETTINGS);
    PersonaAssignments assignments = AssignPersonas.from(features, model, SETTINGS);

    List<String> names =
        NamePersonas.from(
                model,
                assignments,
                ProfilePersonas.from(features, assignments),
                none(spark),
                log.catalogue(spark),
                Optional.empty(),
                Map.of(),
                "run-1")
            .rows()
            .select("persona_name")
            .collectAsList()
            .stream()
            .map(row -> row.getString(0))
            .sorted()
            .toList();

    assertThat(names).hasSize(4);
    assertThat(names.get(0)).matches("Buyers: (Pricing|Quote|Compare|Checkout), .*");
    assertThat(names.get(1)).matches("Help seekers: (Ticket|Status|Chat|Help), .*");
    assertThat(names.get(2)).matches("Product users: (Docs|Api|Quickstart|Changelog), .*");
    assertThat(names.get(3)).isEqualTo("Unknown");
  }

  @Test
  void profilesHoldSharesThatSumToOneAndLiftsAgainstAll(SparkSession spark) {
    SessionLog log =
        new SessionLog()
            .session("1", 0, "decision", "pricing", "pricing", "pricing", "home")
            .session("2", 0, "support", "ticket", "ticket", "ticket", "home");
    SessionFeatures features = log.features(spark);
    PersonaAssignments assignments =
        new PersonaAssignments(
            TextTable.of(
                spark,
                PersonaAssignments.CONTRACT,
                """
                session_id | persona_id | persona_confidence
                1          | a          | 1
                2          | b          | 1
                """));

    PersonaProfiles profiles = ProfilePersonas.from(features, assignments);

    assertThat(
            TextTable.show(
                profiles.rows().filter("attribute in ('touchpoint', 'device', 'duration')"),
                "persona_id",
                "attribute",
                "attribute_value",
                "session_value",
                "population_value",
                "lift",
                "z_score"))
        .isEqualTo(
            """
            a | device | desktop | 1.0 | 1.0 | 1.0 |
            a | duration | seconds | 180.0 | 180.0 | 1.0 |
            a | touchpoint | home | 0.25 | 0.25 | 1.0 |
            a | touchpoint | pricing | 0.75 | 0.375 | 2.0 | 1.0
            a | touchpoint | ticket | 0.0 | 0.375 | 0.0 | -1.0
            b | device | desktop | 1.0 | 1.0 | 1.0 |
            b | duration | seconds | 180.0 | 180.0 | 1.0 |
            b | touchpoint | home | 0.25 | 0.25 | 1.0 |
            b | touchpoint | pricing | 0.0 | 0.375 | 0.0 | -1.0
            b | touchpoint | ticket | 0.75 | 0.375 | 2.0 | 1.0\
            """);
  }

  @Test
  void withoutSessionsThereIsOnlyTheUnknownPersona(SparkSession spark) {
    SessionLog log = new SessionLog();

    assertThat(everything(spark, log, log.features(spark), SETTINGS))
        .contains("unknown | Unknown | 0 | 0.0")
        .contains("persona_count | 0.0 | 0");
  }

  @Test
  void sessionsThatAreAllTooShortAreUnknown(SparkSession spark) {
    SessionLog log = new SessionLog().session("1", 0, "use", "docs").session("2", 0, "use", "api");

    assertThat(everything(spark, log, log.features(spark), SETTINGS))
        .contains("1 | unknown | 0.0\n2 | unknown | 0.0")
        .contains("unknown | Unknown | 2 | 1.0");
  }

  @Test
  void oneSessionIsOnePersona(SparkSession spark) {
    SessionLog log = new SessionLog().session("1", 0, "use", "docs", "docs", "api");
    SessionFeatures features = log.features(spark);
    PersonaModel model = find(features, SETTINGS);

    assertThat(model.personaIds()).hasSize(1);
    assertThat(
            TextTable.show(
                AssignPersonas.from(features, model, SETTINGS).rows(), "persona_confidence"))
        .isEqualTo("1.0");
    assertThat(everything(spark, log, features, SETTINGS)).contains("silhouette |  | 0");
  }

  @Test
  void equalSessionsOfOneTouchpointAreOnePersonaHoweverManyAreAskedFor(SparkSession spark) {
    SessionLog log = new SessionLog();
    for (int i = 0; i < 5; i++) {
      log.session("s" + i, 0, "use", "docs", "docs", "docs");
    }
    SessionFeatures features = log.features(spark);

    assertThat(find(features, SETTINGS).personaIds()).hasSize(1);
    assertThat(everything(spark, log, features, SETTINGS)).contains("Visitors | 5 | 1.0");
  }

  @Test
  void fewerSessionsThanPersonasGiveFewerPersonas(SparkSession spark) {
    SessionLog log =
        new SessionLog()
            .session("1", 0, "use", "docs", "docs", "api")
            .session("2", 0, "support", "ticket", "help", "ticket");
    SessionFeatures features = log.features(spark);

    assertThat(find(features, SETTINGS).personaIds()).hasSize(2);
  }

  @Test
  void aSampleHasAboutTheWantedSizeAndDependsOnTheSeed(SparkSession spark) {
    Map<Long, Long> sizes = new HashMap<>();
    for (long seed : List.of(1L, 2L)) {
      sizes.put(
          seed,
          spark
              .range(20_000)
              .filter(TrainingSessions.isSampled(expr("cast(id as string)"), seed, 5_000, 20_000))
              .count());
    }

    assertThat(sizes.values()).allSatisfy(size -> assertThat(size).isBetween(4_800L, 5_200L));
    assertThat(
            spark
                .range(20_000)
                .filter(TrainingSessions.isSampled(expr("cast(id as string)"), 1, 5_000, 20_000))
                .filter(TrainingSessions.isSampled(expr("cast(id as string)"), 2, 5_000, 20_000))
                .withColumn("one", lit(1))
                .count())
        .isBetween(1_100L, 1_400L);
  }

  private static PersonaSettings kMeans(
      int count, int minTouchpoints, int maxTrainingSessions, int maxIterations, long seed) {
    return new PersonaSettings(
        PersonaSettings.K_MEANS,
        PersonaSettings.FEATURES.stream().filter(feature -> !feature.equals("move")).toList(),
        count,
        count,
        0,
        minTouchpoints,
        PersonaSettings.ASSIGNED,
        maxTrainingSessions,
        maxIterations,
        seed,
        Duration.ofDays(30),
        0.25,
        Map.of());
  }

  private static TypicalSessions none(SparkSession spark) {
    return new TypicalSessions(TextTable.of(spark, TypicalSessions.CONTRACT, "persona_id"));
  }

  private static PersonaModel find(SessionFeatures features, PersonaSettings settings) {
    return FindPersonas.from(
        features, settings, Optional.empty(), Optional.empty(), LocalDate.of(2026, 3, 20), "run-1");
  }

  private static PersonaSettings mixture(int minCount, int maxCount) {
    return new PersonaSettings(
        PersonaSettings.MARKOV_MIXTURE,
        List.of("move", "depth", "pace", "device", "hour_band"),
        minCount,
        maxCount,
        0,
        3,
        PersonaSettings.ASSIGNED,
        100_000,
        50,
        7,
        Duration.ofDays(30),
        0.25,
        Map.of());
  }

  private static String everything(
      SparkSession spark, SessionLog log, SessionFeatures features, PersonaSettings settings) {
    PersonaModel model = find(features, settings);
    PersonaAssignments assignments = AssignPersonas.from(features, model, settings);
    PersonaProfiles profiles = ProfilePersonas.from(features, assignments);
    return String.join(
        "\n\n",
        model.version(),
        TextTable.show(assignments.rows(), "session_id", "persona_id", "persona_confidence"),
        TextTable.show(
            profiles.rows(),
            "persona_id",
            "attribute",
            "attribute_value",
            "session_value",
            "population_value",
            "lift",
            "z_score"),
        TextTable.show(
            NamePersonas.from(
                    model,
                    assignments,
                    profiles,
                    none(spark),
                    log.catalogue(spark),
                    Optional.empty(),
                    Map.of(),
                    "run-1")
                .rows(),
            "persona_id",
            "persona_name",
            "session_count",
            "session_share",
            "description",
            "silhouette",
            "top_touchpoints",
            "model_version"),
        TextTable.show(
            ScorePersonas.from(features, model).rows(),
            "metric",
            "value",
            "case_count",
            "value_low",
            "value_high"));
  }
}
