package org.desirepath.golden;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
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
import org.desirepath.Pipeline;
import org.desirepath.cli.Desirepath;
import org.desirepath.demo.DemoExports;
import org.desirepath.demo.DemoSettings;
import org.desirepath.table.Checks;
import org.desirepath.table.Contract;
import org.desirepath.table.PublishedTables;
import org.desirepath.table.RunLog;
import org.desirepath.table.TouchpointFacts;
import org.desirepath.testing.CommandPlans;
import org.desirepath.testing.IdentityRecovery;
import org.desirepath.testing.PublishedRun;
import org.desirepath.testing.RestoredSession;
import org.desirepath.testing.SparkExtension;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The nightly command from exports to tables, as a scheduler starts it. */
@ExtendWith(RestoredSession.class)
class NightlyRunTest {

  /** Tables that name the files and lines that rows come from. */
  private static final Set<String> OF_THE_FILES = Set.of("ops_source_audit", "ops_quarantine");

  private static final String PARTITIONS = "spark.sql.shuffle.partitions";
  private static final String WHOLE_STAGE = "spark.sql.codegen.wholeStage";

  @TempDir private static Path folder;
  private static Path exports;
  private static PublishedRun first;

  @BeforeAll
  static void runOnce() throws IOException {
    exports = folder.resolve("exports");
    DemoExports.write(
        new DemoSettings(12, 30, 3, true, true, DemoSettings.DEFAULT_END), exports, line -> {});
    first = run(exports, 1, CommandPlans.COMPILED);
    assertThat(SparkExtension.session().conf().get(WHOLE_STAGE)).isEqualTo("true");
  }

  @Test
  void everyTableIsPublishedAndAllChecksPass() throws SQLException {
    for (Contract contract : PublishedTables.ALL) {
      assertThat(first.number(contract, "count(*)")).as(contract.name()).isNotNegative();
    }
    assertThat(first.number(Checks.CONTRACT, "count(*) FILTER (status = 'fail')")).isZero();
    assertThat(first.number(Checks.CONTRACT, "count(*)")).isGreaterThan(10);
    assertThat(first.number(TouchpointFacts.CONTRACT, "count(*)")).isGreaterThan(1000);
    assertThat(first.number(RunLog.CONTRACT, "count(*)"))
        .as("the log tells every table but itself")
        .isEqualTo(Pipeline.TABLES - 1);
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

  /**
   * Interpreted plans, which are quicker with so few rows, have to give the same, too. With {@code
   * DESIREPATH_SOAK=true} in the environment 7 partitions are tried as well.
   */
  @Test
  void otherFileNamesRowOrdersPartitionsAndPlansGiveTheSameTables()
      throws IOException, SQLException {
    Path shuffled = folder.resolve("shuffled");
    shuffle(exports, shuffled, new Random(5));
    Set<String> apart = new HashSet<>(OF_THE_FILES);
    apart.add("ops_run");

    PublishedRun other = run(shuffled, 64, CommandPlans.INTERPRETED);
    assertThat(SparkExtension.session().conf().get(WHOLE_STAGE)).isEqualTo("false");
    assertThat(PublishedRun.differences(first, other, apart)).isEmpty();
    if (Boolean.parseBoolean(System.getenv("DESIREPATH_SOAK"))) {
      assertThat(
              PublishedRun.differences(
                  first, run(exports, 7, CommandPlans.COMPILED), Set.of("ops_run")))
          .isEmpty();
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

  /** A run into a warehouse of its own. So small a demo has more dirt than a night may have. */
  private static PublishedRun run(Path exports, int partitions, String plans) {
    Path warehouse = folder.resolve("warehouse-" + partitions);
    assertThat(
            Desirepath.run(
                "run",
                "jobs/demo.yaml",
                "--set=sources.max-quarantined-share=0.2",
                "--set=spark.shuffle-partitions=" + partitions,
                plans,
                "--exports=" + exports,
                "--warehouse=" + warehouse))
        .isZero();
    assertThat(SparkExtension.session().conf().get(PARTITIONS))
        .isEqualTo(Integer.toString(partitions));
    return new PublishedRun(warehouse.resolve("latest"));
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
