package org.desirepath.golden;

import static org.apache.spark.sql.functions.array_sort;
import static org.apache.spark.sql.functions.avg;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sha2;
import static org.apache.spark.sql.functions.substring;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.unix_millis;
import static org.apache.spark.sql.functions.when;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.desirepath.cli.Desirepath;
import org.desirepath.table.Contract;
import org.desirepath.table.PublishedTables;
import org.desirepath.testing.CommandPlans;
import org.desirepath.testing.IdentityRecovery;
import org.desirepath.testing.PublishedRun;
import org.desirepath.testing.RestoredSession;
import org.desirepath.testing.SparkExtension;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The nightly command on exports that others made, held against the truth behind them. */
@ExtendWith({SparkExtension.class, RestoredSession.class})
@EnabledIfEnvironmentVariable(named = "DESIREPATH_DATA", matches = ".+")
class ExportsSampleTest {

  @TempDir private static Path warehouse;
  private static Path exports;

  @BeforeAll
  static void runOnce() {
    exports = Path.of(System.getenv("DESIREPATH_DATA"), "exports-sample");
    SparkExtension.session();
    assertThat(
            Desirepath.run(
                "run",
                "jobs/nightly.yaml",
                CommandPlans.COMPILED,
                "--exports=" + exports,
                "--warehouse=" + warehouse,
                "--as-of=2026-04-03"))
        .isZero();
  }

  @Test
  void everyFileIsAccountedForToTheRow(SparkSession spark) throws IOException {
    JsonNode totals = new ObjectMapper().readTree(exports.resolve("truth/totals.json").toFile());
    TreeMap<String, String> expected = new TreeMap<>();
    totals
        .get("files")
        .properties()
        .forEach(
            file ->
                expected.put(
                    file.getKey(),
                    "%d read, %d accepted, %d duplicate, %d quarantined, %d bots, 0 out of window"
                        .formatted(
                            file.getValue().get("rows").asLong(),
                            file.getValue().get("accepted").asLong(),
                            file.getValue().get("duplicate").asLong(),
                            file.getValue().get("quarantined").asLong()
                                + file.getValue().get("bot").asLong(),
                            file.getValue().get("bot").asLong())));

    TreeMap<String, String> found = new TreeMap<>();
    for (Row row : published(spark, "ops_source_audit").collectAsList()) {
      found.put(
          row.getAs("file_name"),
          "%d read, %d accepted, %d duplicate, %d quarantined, %d bots, %d out of window"
              .formatted(
                  row.<Long>getAs("rows_read"),
                  row.<Long>getAs("rows_accepted"),
                  row.<Long>getAs("rows_duplicate"),
                  row.<Long>getAs("rows_quarantined"),
                  row.<Long>getAs("rows_bot"),
                  row.<Long>getAs("rows_out_of_window")));
    }

    assertThat(found).isEqualTo(expected);
  }

  @Test
  void theShippedMappingsFitTheExports() {
    assertThat(Desirepath.run("validate", "jobs/nightly.yaml", "--exports=" + exports)).isZero();
  }

  @Test
  void everyTrueTouchpointIsFoundAtItsMomentAndNoOther(SparkSession spark) {
    Dataset<Row> expected =
        touchpointTruth(spark)
            .select(
                expr(
                    "CASE WHEN source = 'ga4' THEN 'ga4' WHEN startswith(source, 'sf_')"
                        + " THEN 'salesforce' ELSE 'zendesk' END"),
                expr("CAST(occurred_ms AS BIGINT)"));
    Dataset<Row> found =
        touchpoints(spark).select(col("source_system"), unix_millis(col("occurred_at")));

    assertThat(expected.count()).isGreaterThan(20_000);
    assertThat(found.exceptAll(expected).count()).isZero();
    assertThat(expected.exceptAll(found).count()).isZero();
  }

  @Test
  void everyKindOfContactIsFoundAsOftenAsItHappened(SparkSession spark) {
    Column kind =
        expr(
            "CASE WHEN touchpoint_id LIKE '%\\_meeting'"
                + " OR touchpoint_id IN ('business_review', 'security_review') THEN 'meeting'"
                + " WHEN touchpoint_id IN ('trade_show', 'webinar_attended')"
                + " THEN 'campaign_responded' ELSE touchpoint_id END");
    Map<String, Long> found =
        countBy(
            touchpoints(spark)
                .where("source_system <> 'ga4' AND NOT startswith(touchpoint_id, 'email_')")
                .select(kind));

    assertThat(found)
        .hasSizeGreaterThan(5)
        .isEqualTo(
            countBy(
                touchpointTruth(spark)
                    .where("source <> 'ga4' AND NOT startswith(touchpoint, 'email_')")
                    .select("touchpoint")));
  }

  @Test
  void touchpointsOfTheWebAreNamedAsInTheTruth(SparkSession spark) {
    Dataset<Row> web = webTruth(spark);
    Row agreement =
        web.join(published(spark, "fact_touchpoint"), "touchpoint_event_id", "left")
            .agg(
                count(lit(1)),
                sum(when(col("touchpoint_id").equalTo(col("touchpoint")), 1).otherwise(0)))
            .first();

    assertThat(agreement.getLong(0)).isGreaterThan(20_000);
    assertThat(agreement.getLong(1)).isGreaterThanOrEqualTo((long) (0.999 * agreement.getLong(0)));
  }

  @Test
  void sessionsAreTheTrueOnes(SparkSession spark) {
    Dataset<Row> trueSessions =
        webTruth(spark)
            .groupBy("entity_id", "entity_session_no")
            .agg(array_sort(collect_list("touchpoint_event_id")).as("events"));
    Dataset<Row> ours =
        published(spark, "fact_touchpoint")
            .where("source_kind = 'web'")
            .groupBy("session_id")
            .agg(array_sort(collect_list("touchpoint_event_id")).as("events"));
    long all = trueSessions.count();
    long exact = trueSessions.join(ours, "events").count();

    assertThat(all).isGreaterThan(3000);
    assertThat((double) exact / all).isGreaterThanOrEqualTo(0.97);
  }

  @Test
  void whoIsWhoIsAsInTheTruth() throws SQLException {
    IdentityRecovery found =
        IdentityRecovery.of(exports, new PublishedRun(warehouse.resolve("latest")));

    assertThat(found.identifiers()).isGreaterThan(900);
    assertThat(found.precision()).isGreaterThanOrEqualTo(0.999);
    assertThat(found.recall()).isGreaterThanOrEqualTo(0.99);
    assertThat(found.falseMerges()).isZero();
    assertThat(found.persons()).isGreaterThan(200);
    assertThat(found.accounts()).isGreaterThanOrEqualTo(0.99);
  }

  @Test
  void sharedDevicesAndMailboxesAreMarkedAndNothingElse(SparkSession spark) {
    Dataset<Row> shared =
        persons(spark)
            .where("entity_id LIKE 'anonymous:%' OR entity_id LIKE 'mailbox:%'")
            .select("person_id");
    Dataset<Row> marked =
        published(spark, "dim_person").where("is_shared_device").select("person_id");

    assertThat(marked.count()).isGreaterThan(5);
    assertThat(marked.except(shared).collectAsList()).isEmpty();
    assertThat(shared.except(marked).collectAsList()).isEmpty();
  }

  @Test
  void buyingRolesOfContactsAreThePlantedOnes(SparkSession spark) {
    Row right =
        persons(spark)
            .join(
                truth(spark, "account_of_person.csv")
                    .where("kind LIKE 'crm%'")
                    .select(col("entity_id"), col("buying_role").as("true_role"))
                    .distinct(),
                "entity_id")
            .join(published(spark, "dim_person"), "person_id")
            .select("person_id", "buying_role", "true_role")
            .distinct()
            .agg(count(lit(1)), sum(when(col("buying_role").equalTo(col("true_role")), 1)))
            .first();

    assertThat(right.getLong(0)).isGreaterThan(200);
    assertThat((double) right.getLong(1) / right.getLong(0)).isGreaterThanOrEqualTo(0.97);
  }

  @Test
  void rolesInferredFromBehaviourAreRightAboutAsOftenAsTheyClaim(SparkSession spark) {
    Row inferred =
        persons(spark)
            .join(
                truth(spark, "person_of_identifier.csv")
                    .select("entity_id", "true_person_id")
                    .distinct(),
                "entity_id")
            .join(
                truth(spark, "account_of_person.csv")
                    .select(col("true_person_id"), col("buying_role").as("true_role")),
                "true_person_id")
            .join(
                published(spark, "dim_person").where("buying_role_source = 'behaviour'"),
                "person_id")
            .select("person_id", "buying_role", "buying_role_confidence", "true_role")
            .distinct()
            .agg(
                count(lit(1)),
                avg(when(col("buying_role").equalTo(col("true_role")), 1).otherwise(0)),
                avg("buying_role_confidence"))
            .first();

    assertThat(inferred.getLong(0)).isGreaterThan(40);
    assertThat(inferred.getDouble(1)).isBetween(inferred.getDouble(2) - 0.1, 1.0);
  }

  @Test
  void dealsEndAsInTheTruth(SparkSession spark) {
    Dataset<Row> deals =
        truth(spark, "outcomes.csv")
            .select(col("deal_id").as("subject_id"), col("outcome").as("true_outcome"));
    Dataset<Row> ours =
        published(spark, "fact_journey")
            .where("journey_level = 'deal'")
            .select("subject_id", "outcome");

    assertThat(deals.join(ours, "subject_id").where("outcome <> true_outcome").collectAsList())
        .isEmpty();
    assertThat(deals.join(ours, "subject_id").count()).isGreaterThanOrEqualTo(100);
  }

  @Test
  void theReadmesQueryFindsPaths() throws SQLException, IOException {
    String readme = Files.readString(Path.of("README.md"));
    int from = readme.indexOf("```sql\n") + "```sql\n".length();
    String query = readme.substring(from, readme.indexOf("```", from));

    assertThat(new PublishedRun(warehouse.resolve("latest")).answers(query))
        .hasSizeGreaterThan(5)
        .allMatch(path -> path.startsWith("pricing > ") && path.contains(" > deal_won"));
  }

  @Test
  void pathsAreAskedForByTheCommand() {
    assertThat(
            paths(
                "--level=account",
                "--scope=outcome=won",
                "--from=pricing",
                "--contains=deal_won",
                "--closed"))
        .isZero();
    assertThat(paths("--scope=outcome=lost", "--type=contiguous", "--sort=lift", "--top=3"))
        .isZero();
    assertThat(paths("--scope=outcome=found")).as("told with the outcomes there are").isEqualTo(64);
    assertThat(paths("--from=nowhere")).as("told with the touchpoints there are").isEqualTo(64);
  }

  private static int paths(String... conditions) {
    List<String> arguments =
        new ArrayList<>(List.of("paths", "jobs/nightly.yaml", "--warehouse=" + warehouse));
    arguments.addAll(List.of(conditions));
    return Desirepath.run(arguments.toArray(String[]::new));
  }

  @Test
  void noPersonalDataAndNoScriptIsInAnyTable(SparkSession spark) throws SQLException {
    List<String> names =
        spark
            .read()
            .option("header", "true")
            .option("multiLine", "true")
            .option("escape", "\"")
            .csv(exports.resolve("salesforce/Contact.csv").toString())
            .where("FirstName IS NOT NULL AND LastName IS NOT NULL")
            .select(concat(col("FirstName"), lit(" "), col("LastName")))
            .limit(40)
            .collectAsList()
            .stream()
            .map(row -> row.getString(0))
            .toList();
    assertThat(names).hasSize(40);
    List<String> leaks = new ArrayList<>(names);
    leaks.addAll(List.of("@", "<script"));
    PublishedRun run = new PublishedRun(warehouse.resolve("latest"));
    for (Contract contract : PublishedTables.ALL) {
      assertThat(run.rowsWithAny(contract, leaks)).as(contract.name()).isEmpty();
    }
  }

  /** What is a contact in the truth, which counts first comments and private notes as none. */
  private static Dataset<Row> touchpointTruth(SparkSession spark) {
    return truth(spark, "events.csv.gz").where("is_touchpoint = '1'");
  }

  /** Ours but for those of deals and the ends of tickets, of which the truth has no events. */
  private static Dataset<Row> touchpoints(SparkSession spark) {
    return published(spark, "fact_touchpoint")
        .where(
            "NOT startswith(touchpoint_id, 'deal_')"
                + " AND touchpoint_id NOT IN ('proposal', 'contract', 'ticket_solved')");
  }

  private static Map<String, Long> countBy(Dataset<Row> kinds) {
    return kinds.groupBy(kinds.columns()[0]).count().collectAsList().stream()
        .collect(Collectors.toMap(row -> row.getString(0), row -> row.getLong(1)));
  }

  private static Dataset<Row> webTruth(SparkSession spark) {
    return touchpointTruth(spark)
        .where("source = 'ga4'")
        .withColumn("event_name", expr("element_at(split(source_event_key, '[|]'), -1)"))
        .select(
            hash(concat(
                    hash(concat(lit("ga4|event|"), col("source_event_key"))),
                    lit("|"),
                    col("event_name")))
                .as("touchpoint_event_id"),
            col("touchpoint"),
            col("entity_id"),
            col("entity_session_no"));
  }

  private static Dataset<Row> identifiers(SparkSession spark) {
    Column kind =
        expr(
            "CASE identifier_kind WHEN 'ga4_user_pseudo_id' THEN 'cookie' WHEN 'sf_contact_id' THEN 'contact'"
                + " WHEN 'sf_lead_id' THEN 'lead' WHEN 'zendesk_user_id' THEN 'ticket_user' ELSE 'email' END");
    Column value =
        when(col("identifier_kind").isin("email", "zendesk_email"), sha2(col("value"), 256))
            .otherwise(col("value"));
    return truth(spark, "person_of_identifier.csv")
        .select(
            kind.as("identifier_kind"),
            hash(concat(kind, lit(":"), value)).as("identifier_key"),
            col("entity_id"),
            col("resolvable"),
            col("is_shared"))
        .distinct();
  }

  /** Which of our persons stands for each entity of the truth. */
  private static Dataset<Row> persons(SparkSession spark) {
    return identifiers(spark)
        .join(
            published(spark, "map_identifier"), new String[] {"identifier_kind", "identifier_key"})
        .select("entity_id", "person_id")
        .distinct();
  }

  private static Column hash(Column text) {
    return substring(sha2(text, 256), 1, 32);
  }

  private static Dataset<Row> truth(SparkSession spark, String file) {
    return spark
        .read()
        .option("header", "true")
        .csv(exports.resolve("truth").resolve(file).toString());
  }

  private static Dataset<Row> published(SparkSession spark, String table) {
    return spark
        .read()
        .option("recursiveFileLookup", "true")
        .parquet(warehouse.resolve("latest").resolve(table).toString());
  }
}
