package org.desirepath.golden;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.hadoop.fs.FileSystem;
import org.desirepath.Pipeline;
import org.desirepath.cli.Desirepath;
import org.desirepath.demo.DemoExports;
import org.desirepath.demo.DemoSettings;
import org.desirepath.testing.CommandPlans;
import org.desirepath.testing.PublishedRun;
import org.desirepath.testing.RestoredSession;
import org.desirepath.testing.S3Endpoint;
import org.desirepath.testing.SparkCluster;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * The distribution as it is installed and submitted to a cluster, with exports and warehouse on S3:
 * the tables are those of the same night on one machine. It takes some minutes: with {@code
 * DESIREPATH_SOAK=true} in the environment alone.
 */
@EnabledIfEnvironmentVariable(named = "DESIREPATH_SOAK", matches = "true")
@ExtendWith(RestoredSession.class)
class ClusterTest {

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final int MOST_MINUTES = 8;

  /** Tables that tell of the run's moments and places. */
  private static final Set<String> APART = Set.of("ops_run", "ops_run_history", "ops_identity");

  @TempDir private static Path folder;
  private static S3Endpoint s3;
  private static SparkCluster cluster;
  private static FileSystem files;
  private static Path installed;
  private static PublishedRun local;

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    Path exports = folder.resolve("exports");
    DemoExports.write(
        new DemoSettings(4, 14, 3, false, false, DemoSettings.DEFAULT_END), exports, line -> {});
    installed = install();
    s3 = S3Endpoint.start("lake");
    files = s3.files();
    put(exports, "exports");
    put(installed.resolve("conf"), "desirepath/conf");
    put(installed.resolve("jobs"), "desirepath/jobs");
    cluster = SparkCluster.start(folder.resolve("spark"), S3Endpoint.environment(), 2);
    Files.createDirectories(cluster.home().resolve("conf"));
    Files.copy(
        installed.resolve("conf/log4j2.properties"),
        cluster.home().resolve("conf/log4j2.properties"));
    Path warehouse = folder.resolve("warehouse");
    assertThat(
            Desirepath.run(
                night("jobs/demo.yaml", exports.toString(), warehouse.toString())
                    .toArray(String[]::new)))
        .isZero();
    local = new PublishedRun(warehouse.resolve("latest").toRealPath());
  }

  @AfterAll
  static void stop() throws Exception {
    for (AutoCloseable one : new AutoCloseable[] {cluster, files, s3}) {
      if (one != null) {
        one.close();
      }
    }
  }

  @Test
  void theDriverHereAndExecutorsThereGiveTheTablesOfOneMachine() throws Exception {
    assertThat(submit("client", installed.resolve("jobs/demo.yaml").toString())).isZero();

    isPublishedAs("client");
  }

  @Test
  void theDriverOnTheClusterReadsItsJobFromTheStore() throws Exception {
    assertThat(submit("cluster", s3.uri() + "/desirepath/jobs/demo.yaml")).isZero();

    isPublishedAs("cluster");
    String runId = status("cluster").path("run_id").asText();
    assertThat(told("stdout"))
        .filteredOn(line -> line.path("event").asText().equals("step_stored"))
        .hasSize(Pipeline.TABLES)
        .allMatch(line -> line.path("run_id").asText().equals(runId));
    assertThat(told("stderr"))
        .as("what Spark says of steps")
        .anyMatch(line -> line.has("step") && line.path("run_id").asText().equals(runId));
  }

  /** What the driver on the cluster said for collectors of logs. */
  private static List<JsonNode> told(String stream) throws IOException {
    List<JsonNode> told = new ArrayList<>();
    for (String line : cluster.told(stream)) {
      if (line.startsWith("{")) {
        told.add(MAPPER.readTree(line));
      }
    }
    return told;
  }

  private static void isPublishedAs(String mode) throws Exception {
    Path fetched = folder.resolve("fetched-" + mode);
    JsonNode status = status(mode);
    assertThat(status.path("state").asText())
        .as(() -> status + cluster.told())
        .isEqualTo("succeeded");
    assertThat(status.path("exit_code").asInt(-1)).isZero();
    files.copyToLocalFile(
        new org.apache.hadoop.fs.Path(
            s3.uri() + "/" + mode + "/runs/" + status.path("run_id").asText()),
        new org.apache.hadoop.fs.Path(fetched.toUri()));

    assertThat(PublishedRun.differences(local, new PublishedRun(fetched), APART)).isEmpty();
    assertThat(canaries()).isEmpty();
  }

  /** Logs, status, tables and what applications leave that tell a credential. */
  private static List<Path> canaries() throws IOException {
    List<Path> told = new ArrayList<>();
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path file :
          all.filter(one -> Files.isRegularFile(one) && !one.toString().endsWith(".jar"))
              .toList()) {
        String text = Files.readString(file, StandardCharsets.ISO_8859_1);
        if (text.contains(S3Endpoint.SECRET_KEY) || text.contains(S3Endpoint.ACCESS_KEY)) {
          told.add(file);
        }
      }
    }
    return told;
  }

  private static JsonNode status(String mode) throws IOException {
    try (InputStream in =
        files.open(new org.apache.hadoop.fs.Path(s3.uri() + "/" + mode + "/_STATUS.json"))) {
      return MAPPER.readTree(in);
    }
  }

  /** Installs the distribution as people do. */
  private static Path install() throws IOException, InterruptedException {
    Path target = Files.createDirectory(folder.resolve("installed"));
    Path archive;
    try (Stream<Path> built = Files.list(Path.of("target"))) {
      archive =
          built
              .filter(file -> file.getFileName().toString().matches("desirepath-.*\\.tar\\.gz"))
              .findFirst()
              .orElseThrow();
    }
    Process tar =
        new ProcessBuilder(
                "tar", "-xzf", archive.toAbsolutePath().toString(), "-C", target.toString())
            .inheritIO()
            .start();
    assertThat(tar.waitFor()).isZero();
    try (Stream<Path> folders = Files.list(target)) {
      return folders.findFirst().orElseThrow();
    }
  }

  private static void put(Path from, String to) throws IOException {
    files.copyFromLocalFile(
        new org.apache.hadoop.fs.Path(from.toUri()),
        new org.apache.hadoop.fs.Path(s3.uri() + "/" + to));
  }

  private static int submit(String mode, String job) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(installed.resolve("scripts/desirepath").toString());
    command.addAll(night(job, s3.uri() + "/exports", s3.uri() + "/" + mode));
    command.addAll(
        List.of("--log-format=json", "--master", cluster.master(), "--deploy-mode", mode));
    Path log = folder.resolve(mode + ".log");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .directory(folder.toFile());
    builder.environment().putAll(cluster.environment());
    builder
        .environment()
        .put(
            "DESIREPATH_SUBMIT_OPTIONS",
            String.join(
                " ",
                "--conf spark.hadoop.fs.s3a.endpoint=" + s3.url(),
                "--conf spark.hadoop.fs.s3a.endpoint.region=us-east-1",
                "--conf spark.hadoop.fs.s3a.path.style.access=true",
                "--conf spark.standalone.submit.waitAppCompletion=true",
                "--conf spark.driver.host=127.0.0.1",
                "--conf spark.executor.memory=768m",
                "--conf spark.driver.memory=768m",
                "--conf spark.executor.cores=1"));
    Process submitted = builder.start();
    try {
      assertThat(submitted.waitFor(MOST_MINUTES, TimeUnit.MINUTES)).as("it ends").isTrue();
    } finally {
      submitted.destroyForcibly();
    }
    if (submitted.exitValue() != 0) {
      System.err.println(Files.readString(log));
    }
    return submitted.exitValue();
  }

  private static List<String> night(String job, String exports, String warehouse) {
    return List.of(
        "run",
        job,
        "--set=sources.max-quarantined-share=0.2",
        "--set=spark.shuffle-partitions=2",
        CommandPlans.INTERPRETED,
        "--exports=" + exports,
        "--warehouse=" + warehouse);
  }
}
