package org.desirepath.golden;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.apache.hadoop.conf.Configuration;
import org.desirepath.Pipeline;
import org.desirepath.cli.Desirepath;
import org.desirepath.demo.DemoExports;
import org.desirepath.demo.DemoSettings;
import org.desirepath.lake.Version;
import org.desirepath.lake.Versions;
import org.desirepath.table.Checks;
import org.desirepath.table.Contract;
import org.desirepath.table.PublishedTables;
import org.desirepath.table.RunHistory;
import org.desirepath.table.RunLog;
import org.desirepath.table.SourceAudit;
import org.desirepath.table.TouchpointFacts;
import org.desirepath.testing.Canaries;
import org.desirepath.testing.CommandPlans;
import org.desirepath.testing.CommandProcess;
import org.desirepath.testing.HeadlessBrowser;
import org.desirepath.testing.IdentityRecovery;
import org.desirepath.testing.PublishedRun;
import org.desirepath.testing.RestoredSession;
import org.desirepath.testing.SparkExtension;
import org.desirepath.testing.WarehouseReader;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.chrome.ChromeDriver;

/**
 * The nightly command from exports to tables, as a scheduler starts it: a night, some that are
 * killed, and one that is not, on one warehouse, while a reader looks on.
 *
 * <p>The nights that are killed are processes of their own, with fewer rows. The last one reads the
 * same rows in another order from files of other names, in other partitions and by interpreted
 * plans, which are quicker with so few rows. With {@code DESIREPATH_SOAK=true} in the environment
 * nights are killed all over the tables, and 7 partitions are tried as well.
 */
@ExtendWith(RestoredSession.class)
class NightlyRunTest {

  private static final boolean IS_SOAK = Boolean.parseBoolean(System.getenv("DESIREPATH_SOAK"));

  /**
   * How many tables a night stores before it is killed; the nights of a list run at once. A kill
   * costs the night up to there, so most come early: with staged tables alone, and with published
   * ones among them. The last comes with all tables stored, when the commit begins.
   */
  private static final List<List<Integer>> KILLED_AFTER =
      IS_SOAK
          ? List.of(
              List.of(3, 22, 38),
              List.of(7, 26, 39),
              List.of(11, 30, Pipeline.TABLES),
              List.of(18, 34, Pipeline.TABLES),
              List.of(1, 14, Pipeline.TABLES))
          : List.of(List.of(1, 14, Pipeline.TABLES));

  /** Tables that name the files and lines that rows come from. */
  private static final Set<String> OF_THE_FILES = Set.of("ops_source_audit", "ops_quarantine");

  /** Tables that tell of the run's moments, and of the version before it. */
  private static final Set<String> OF_THE_RUN =
      Set.of("ops_run", "ops_run_history", "ops_identity");

  private static final String PARTITIONS = "spark.sql.shuffle.partitions";
  private static final String WHOLE_STAGE = "spark.sql.codegen.wholeStage";

  @TempDir private static Path folder;
  private static Path exports;
  private static Path warehouse;
  private static Path told;
  private static int nights;
  private static PublishedRun first;
  private static PublishedRun between;
  private static PublishedRun last;
  private static List<Long> seen;

  @BeforeAll
  static void runNights() throws IOException, InterruptedException {
    exports = folder.resolve("exports");
    warehouse = folder.resolve("warehouse");
    told = Files.createDirectory(folder.resolve("told"));
    DemoExports.write(
        new DemoSettings(12, 30, 3, true, true, DemoSettings.DEFAULT_END), exports, line -> {});
    Path few = folder.resolve("few");
    DemoExports.write(
        new DemoSettings(4, 14, 3, false, false, DemoSettings.DEFAULT_END), few, line -> {});
    Canaries.plant(exports);
    Canaries.plant(few);
    Path shuffled = folder.resolve("shuffled");
    shuffle(exports, shuffled, new Random(5));

    first = run(exports, 1, CommandPlans.COMPILED);
    assertThat(SparkExtension.session().conf().get(WHOLE_STAGE)).isEqualTo("true");
    try (WarehouseReader reader = new WarehouseReader(warehouse)) {
      for (List<Integer> tables : KILLED_AFTER) {
        killNights(few, tables);
      }
      between = IS_SOAK ? run(exports, 7, CommandPlans.COMPILED) : first;
      last = run(shuffled, 64, CommandPlans.INTERPRETED);
      assertThat(SparkExtension.session().conf().get(WHOLE_STAGE)).isEqualTo("false");
      seen = reader.seen();
    }
  }

  @Test
  void everyTableIsPublishedAndAllChecksPass() throws SQLException {
    for (Contract contract : PublishedTables.ALL) {
      assertThat(first.number(contract, "count(*)")).as(contract.name()).isNotNegative();
    }
    assertThat(first.number(Checks.CONTRACT, "count(*) FILTER (status = 'fail')")).isZero();
    assertThat(first.number(Checks.CONTRACT, "count(*)")).isGreaterThan(10);
    assertThat(first.number(TouchpointFacts.CONTRACT, "count(*)")).isGreaterThan(1000);
    assertThat(first.number(RunLog.CONTRACT, "count(rows_out)"))
        .as("the log tells every table but itself and its history")
        .isEqualTo(Pipeline.TABLES - 2);
    assertThat(
            first.number(
                RunLog.CONTRACT, "count(*) FILTER (stage LIKE '%_model' AND task_count > 0)"))
        .as("and the models")
        .isGreaterThan(1);
    assertThat(first.number(RunHistory.CONTRACT, "count(*)")).isEqualTo(1);
  }

  @Test
  void whoIsWhoIsAsPlanted() throws SQLException {
    IdentityRecovery found = IdentityRecovery.of(exports, first);

    assertThat(found.identifiers()).isGreaterThan(150);
    assertThat(found.precision()).isGreaterThanOrEqualTo(0.999);
    assertThat(found.recall()).isGreaterThanOrEqualTo(0.99);
    assertThat(found.falseMerges()).isZero();
    assertThat(found.persons()).isGreaterThan(20);
    assertThat(found.accounts()).isGreaterThanOrEqualTo(0.99);
  }

  @Test
  void otherFileNamesRowOrdersPartitionsAndPlansGiveTheSameTables() throws SQLException {
    Set<String> apart = new HashSet<>(OF_THE_FILES);
    apart.addAll(OF_THE_RUN);

    assertThat(PublishedRun.differences(first, last, apart)).isEmpty();
    if (IS_SOAK) {
      assertThat(PublishedRun.differences(first, between, OF_THE_RUN)).isEmpty();
    }
  }

  @Test
  void readersSeeWholeVersionsOnlyWhileNightsAreKilled() {
    List<Version> published = Versions.at(warehouse.toString(), new Configuration()).list();

    assertThat(published)
        .extracting(version -> version.runId().text())
        .startsWith(first.folder().getFileName().toString())
        .endsWith(last.folder().getFileName().toString())
        .hasSize(IS_SOAK ? 3 : 2);
    for (int i = 0; i < published.size(); i++) {
      assertThat(published.get(i).number()).isEqualTo(i + 1L);
    }
    assertThat(seen).isSorted().startsWith(1L).endsWith((long) published.size());
  }

  /** A small sweep over the published sessions, from the commands that people use. */
  @Test
  void aSweepIsReportedResumedComparedAndPromoted() throws IOException {
    Path sweep = sweep();
    assertThat(sweep.resolve("candidates/k-means-3-mix.json")).exists();
    assertThat(sweep.resolve("ops_persona_candidate")).isDirectory();
    assertThat(sweep.resolve("ops_model_score")).isDirectory();
    String report = Files.readString(sweep.resolve("report.html"));
    assertThat(report).contains("k-means-3-mix-s1").doesNotContain("@example");

    FileTime written = Files.getLastModifiedTime(sweep.resolve("candidates/k-means-3-mix.json"));
    assertThat(Desirepath.run(tune(warehouse, "tune"))).isZero();
    assertThat(Files.getLastModifiedTime(sweep.resolve("candidates/k-means-3-mix.json")))
        .as("a trial that was kept is not tried again")
        .isEqualTo(written);
    assertThat(Files.readString(sweep.resolve("report.html"))).isEqualTo(report);

    assertThat(Desirepath.run(tune(warehouse, "tune", "compare", "k-means-3-mix-s1", "current")))
        .isZero();
    assertThat(Desirepath.run(tune(warehouse, "tune", "promote", "k-means-3-mix-s9")))
        .isEqualTo(66);
    assertThat(warehouse.resolve("_promotions")).doesNotExist();
    assertThat(Desirepath.run(tune(warehouse, "tune", "promote", "k-means-3-mix-s1"))).isZero();
    assertThat(warehouse.resolve("_promotions/00000000000000000001.json")).exists();

    Path features = folder.resolve("features");
    assertThat(
            Desirepath.run(
                "features", "jobs/demo.yaml", "--warehouse=" + warehouse, "--out=" + features))
        .isZero();
    assertThat(features.resolve("session_feature")).isDirectory();
    assertThat(features.resolve("feature")).isDirectory();
  }

  /** The report of a sweep as a browser shows it; skipped where there is none. */
  @Test
  void theReportOfASweepIsDrawn() throws IOException {
    try (HeadlessBrowser browser = HeadlessBrowser.start()) {
      ChromeDriver page = browser.open(Files.readString(sweep().resolve("report.html")));
      assertThat(page.findElements(By.cssSelector(".chart canvas")))
          .as("scores but for a mixture's, and a comparison")
          .hasSizeGreaterThan(10);
      assertThat(browser.errors()).isEmpty();
    }
  }

  private static String[] tune(Path warehouse, String... words) {
    List<String> arguments = new ArrayList<>(List.of(words));
    arguments.add(Math.min(2, words.length), "jobs/demo.yaml");
    arguments.add("--warehouse=" + warehouse);
    arguments.add("--set=tuning.algorithms=[k-means]");
    arguments.add("--set=tuning.feature-sets={mix: [touchpoint, depth]}");
    arguments.add("--set=tuning.min-count=3");
    arguments.add("--set=tuning.max-count=3");
    arguments.add("--set=tuning.seeds=[1]");
    arguments.add("--set=tuning.resamples=2");
    arguments.add("--set=tuning.references=2");
    return arguments.toArray(String[]::new);
  }

  /** The folder of the one sweep that the tests look at. */
  private static Path sweep() throws IOException {
    if (!Files.exists(warehouse.resolve("tuning"))) {
      assertThat(Desirepath.run(tune(warehouse, "tune"))).isZero();
    }
    try (Stream<Path> sweeps = Files.list(warehouse.resolve("tuning"))) {
      return sweeps.toList().get(0);
    }
  }

  @Test
  void noAddressAndNoScriptIsInAnyTable() throws SQLException {
    for (Contract contract : PublishedTables.ALL) {
      assertThat(first.rowsWith(contract, "@")).as(contract.name()).isEmpty();
      assertThat(first.rowsWith(contract, "<script")).as(contract.name()).isEmpty();
    }
  }

  @Test
  void nothingThatANightTellsHasPersonalData() throws IOException, SQLException {
    for (String file : Canaries.FILES) {
      assertThat(
              first.number(
                  SourceAudit.CONTRACT,
                  "count(*) FILTER (file_name = '%s' AND rows_accepted = 1 AND rows_quarantined > 0)"
                      .formatted(file)))
          .as("%s is read, and some of it refused", file)
          .isOne();
    }
    for (Contract contract : PublishedTables.ALL) {
      assertThat(first.rowsWithAny(contract, Canaries.TEXTS)).as(contract.name()).isEmpty();
    }
    assertThat(warehouse.resolve("_STATUS.json")).exists();
    assertThat(first.folder().resolve("prediction.html")).exists();
    assertThat(Canaries.filesThatTell(warehouse, Canaries.TEXTS)).isEmpty();

    assertThat(told.resolve("desirepath.prom")).exists();
    assertThat(Canaries.filesThatTell(told, List.of("SparkListenerSQLExecutionStart")))
        .as("what Spark logs of its plans")
        .hasSize(nights);
    assertThat(Canaries.filesThatTell(told, List.of("fact_touchpoint")))
        .as("what people are told, and plans, of nights that came as far")
        .isNotEmpty();
    assertThat(Canaries.filesThatTell(told, Canaries.TEXTS)).isEmpty();
  }

  @Test
  void moreRefusedRowsThanAllowedPublishNothing() {
    Path third = folder.resolve("third");

    assertThat(
            Desirepath.run(
                "run",
                "jobs/demo.yaml",
                "--set=sources.max-quarantined-share=0.01",
                CommandPlans.INTERPRETED,
                "--exports=" + exports,
                "--warehouse=" + third))
        .isEqualTo(65);
    assertThat(third.resolve("latest")).doesNotExist();
    assertThat(third.resolve("_versions")).doesNotExist();
  }

  /** A run in this process. So small a demo has more dirt than a night may have. */
  private static PublishedRun run(Path exports, int partitions, String plans) {
    assertThat(Desirepath.run(night(exports, partitions, plans).toArray(String[]::new))).isZero();
    assertThat(SparkExtension.session().conf().get(PARTITIONS))
        .isEqualTo(Integer.toString(partitions));
    try {
      return new PublishedRun(warehouse.resolve("latest").toRealPath());
    } catch (IOException fault) {
      throw new UncheckedIOException(fault);
    }
  }

  private static List<String> night(Path exports, int partitions, String plans) {
    return List.of(
        "run",
        "jobs/demo.yaml",
        "--set=sources.max-quarantined-share=0.5",
        "--set=spark.shuffle-partitions=" + partitions,
        plans,
        "--metrics=" + told.resolve("desirepath.prom"),
        "--exports=" + exports,
        "--warehouse=" + warehouse);
  }

  /**
   * Starts as many nights as there are numbers and kills each when it has stored so many tables.
   */
  private static void killNights(Path exports, List<Integer> tables)
      throws IOException, InterruptedException {
    List<Process> running = new ArrayList<>();
    try {
      for (int i = 0; i < tables.size(); i++) {
        running.add(startNight(exports, Files.createDirectory(told.resolve("night-" + nights++))));
      }
      for (int i = 0; i < tables.size(); i++) {
        List<String> said = awaitTables(running.get(i), tables.get(i));
        running.get(i).destroyForcibly().waitFor();
        Files.write(told.resolve("said-%d-%d".formatted(nights, i)), said);
      }
    } finally {
      for (Process night : running) {
        night.destroyForcibly().waitFor();
      }
    }
  }

  /**
   * Room for the young and for classes from the start: else a night collects while they grow.
   *
   * @param logs where it logs, Spark's plans and other events among it
   */
  private static Process startNight(Path exports, Path logs) throws IOException {
    return CommandProcess.of(
            List.of(
                "-Xms512m",
                "-Xmx1g",
                "-Xmn320m",
                "-XX:MetaspaceSize=256m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Ddesirepath.logs=" + logs,
                "-Dspark.eventLog.enabled=true",
                "-Dspark.eventLog.compress=false",
                "-Dspark.eventLog.rolling.enabled=false",
                "-Dspark.eventLog.dir=" + logs.toUri()),
            night(exports, 2, CommandPlans.INTERPRETED))
        .start();
  }

  /** What a night says until it has stored so many tables. */
  private static List<String> awaitTables(Process night, int tables) throws IOException {
    String last = "%3d  ".formatted(tables);
    BufferedReader said =
        new BufferedReader(new InputStreamReader(night.getInputStream(), StandardCharsets.UTF_8));
    List<String> lines = new ArrayList<>();
    String line = said.readLine();
    while (line != null && !line.startsWith(last)) {
      lines.add(line);
      line = said.readLine();
    }
    assertThat(line).as(String.join("\n", lines)).isNotNull();
    lines.add(line);
    return lines;
  }

  /** The same exports; the lines of each line file in another order, its name that of another. */
  private static void shuffle(Path from, Path to, Random random) throws IOException {
    List<Path> whole = new ArrayList<>();
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        if (file.getParent().endsWith("ga4") && !isBroken(file)) {
          whole.add(file);
        } else {
          copy(file, to.resolve(from.relativize(file)), random);
        }
      }
    }
    List<Path> names = new ArrayList<>(whole);
    Collections.shuffle(names, random);
    for (int i = 0; i < whole.size(); i++) {
      copy(whole.get(i), to.resolve(from.relativize(names.get(i))), random);
    }
  }

  private static void copy(Path from, Path to, Random random) throws IOException {
    Files.createDirectories(to.getParent());
    if (!from.getFileName().toString().endsWith(".gz") || isBroken(from)) {
      Files.copy(from, to);
      return;
    }
    List<String> lines;
    try (GZIPInputStream in = new GZIPInputStream(Files.newInputStream(from))) {
      lines =
          new ArrayList<>(new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList());
    }
    Collections.shuffle(lines, random);
    try (GZIPOutputStream out = new GZIPOutputStream(Files.newOutputStream(to))) {
      out.write((String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
    }
  }

  private static boolean isBroken(Path gzip) {
    try (GZIPInputStream in = new GZIPInputStream(Files.newInputStream(gzip))) {
      in.readAllBytes();
      return false;
    } catch (IOException e) {
      return true;
    }
  }
}
