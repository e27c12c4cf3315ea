package org.desirepath.golden;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.desirepath.Pipeline;
import org.desirepath.cli.Desirepath;
import org.desirepath.demo.DemoExports;
import org.desirepath.demo.DemoSettings;
import org.desirepath.table.Contract;
import org.desirepath.table.PublishedTables;
import org.desirepath.testing.SparkExtension;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The nightly command from exports to tables, as a scheduler starts it. */
@ExtendWith(SparkExtension.class)
class NightlyRunTest {

  /** Tables that tell of the run itself, its files and its clock. */
  private static final Set<String> OF_THE_RUN =
      Set.of("ops_run", "ops_check", "ops_quarantine", "ops_source_audit");

  @TempDir private static Path folder;
  private static Path exports;
  private static Path first;

  @BeforeAll
  static void runOnce() throws IOException {
    exports = folder.resolve("exports");
    DemoExports.write(
        new DemoSettings(12, 30, 3, true, true, DemoSettings.DEFAULT_END), exports, line -> {});
    first = folder.resolve("first");
    SparkExtension.session();
    assertThat(run(exports, first)).isZero();
  }

  @Test
  void everyTableIsPublishedAndAllChecksPass(SparkSession spark) {
    for (Contract contract : PublishedTables.ALL) {
      assertThat(rows(spark, first, contract.name()).columns()).as(contract.name()).isNotEmpty();
    }
    assertThat(rows(spark, first, "ops_check").where("status = 'fail'").count()).isZero();
    assertThat(rows(spark, first, "ops_check").count()).isGreaterThan(10);
    assertThat(rows(spark, first, "fact_touchpoint").count()).isGreaterThan(1000);
    assertThat(rows(spark, first, "ops_run").count())
        .as("the log tells every table but itself")
        .isEqualTo(Pipeline.TABLES - 1);
  }

  @Test
  void otherFileNamesRowOrdersAndPartitionsGiveTheSameTables(SparkSession spark)
      throws IOException {
    Path shuffled = folder.resolve("shuffled");
    shuffle(exports, shuffled, new Random(5));
    Path second = folder.resolve("second");
    String partitions = spark.conf().get("spark.sql.shuffle.partitions");
    spark.conf().set("spark.sql.shuffle.partitions", "7");
    try {
      assertThat(run(shuffled, second)).isZero();
    } finally {
      spark.conf().set("spark.sql.shuffle.partitions", partitions);
    }

    for (Contract contract : PublishedTables.ALL) {
      if (!OF_THE_RUN.contains(contract.name())) {
        Dataset<Row> one = comparable(rows(spark, first, contract.name()));
        Dataset<Row> other = comparable(rows(spark, second, contract.name()));
        assertThat(one.exceptAll(other).limit(3).collectAsList()).as(contract.name()).isEmpty();
        assertThat(other.exceptAll(one).limit(3).collectAsList()).as(contract.name()).isEmpty();
      }
    }
  }

  @Test
  void noAddressAndNoScriptIsInAnyTable(SparkSession spark) {
    for (Contract contract : PublishedTables.ALL) {
      Dataset<Row> rows = rows(spark, first, contract.name());
      for (String column : rows.columns()) {
        Column text = rows.col(column).cast("string");
        assertThat(rows.where(text.contains("@").or(text.contains("<script"))).count())
            .as(contract.name() + "." + column)
            .isZero();
      }
    }
  }

  @Test
  void moreRefusedRowsThanAllowedPublishNothing() {
    Path third = folder.resolve("third");

    assertThat(run(exports, third, "--set=sources.max-quarantined-share=0.01")).isEqualTo(65);
    assertThat(third.resolve("latest")).doesNotExist();
    assertThat(third.resolve("_versions")).doesNotExist();
  }

  /** So small a demo has a larger share of dirt than a night may have. */
  private static int run(Path exports, Path warehouse) {
    return run(exports, warehouse, "--set=sources.max-quarantined-share=0.2");
  }

  private static int run(Path exports, Path warehouse, String setting) {
    return Desirepath.run(
        "run", "jobs/demo.yaml", setting, "--exports=" + exports, "--warehouse=" + warehouse);
  }

  private static Dataset<Row> rows(SparkSession spark, Path warehouse, String table) {
    return spark
        .read()
        .option("recursiveFileLookup", "true")
        .parquet(warehouse.resolve("latest").resolve(table).toString());
  }

  /** Without what names the run. */
  private static Dataset<Row> comparable(Dataset<Row> rows) {
    return rows.drop("run_id", "first_run_id", "changed_run_id");
  }

  /** The same exports with the lines of each line file in another order. */
  private static void shuffle(Path from, Path to, Random random) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      files
          .filter(Files::isRegularFile)
          .forEach(file -> copy(file, to.resolve(from.relativize(file)), random));
    }
  }

  private static void copy(Path from, Path to, Random random) {
    try {
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
    } catch (IOException e) {
      throw new UncheckedIOException(e);
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
