package org.desirepath.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.desirepath.lake.LakeException.BrokenLaw;
import org.desirepath.lake.LakeException.CannotWrite;
import org.desirepath.lake.LakeException.TryAgain;
import org.desirepath.table.Checks;
import org.desirepath.table.Contract;
import org.desirepath.table.Field;
import org.desirepath.table.PersonAliases;
import org.desirepath.table.RunLog;
import org.desirepath.table.SessionFacts;
import org.desirepath.table.Table;
import org.desirepath.table.Transitions;
import org.desirepath.testing.RestoredSession;
import org.desirepath.testing.SmallRun;
import org.desirepath.testing.SparkExtension;
import org.desirepath.testing.TextTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith({SparkExtension.class, RestoredSession.class})
class LakeTest {

  private static final StageListener SILENT = (stage, rows, seconds) -> {};

  @TempDir Path folder;
  private int runs;

  @Test
  void aPublishedTableIsReadBackSortedWithTheRunInEveryRow(SparkSession spark) throws IOException {
    // Few rows come into one file because Spark takes small partitions together.
    spark.conf().set("spark.sql.adaptive.enabled", true);
    try (Lake lake = open(spark)) {
      PersonAliases read = lake.publish(aliases(spark, "cora", "ada", "bob"), PersonAliases::new);

      assertThat(TextTable.show(read.rows(), "retired_person_id", "reason"))
          .isEqualTo("ada | merge\nbob | merge\ncora | merge");
      List<Path> files = files(lake.runId(), "map_person_alias");
      assertThat(files).hasSize(1);
      assertThat(spark.read().parquet(files.get(0).toString()).collectAsList())
          .extracting(row -> row.getString(0) + " " + row.getString(4))
          .containsExactly("ada " + lake.runId(), "bob " + lake.runId(), "cora " + lake.runId());
    }
  }

  @Test
  void theMeaningOfEachColumnIsStoredWithIt(SparkSession spark) throws IOException {
    try (Lake lake = open(spark)) {
      lake.publish(aliases(spark, "ada"), PersonAliases::new);

      String file = files(lake.runId(), "map_person_alias").get(0).toString();
      assertThat(spark.read().parquet(file).schema().apply("reason").getComment().get())
          .isEqualTo("merge or split");
    }
  }

  @Test
  void aPartitionColumnMakesFoldersAndStaysInTheFiles(SparkSession spark) throws IOException {
    try (Lake lake = open(spark)) {
      SessionFacts read = lake.publish(sessions(spark), SessionFacts::new);

      assertThat(TextTable.show(read.rows(), "session_id", "session_date"))
          .isEqualTo("s1 | 2026-01-05\ns2 | 2026-01-05\ns3 | 2026-01-06");
      List<Path> files = files(lake.runId(), "fact_session");
      assertThat(files)
          .extracting(file -> file.getParent().getFileName().toString())
          .containsExactly("session_date=2026-01-05", "session_date=2026-01-06");
      assertThat(columns(files.get(0)))
          .startsWith("session_id", "person_id")
          .contains("session_date")
          .endsWith("run_id");
      assertThat(read.rows().filter("session_date = date'2026-01-06'").count()).isEqualTo(1);
    }
  }

  @Test
  void aPartitionedTableWithoutRowsIsStillAFileWithColumns(SparkSession spark) throws IOException {
    try (Lake lake = open(spark)) {
      SessionFacts read =
          lake.publish(new SessionFacts(sessions(spark).rows().limit(0)), SessionFacts::new);

      assertThat(read.rows().count()).isZero();
      List<Path> files = files(lake.runId(), "fact_session");
      assertThat(files).hasSize(1);
      assertThat(columns(files.get(0))).contains("session_date", "run_id");
    }
  }

  @Test
  void timesAreCutToMilliseconds(SparkSession spark) {
    try (Lake lake = open(spark)) {
      Dataset<Row> rows =
          sessions(spark)
              .rows()
              .withColumn("started_at", functions.expr("timestamp'2026-01-05 09:00:00.123987'"));
      SessionFacts read = lake.publish(new SessionFacts(rows), SessionFacts::new);

      assertThat(read.rows().selectExpr("cast(started_at as string)").first().getString(0))
          .isEqualTo("2026-01-05 09:00:00.123");
    }
  }

  @Test
  void aRepeatedKeyAndAMissingValueAreToldWithTheirNumbers(SparkSession spark) {
    try (Lake lake = open(spark)) {
      Dataset<Row> rows =
          TextTable.of(
              spark,
              PersonAliases.CONTRACT,
              """
              retired_person_id | person_id | reason | changed_run_id
              ada               | x         | merge  | run-1
              ada               | y         |        | run-1
              ada               | z         |        | run-1
              bob               | z         | merge  | run-1
              """);

      lake.publish(new PersonAliases(rows), PersonAliases::new);

      assertThatThrownBy(lake::commit)
          .isInstanceOf(BrokenLaw.class)
          .hasMessage(
              "Table map_person_alias of 4 rows: reason must have a value, but 2 rows have none;"
                  + " retired_person_id must be unique, but 2 rows repeat another, such as {ada}");
    }
  }

  @Test
  void keysOfSeveralColumnsMayRepeatInEachOfThem(SparkSession spark) {
    try (Lake lake = open(spark)) {
      Dataset<Row> rows =
          TextTable.of(
              spark,
              Transitions.CONTRACT,
              """
              journey_level | scope | scope_value | from_touchpoint_id | to_touchpoint_id | transition_count | journey_count | probability
              person        | all   | all         | start              | demo             | 1                | 1             | 0.5
              person        | all   | all         | start              | trial            | 1                | 1             | 0.5
              person        | all   | all         | demo               | trial            | 1                | 1             | 1.0
              """);

      assertThat(lake.publish(new Transitions(rows), Transitions::new).rows().count()).isEqualTo(3);
      assertThat(lake.commit().number()).isEqualTo(1);
    }
  }

  @Test
  void aRunKnowsHowManyOfItsTasksRanAtATime(SparkSession spark) {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    try (Lake lake = open(spark)) {
      assertThat(lake.tasksAtOnce()).isEqualTo(1);
      lake.step(
          "waiting",
          () -> {
            int tasks = 2 * context.defaultParallelism();
            context.parallelize(List.of(1, 2, 3, 4), tasks).foreach(one -> Thread.sleep(200));
            return null;
          });
      assertThat(lake.tasksAtOnce()).isEqualTo(context.defaultParallelism());
    }
  }

  @Test
  void theNextRunInheritsWhatTheRunBeforePublished(SparkSession spark) {
    try (Lake lake = open(spark)) {
      assertThat(lake.previous(PersonAliases.CONTRACT)).isEmpty();
      assertThat(lake.base()).isEmpty();
      lake.publish(aliases(spark, "ada"), PersonAliases::new);
      assertThat(lake.commit().number()).isEqualTo(1);
    }
    try (Lake lake = open(spark)) {
      assertThat(TextTable.show(lake.previous(PersonAliases.CONTRACT).orElseThrow(), "person_id"))
          .isEqualTo("known");
      assertThat(lake.previous(SessionFacts.CONTRACT)).isEmpty();
      assertThat(lake.base().orElseThrow().number()).isEqualTo(1);
      lake.publish(aliases(spark, "bob"), PersonAliases::new);
      assertThat(lake.commit().number()).isEqualTo(2);
    }
    assertThat(folder.resolve("latest/map_person_alias")).isDirectory();
    assertThat(versions().list()).extracting(Version::baseVersion).containsExactly(0L, 1L);
  }

  @Test
  void aRunIsNotPublishedOverAVersionItHasNotSeen(SparkSession spark) {
    try (Lake slow = open(spark)) {
      try (Lake fast = open(spark)) {
        fast.publish(aliases(spark, "ada"), PersonAliases::new);
        fast.commit();
      }
      slow.publish(aliases(spark, "bob"), PersonAliases::new);

      assertThatThrownBy(slow::commit)
          .isInstanceOf(TryAgain.class)
          .hasMessageContaining("started from version 0, but version 1");
    }
    assertThat(versions().list()).hasSize(1);
  }

  @Test
  void aFailedCheckPublishesNothingAndSaysWhichNumberBrokeWhichLaw(SparkSession spark) {
    try (Lake lake = open(spark)) {
      lake.publish(
          new Checks(
              TextTable.of(
                  spark,
                  Checks.CONTRACT,
                  """
                  check_name | status | value | threshold | message
                  sums       | fail   | 1.5   | 1         | 3 of 7 sums are not 1
                  shares     | warn   | 0.3   | 0.2       | many
                  """)),
          Checks::new);

      assertThatThrownBy(lake::commit)
          .isInstanceOf(BrokenLaw.class)
          .hasMessageContaining("breaks 1 of 2 laws; nothing was published")
          .hasMessageContaining("sums: 3 of 7 sums are not 1")
          .hasMessageNotContaining("many");
    }
    assertThat(versions().current()).isEmpty();
  }

  @Test
  void stagedTablesGoWithTheRunAndPublishedOnesStay(SparkSession spark) throws IOException {
    RunId run;
    try (Lake lake = open(spark)) {
      run = lake.runId();
      PersonAliases staged = lake.stage(aliases(spark, "ada", "ada"), PersonAliases::new);
      assertThat(staged.rows().count()).isEqualTo(2);
      lake.publish(aliases(spark, "ada"), PersonAliases::new);
      assertThat(folder.resolve("_work/" + run)).isDirectory();
    }
    assertThat(folder.resolve("_work/" + run)).doesNotExist();
    assertThat(files(run, "map_person_alias")).hasSize(1);
  }

  @Test
  void whatAFailedAttemptLeftIsRemovedAndCountedNowhere(SparkSession spark) throws IOException {
    try (Lake lake = open(spark)) {
      assertThatThrownBy(() -> lake.stage(aliases(spark, "ada", "bob"), LakeTest::lost))
          .hasMessage("lost");
      assertThatThrownBy(() -> lake.publish(aliases(spark, "ada", "bob"), LakeTest::lost))
          .hasMessage("lost");
      assertThatThrownBy(
              () ->
                  lake.publish(
                      new PersonAliases(
                          aliases(spark, "ada", "bob")
                              .rows()
                              .withColumn("reason", functions.expr("string(raise_error('lost'))"))),
                      PersonAliases::new))
          .hasStackTraceContaining("lost");

      assertThat(lake.stage(aliases(spark, "cora"), PersonAliases::new).rows().count()).isOne();
      assertThat(lake.publish(aliases(spark, "cora"), PersonAliases::new).rows().count()).isOne();

      assertThat(lake.stages()).extracting(Lake.Stage::rows).containsExactly(1L, 1L);
      assertThat(lake.published()).hasSize(1);
      assertThat(files(lake.runId(), "map_person_alias")).hasSize(1);
      assertThat(lake.commit().number()).isEqualTo(1);
      assertThat(Files.readString(folder.resolve("runs/" + lake.runId() + "/_MANIFEST.json")))
          .containsOnlyOnce("\"map_person_alias\"");
    }
  }

  @Test
  void whatIsStoredIsNotWrittenOver(SparkSession spark) throws IOException {
    try (Lake lake = open(spark)) {
      lake.publish(aliases(spark, "ada"), PersonAliases::new);

      assertThatThrownBy(() -> lake.publish(aliases(spark, "bob"), PersonAliases::new))
          .hasMessageContaining("already exists");
    }
  }

  @Test
  void workOfADeadRunIsRemovedAndThatOfALiveOneIsNot(SparkSession spark) throws IOException {
    Path dead = folder.resolve("_work/2026-01-04T020000-00000001");
    Files.createDirectories(dead.resolve("stg_session"));
    Files.writeString(dead.resolve(Lease.FILE_NAME), "");
    Files.setLastModifiedTime(
        dead.resolve(Lease.FILE_NAME),
        FileTime.from(Instant.now().minus(Lease.DEAD_AFTER).minusSeconds(60)));
    try (Lake live = open(spark);
        Lake next = open(spark)) {
      assertThat(dead).doesNotExist();
      assertThat(folder.resolve("_work/" + live.runId())).isDirectory();
      assertThat(folder.resolve("_work/" + next.runId())).isDirectory();
    }
  }

  @Test
  void workThatHasGivenNoSignOfLifeYetIsNotTakenForDead(SparkSession spark) throws IOException {
    Path starting = Files.createDirectories(folder.resolve("_work/2026-01-04T020000-00000001"));
    Path leftLongAgo = Files.createDirectories(folder.resolve("_work/2026-01-04T020000-00000002"));
    Files.setLastModifiedTime(
        leftLongAgo, FileTime.from(Instant.now().minus(Lease.DEAD_AFTER).minusSeconds(60)));

    open(spark).close();

    assertThat(starting).isDirectory();
    assertThat(leftLongAgo).doesNotExist();
  }

  @Test
  void theLogTellsRowsAndSecondsOfEachTable(SparkSession spark) {
    List<String> heard = new ArrayList<>();
    try (Lake lake =
        Lake.open(
            spark,
            folder.toString(),
            new RunId("2026-01-05T020000-0000000a"),
            (stage, rows, seconds) -> heard.add(stage + " " + rows))) {
      lake.stage(aliases(spark, "ada", "bob"), PersonAliases::new);
      lake.publish(sessions(spark), SessionFacts::new);
      Instant start = Instant.parse("2026-01-05T02:00:00Z");
      RunLog log =
          lake.publish(
              lake.log(LocalDate.of(2026, 1, 5), start, start.plusSeconds(5), "0.1.0", "cafe"),
              RunLog::new);

      assertThat(heard).containsExactly("map_person_alias 2", "fact_session 3", "ops_run 2");
      assertThat(TextTable.show(log.rows(), "stage", "rows_out", "snapshot_date", "status"))
          .isEqualTo(
              "fact_session | 3 | 2026-01-05 | succeeded\n"
                  + "map_person_alias | 2 | 2026-01-05 | succeeded");
      assertThat(log.rows().filter("stage_seconds > 0").count()).isEqualTo(2);
    }
  }

  @Test
  void aTextIsWrittenOnceBesideTheTables(SparkSession spark) throws IOException {
    try (Lake lake = open(spark)) {
      lake.attach("identity.md", "# Identität");

      Path run = folder.resolve("runs").resolve(lake.runId().text());
      assertThat(Files.readString(run.resolve("identity.md"))).isEqualTo("# Identität");
      assertThatThrownBy(() -> lake.attach("identity.md", "another"))
          .isInstanceOf(CannotWrite.class)
          .hasMessageStartingWith("Cannot write identity.md of run " + lake.runId());
    }
  }

  @Test
  void aWarehouseThatTakesNoFilesIsToldAtOnce(SparkSession spark) throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");

    assertThatThrownBy(
            () ->
                Lake.open(spark, file.toString(), new RunId("2026-01-05T020000-0000000a"), SILENT))
        .isInstanceOf(CannotWrite.class)
        .hasMessageStartingWith("Cannot write to " + file);
  }

  @Test
  void aFullStorageIsToldHoweverDeepItIsWrapped() {
    IOException full = new IOException("No space left on device");

    assertThat(LakeException.ofStorage(new IllegalStateException("Job aborted", full)))
        .hasValueSatisfying(
            told ->
                assertThat(told)
                    .isInstanceOf(CannotWrite.class)
                    .hasMessage("The run cannot go on: No space left on device"));
    assertThat(LakeException.ofStorage(new IllegalStateException("a defect"))).isEmpty();
  }

  @Test
  void aNestedColumnIsStagedButNotPublished(SparkSession spark) {
    Field list =
        Field.required("list", DataTypes.createArrayType(DataTypes.LongType), "Any numbers");
    Contract nested =
        new Contract(
            "stg_nested",
            "one row per alias",
            List.of(PersonAliases.RETIRED_PERSON_ID),
            List.of(PersonAliases.RETIRED_PERSON_ID, list));
    Table table =
        SmallRun.of(
            nested,
            aliases(spark, "ada")
                .rows()
                .select(
                    PersonAliases.RETIRED_PERSON_ID.col(),
                    list.is(functions.array(functions.lit(1L)))));
    try (Lake lake = open(spark)) {
      assertThat(lake.stage(table, rows -> SmallRun.of(nested, rows)).rows().first())
          .hasToString("[ada,ArraySeq(1)]");
      assertThatThrownBy(() -> lake.publish(table, rows -> SmallRun.of(nested, rows)))
          .hasMessage("Table stg_nested cannot be published: list is of type array<bigint>");
    }
  }

  private static PersonAliases lost(Dataset<Row> rows) {
    throw new IllegalStateException("lost");
  }

  private Lake open(SparkSession spark) {
    return Lake.open(
        spark,
        folder.toString(),
        RunId.of(LocalDate.of(2026, 1, 5), Instant.parse("2026-01-05T02:00:00Z"), ++runs),
        SILENT);
  }

  private Versions versions() {
    return Versions.at(folder.toString(), new Configuration());
  }

  private List<Path> files(RunId run, String table) throws IOException {
    try (Stream<Path> found =
        Files.walk(folder.resolve("runs").resolve(run.text()).resolve(table))) {
      return found.filter(file -> file.toString().endsWith(".parquet")).sorted().toList();
    }
  }

  private static List<String> columns(Path file) throws IOException {
    try (ParquetFileReader reader =
        ParquetFileReader.open(
            HadoopInputFile.fromPath(
                new org.apache.hadoop.fs.Path(file.toString()), new Configuration()))) {
      return reader.getFileMetaData().getSchema().getFields().stream()
          .map(column -> column.getName())
          .toList();
    }
  }

  static PersonAliases aliases(SparkSession spark, String... retired) {
    String lines =
        String.join(
            "\n", Arrays.stream(retired).map(id -> id + " | known | merge | run-1").toList());
    return new PersonAliases(
        TextTable.of(
            spark,
            PersonAliases.CONTRACT,
            "retired_person_id | person_id | reason | changed_run_id\n" + lines));
  }

  static SessionFacts sessions(SparkSession spark) {
    return new SessionFacts(
        TextTable.of(
            spark,
            SessionFacts.CONTRACT,
            """
            session_id | person_id | account_id | session_date | started_at          | ended_at            | duration_seconds | touchpoint_count | distinct_touchpoint_count | entry_touchpoint_id | exit_touchpoint_id | entry_channel | is_bounce | persona_id | persona_confidence | is_final
            s3         | ada       | acme       | 2026-01-06   | 2026-01-06 09:00:00 | 2026-01-06 09:00:00 | 0                | 1                | 1                         | demo                | demo               | web           | true      | p1         | 0.5                | true
            s2         | bob       | acme       | 2026-01-05   | 2026-01-05 10:00:00 | 2026-01-05 10:00:00 | 0                | 1                | 1                         | demo                | demo               | web           | true      | p1         | 0.5                | true
            s1         | ada       | acme       | 2026-01-05   | 2026-01-05 09:00:00 | 2026-01-05 09:00:00 | 0                | 1                | 1                         | demo                | demo               | web           | true      | p1         | 0.5                | true
            """));
  }
}
