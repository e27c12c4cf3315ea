package org.desirepath.lake;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.desirepath.check.CheckLaws;
import org.desirepath.star.RememberRuns;
import org.desirepath.table.Checks;
import org.desirepath.table.Contract;
import org.desirepath.table.PublishedTables;
import org.desirepath.table.Reference;
import org.desirepath.table.RunHistory;
import org.desirepath.table.RunLog;
import org.desirepath.table.SourceAudit;
import org.desirepath.table.Table;
import org.desirepath.testing.SmallRun;
import org.desirepath.testing.SparkExtension;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** All tables of a small run, published once and read as others read them. */
class WholeLakeTest {

  @TempDir static Path folder;
  private static Version version;
  private static Path run;
  private static Connection duckdb;

  @BeforeAll
  static void publish() throws SQLException, IOException {
    SparkSession spark = SparkExtension.session();
    Instant start = Instant.parse("2026-01-07T02:00:00Z");
    RunId runId = RunId.of(LocalDate.of(2026, 1, 7), start, 1);
    try (Lake lake = Lake.open(spark, folder.toString(), runId, (stage, rows, seconds) -> {})) {
      for (Table table : SmallRun.tables(spark)) {
        lake.publish(table, rows -> SmallRun.of(table.contract(), rows));
      }
      lake.publish(CheckLaws.from(lake.published()), Checks::new);
      RunLog log =
          lake.publish(
              lake.log(LocalDate.of(2026, 1, 7), start, start.plusSeconds(9), "0.1.0", "cafe"),
              RunLog::new);
      SourceAudit audit =
          lake.published().stream()
              .filter(table -> table.contract().equals(SourceAudit.CONTRACT))
              .map(table -> new SourceAudit(table.rows()))
              .findFirst()
              .orElseThrow();
      lake.publish(RememberRuns.from(Optional.empty(), log, audit, runId.text()), RunHistory::new);
      version = lake.commit();
    }
    run = folder.resolve("runs").resolve(runId.text());
    duckdb = DriverManager.getConnection("jdbc:duckdb:");
    try (Statement statement = duckdb.createStatement()) {
      statement.execute(Files.readString(run.resolve("sql/duckdb.sql")));
    }
  }

  @AfterAll
  static void close() throws SQLException {
    duckdb.close();
  }

  @Test
  void everyTableIsAViewWithTheColumnsOfItsContract() throws SQLException {
    for (Contract table : PublishedTables.ALL) {
      List<String> expected = new ArrayList<>();
      table.fields().forEach(field -> expected.add(field.name()));
      expected.add("run_id");
      assertThat(query("SELECT column_name FROM (DESCRIBE \"%s\")".formatted(table.name())))
          .as(table.name())
          .containsExactlyElementsOf(expected);
    }
  }

  @Test
  void typesAreThoseOfTheContract() throws SQLException {
    assertThat(
            query(
                "SELECT column_type FROM (DESCRIBE fact_touchpoint) WHERE column_name IN"
                    + " ('occurred_at', 'event_date', 'step_number', 'amount', 'is_final')"))
        .containsExactly("TIMESTAMP WITH TIME ZONE", "DATE", "INTEGER", "DECIMAL(18,4)", "BOOLEAN");
  }

  @Test
  void keysAreUniqueAndReferencesResolve() throws SQLException {
    for (Contract table : PublishedTables.ALL) {
      String key = String.join(", ", table.key().stream().map(field -> field.name()).toList());
      assertThat(
              query(
                  "SELECT count(*) FROM (SELECT 1 FROM %s GROUP BY %s HAVING count(*) > 1)"
                      .formatted(table.name(), key)))
          .as(table.name())
          .containsExactly("0");
    }
    for (Reference reference : Reference.ALL) {
      assertThat(
              query(
                  "SELECT count(*) FROM %s AS a ANTI JOIN %s AS b ON a.%s = b.%s WHERE a.%s IS NOT NULL"
                      .formatted(
                          reference.table().name(),
                          reference.target().name(),
                          reference.column().name(),
                          reference.member().name(),
                          reference.column().name())))
          .as(reference.toString())
          .containsExactly("0");
    }
  }

  @Test
  void sumsAgreeAndFoldersCanBeReadAsPartitions() throws SQLException {
    assertThat(
            query(
                "SELECT (SELECT sum(touchpoint_count) FROM fact_session)"
                    + " = (SELECT count(*) FROM fact_touchpoint WHERE session_id IS NOT NULL)"))
        .containsExactly("true");
    assertThat(
            query(
                "SELECT event_date || ' ' || count(*) FROM read_parquet('"
                    + run
                    + "/fact_touchpoint/*/*.parquet', hive_partitioning = true)"
                    + " GROUP BY event_date ORDER BY 1"))
        .containsExactly("2026-01-05 2", "2026-01-06 2");
  }

  @Test
  void viewsAndColumnsTellTheirMeaning() throws SQLException {
    assertThat(query("SELECT comment FROM duckdb_views() WHERE view_name = 'fact_journey'"))
        .containsExactly("one row per journey");
    assertThat(
            query(
                "SELECT comment FROM duckdb_columns() WHERE table_name = 'fact_journey'"
                    + " AND column_name = 'is_open'"))
        .containsExactly("Whether no outcome has come yet");
  }

  @Test
  void sparkReadsTheViewsWithTheTypesOfTheContracts() throws IOException {
    SparkSession spark = SparkExtension.session().newSession();
    for (String statement : Files.readString(run.resolve("sql/spark.sql")).split(";\n", -1)) {
      if (!statement.isBlank()) {
        spark.sql(statement);
      }
    }
    for (Contract table : PublishedTables.ALL) {
      Dataset<Row> rows = spark.table(table.name());
      assertThat(table.conform(rows).schema().size()).isEqualTo(table.fields().size());
    }
    assertThat(spark.sql("SELECT session_date FROM fact_session WHERE session_id = 's2'").first())
        .hasToString("[2026-01-06]");
  }

  @Test
  void trinoGetsATableAndAViewForEachContract() throws IOException {
    String script = Files.readString(run.resolve("sql/trino.sql"));

    assertThat(script)
        .contains(
            "partitioned_by = ARRAY['event_date']",
            "CALL system.sync_partition_metadata('desirepath', 'fact_touchpoint__2026-01-07t020000-00000001', 'FULL');",
            "  \"occurred_at\" timestamp(3) COMMENT");
    for (Contract table : PublishedTables.ALL) {
      assertThat(script).contains("CREATE OR REPLACE VIEW " + table.name() + " COMMENT");
    }
  }

  @Test
  void theManifestCountsRowsAndBytesOfEveryFile() throws IOException {
    Manifest manifest =
        Versions.at(
                folder.toString(), SparkExtension.session().sparkContext().hadoopConfiguration())
            .manifest(version)
            .orElseThrow();

    assertThat(manifest.tables()).hasSize(PublishedTables.ALL.size());
    for (Manifest.StoredTable table : manifest.tables()) {
      assertThat(table.files()).isNotEmpty();
      for (Manifest.StoredFile file : table.files()) {
        assertThat(Files.size(run.resolve(table.name()).resolve(file.path())))
            .isEqualTo(file.bytes());
      }
    }
    assertThat(manifest.table("fact_touchpoint").orElseThrow().rows()).isEqualTo(4);
    assertThat(manifest.table("fact_touchpoint").orElseThrow().partitionedBy())
        .containsExactly("event_date");
    assertThat(manifest.checks()).isNotEmpty().allMatch(check -> check.status().equals("pass"));
  }

  @Test
  void theDictionaryTellsEveryColumn() throws IOException {
    String markdown = Files.readString(run.resolve("dictionary.md"));
    String html = Files.readString(run.resolve("dictionary.html"));

    for (Contract table : PublishedTables.ALL) {
      assertThat(markdown).contains("### " + table.name() + "\n");
      assertThat(html).contains("id=\"" + table.name() + "\"");
      table.fields().forEach(field -> assertThat(markdown).contains("| " + field.name() + " |"));
    }
    assertThat(markdown)
        .contains("in folders by event_date")
        .contains(
            "| account_id | string |  | The account of the person, or unknown | dim_account |");
    assertThat(html).doesNotContain("http:", "https:", "{{");
  }

  private static List<String> query(String sql) throws SQLException {
    try (Statement statement = duckdb.createStatement();
        ResultSet found = statement.executeQuery(sql)) {
      List<String> values = new ArrayList<>();
      while (found.next()) {
        values.add(found.getString(1));
      }
      return values;
    }
  }
}
