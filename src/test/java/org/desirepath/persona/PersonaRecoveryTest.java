package org.desirepath.persona;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat_ws;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.desirepath.demo.DemoExports;
import org.desirepath.demo.DemoSettings;
import org.desirepath.settings.PersonaSettings;
import org.desirepath.table.SessionFeatures;
import org.desirepath.testing.SparkExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How well planted personas are found again in exports whose truth is known. */
@ExtendWith(SparkExtension.class)
class PersonaRecoveryTest {

  @TempDir private Path folder;

  private static final Map<String, String> STAGES =
      Map.of(
          "awareness",
          "home blog_post whitepaper whitepaper_download webinar_page webinar_signup video about",
          "consideration",
          "product features integrations security solutions case_study customers compare"
              + " roi_calculator docs api_reference quickstart changelog search",
          "decision",
          "pricing quote cart checkout demo_request contact_sales trial_signup billing",
          "use",
          "login app_dashboard app_usage community",
          "support",
          "help_article support_portal status_page ticket_form chat error_page");

  private static final PersonaSettings MIXTURE =
      new PersonaSettings(
          PersonaSettings.MARKOV_MIXTURE,
          List.of("move", "depth", "pace", "device", "hour_band"),
          1,
          10,
          0,
          3,
          PersonaSettings.ASSIGNED,
          200_000,
          100,
          42,
          Duration.ofDays(30),
          0.25,
          Map.of());

  @Test
  @EnabledIfEnvironmentVariable(named = "DESIREPATH_DATA", matches = ".+")
  void plantedPersonasAreFoundInTheSample(SparkSession spark) {
    Path exports = Path.of(System.getenv("DESIREPATH_DATA"), "exports-sample");

    assertPlantedPersonasAreFound(spark, exports, "sample");
  }

  @ParameterizedTest
  @CsvSource({"60, 1", "60, 2", "60, 3", "150, 4"})
  @EnabledIfEnvironmentVariable(named = "DESIREPATH_SOAK", matches = "true")
  void plantedPersonasAreFoundInDemoExports(int accounts, long seed) throws IOException {
    DemoExports.write(
        new DemoSettings(accounts, 60, seed, true, true, DemoSettings.DEFAULT_END),
        folder,
        line -> {});

    assertPlantedPersonasAreFound(
        SparkExtension.session(), folder, accounts + " accounts, seed " + seed);
  }

  /** The index has to be nine tenths of what the model reaches that made the sessions. */
  private static void assertPlantedPersonasAreFound(SparkSession spark, Path exports, String name) {
    Dataset<Row> truth = truth(spark, exports, "sessions.csv.gz");
    SessionFeatures features = webSessions(spark, exports, truth).features(spark);
    Dataset<Row> planted =
        truth.select(
            concat_ws("/", col("true_person_id"), col("true_session_no")).as("session_id"),
            col("persona"),
            col("bayes_persona"));

    Dataset<Row> found =
        AssignPersonas.from(
                features,
                FindPersonas.from(
                    features,
                    MIXTURE,
                    Optional.empty(),
                    Optional.empty(),
                    LocalDate.of(2026, 6, 1),
                    "run-1"),
                MIXTURE)
            .rows()
            .join(features.rows(), "session_id")
            .filter("touchpoint_count >= 3")
            .join(planted, "session_id");

    double index = adjustedRandIndex(found.groupBy("persona", "persona_id").count());
    double most = adjustedRandIndex(found.groupBy("persona", "bayes_persona").count());
    System.out.printf(
        Locale.ROOT, "Personas of %s: adjusted Rand index %.3f of %.3f%n", name, index, most);
    assertThat(index).isGreaterThan(0.9 * most);
    assertThat(found.select("persona_id").distinct().count()).isEqualTo(6);
  }

  private static SessionLog webSessions(SparkSession spark, Path exports, Dataset<Row> truth) {
    Map<String, String> stages = new HashMap<>();
    STAGES.forEach((stage, ids) -> List.of(ids.split(" ")).forEach(id -> stages.put(id, stage)));
    SessionLog log = new SessionLog();
    truth(spark, exports, "events.csv.gz")
        .filter("source = 'ga4' and is_touchpoint = '1'")
        .join(
            broadcast(truth.select("true_person_id", "true_session_no", "device")),
            new String[] {"true_person_id", "true_session_no"})
        .selectExpr(
            "concat_ws('/', true_person_id, true_session_no)",
            "touchpoint",
            "cast(occurred_ms as bigint) as moment",
            "device")
        .orderBy(col("moment"), col("touchpoint"))
        .collectAsList()
        .forEach(
            row ->
                log.add(
                    row.getString(0),
                    row.getString(1),
                    "web",
                    stages.get(row.getString(1)),
                    row.getLong(2),
                    row.getString(3)));
    return log;
  }

  private static Dataset<Row> truth(SparkSession spark, Path exports, String file) {
    return spark
        .read()
        .option("header", true)
        .csv(exports.resolve("truth").resolve(file).toString());
  }

  private static double adjustedRandIndex(Dataset<Row> counts) {
    return adjustedRandIndex(
        counts.collectAsList().stream()
            .collect(
                Collectors.toMap(
                    row -> List.of(row.getString(0), row.getString(1)),
                    row -> (double) row.getLong(2))));
  }

  /** Hubert and Arabie, "Comparing partitions", 1985, from counts of planted and found. */
  static double adjustedRandIndex(Map<List<String>, Double> counts) {
    Map<String, Double> planted = new HashMap<>();
    Map<String, Double> found = new HashMap<>();
    double all = 0;
    double together = 0;
    for (Map.Entry<List<String>, Double> cell : counts.entrySet()) {
      double count = cell.getValue();
      planted.merge(cell.getKey().get(0), count, Double::sum);
      found.merge(cell.getKey().get(1), count, Double::sum);
      all += count;
      together += pairs(count);
    }
    double inPlanted = planted.values().stream().mapToDouble(PersonaRecoveryTest::pairs).sum();
    double inFound = found.values().stream().mapToDouble(PersonaRecoveryTest::pairs).sum();
    double expected = inPlanted * inFound / pairs(all);
    return (together - expected) / ((inPlanted + inFound) / 2 - expected);
  }

  private static double pairs(double count) {
    return count * (count - 1) / 2;
  }
}
