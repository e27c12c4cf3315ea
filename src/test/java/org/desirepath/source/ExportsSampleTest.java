package org.desirepath.source;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.unix_millis;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.desirepath.settings.IdentifierRules;
import org.desirepath.settings.SourceSettings;
import org.desirepath.table.Records;
import org.desirepath.table.Refusals;
import org.desirepath.testing.SparkExtension;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The shipped mappings against exports whose truth is known, with planted dirt in every file. */
@ExtendWith(SparkExtension.class)
@EnabledIfEnvironmentVariable(named = "DESIREPATH_DATA", matches = ".+")
class ExportsSampleTest {

  private static final SourceSettings SETTINGS =
      new SourceSettings(
          "exports",
          List.of("sources"),
          Duration.ofDays(730),
          LocalDate.of(2015, 1, 1),
          Duration.ofDays(366),
          100_000,
          1_000,
          0.05);

  @TempDir static Path stored;

  private static Path sample;
  private static JsonNode totals;
  private static Records records;
  private static Refusals refusals;

  @BeforeAll
  static void readAndJudgeOnce() throws IOException {
    SparkSession spark = SparkExtension.session();
    sample = Path.of(System.getenv("DESIREPATH_DATA"), "exports-sample");
    totals = new ObjectMapper().readTree(sample.resolve("truth/totals.json").toFile());
    Instant asOf = Instant.ofEpochMilli(totals.get("snapshot_ms").asLong());
    String path = stored.resolve("records").toString();
    ReadRecords.from(
            spark,
            mappings(),
            sample.toString(),
            SETTINGS,
            new IdentifierRules(List.of("info", "support"), List.of("null")),
            asOf)
        .rows()
        .write()
        .parquet(path);
    records = new Records(spark.read().parquet(path));
    String judged = stored.resolve("refusals").toString();
    JudgeRecords.from(records, SETTINGS).rows().write().parquet(judged);
    refusals = new Refusals(spark.read().parquet(judged));
  }

  @Test
  void theShippedMappingsFitTheExports(SparkSession spark) {
    assertThat(ValidateSources.faults(spark, mappings(), sample.toString())).isEmpty();
  }

  @Test
  void everyRowOfEveryFileIsAccountedForAsTheTruthSays() {
    Map<String, String> expected = new TreeMap<>();
    totals
        .get("files")
        .properties()
        .forEach(
            file -> {
              JsonNode rows = file.getValue();
              long bots = rows.get("bot").asLong();
              expected.put(
                  file.getKey(),
                  counts(
                      rows.get("rows").asLong(),
                      rows.get("accepted").asLong(),
                      rows.get("quarantined").asLong() + bots,
                      rows.get("duplicate").asLong(),
                      0,
                      bots));
            });

    Map<String, String> found = new TreeMap<>();
    for (Row file : AuditSources.from(records, refusals).rows().collectAsList()) {
      found.put(
          file.getAs("file_name"),
          counts(
              file.getAs("rows_read"),
              file.getAs("rows_accepted"),
              file.getAs("rows_quarantined"),
              file.getAs("rows_duplicate"),
              file.getAs("rows_out_of_window"),
              file.getAs("rows_bot")));
    }
    assertThat(found).isEqualTo(expected);
  }

  @Test
  void everyTrueEventIsFoundAtItsMomentAndNoOther(SparkSession spark) {
    Dataset<Row> truth =
        spark.read().option("header", true).csv(sample.resolve("truth/events.csv.gz").toString());
    // The truth has no events of deals, and counts first comments and private notes as no contact.
    Dataset<Row> expected =
        truth
            .where("source = 'ga4' OR is_touchpoint = 1")
            .selectExpr(
                "CASE WHEN source = 'ga4' THEN 'ga4' WHEN startswith(source, 'sf_') THEN 'salesforce'"
                    + " ELSE 'zendesk' END AS source_name",
                "CAST(occurred_ms AS BIGINT) AS occurred_ms");
    Dataset<Row> found =
        AcceptedEvents.from(records, refusals)
            .rows()
            .where("NOT startswith(event_type, 'deal_') AND event_type <> 'ticket_solved'")
            .select(col("source_name"), unix_millis(col("occurred_at")).as("occurred_ms"));

    assertThat(found.exceptAll(expected).count()).isZero();
    assertThat(expected.exceptAll(found).count()).isZero();
  }

  @Test
  void everyKindOfContactIsFoundAsOftenAsItHappened(SparkSession spark) {
    Map<String, Long> expected =
        countBy(
            spark
                .read()
                .option("header", true)
                .csv(sample.resolve("truth/events.csv.gz").toString())
                .where(
                    "source <> 'ga4' AND is_touchpoint = 1 AND NOT startswith(touchpoint, 'email_')"),
            "touchpoint");

    Map<String, Long> found =
        countBy(
            AcceptedEvents.from(records, refusals)
                .rows()
                .where(
                    "source_name <> 'ga4' AND NOT startswith(event_type, 'deal_')"
                        + " AND NOT startswith(event_type, 'email_')"
                        + " AND event_type <> 'ticket_solved'"),
            "event_type");
    assertThat(found).isEqualTo(expected);
  }

  @Test
  void dealsEndAsTheTruthSays(SparkSession spark) {
    Dataset<Row> truth =
        spark
            .read()
            .option("header", true)
            .csv(sample.resolve("truth/outcomes.csv").toString())
            .selectExpr("deal_id", "if(outcome = 'open', NULL, outcome)");
    Dataset<Row> found =
        DescribedRecords.deals(records, refusals).rows().select("deal_key", "outcome");

    assertThat(found.except(truth).count()).isZero();
    assertThat(found.count()).isEqualTo(truth.count());
  }

  @Test
  void noPersonalDataAndNoScriptLeaveReading(SparkSession spark) {
    String people =
        String.join(
            "\n",
            texts(DescribedRecords.people(records, refusals).rows()),
            texts(CollectMailboxes.from(records, refusals).rows()),
            texts(CollectSightings.from(records, refusals).rows().limit(5000)));
    String refused = texts(ListQuarantine.from(records, refusals).rows());
    String all =
        String.join(
            "\n",
            people,
            refused,
            texts(DescribedRecords.accounts(records, refusals).rows()),
            texts(AcceptedEvents.from(records, refusals).rows()));

    assertThat(all).doesNotContain("@").doesNotContain("<script");
    Dataset<Row> names =
        spark
            .read()
            .option("header", true)
            .option("multiLine", true)
            .csv(sample.resolve("salesforce/Contact.csv").toString())
            .where("length(LastName) > 4")
            .select("LastName")
            .distinct();
    for (Row name : names.collectAsList()) {
      assertThat(people).doesNotContain(name.getString(0));
      assertThat(refused).doesNotContain(name.getString(0));
    }
  }

  private static List<Mapping> mappings() {
    return List.of("ga4", "salesforce", "zendesk").stream()
        .map(
            name -> {
              try {
                Path file = Path.of("conf/sources", name + ".yaml");
                return Mapping.read(Files.readString(file), file.toString());
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            })
        .toList();
  }

  private static String counts(
      long read, long accepted, long quarantined, long duplicate, long outOfWindow, long bot) {
    return "read %d = accepted %d + quarantined %d + duplicate %d + out of window %d; bots %d"
        .formatted(read, accepted, quarantined, duplicate, outOfWindow, bot);
  }

  private static Map<String, Long> countBy(Dataset<Row> rows, String column) {
    return rows.groupBy(column).count().collectAsList().stream()
        .collect(Collectors.toMap(row -> row.getString(0), row -> row.getLong(1)));
  }

  private static String texts(Dataset<Row> rows) {
    return String.join("\n", rows.toJSON().collectAsList());
  }
}
