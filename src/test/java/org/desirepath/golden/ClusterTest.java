package org.desirepath.golden;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.fs.FileSystem;
import org.desirepath.Pipeline;
import org.desirepath.table.Contract;
import org.desirepath.table.PublishedTables;
import org.desirepath.testing.Canaries;
import org.desirepath.testing.Distribution;
import org.desirepath.testing.PublishedRun;
import org.desirepath.testing.RestoredSession;
import org.desirepath.testing.S3Endpoint;
import org.desirepath.testing.SparkCluster;
import org.desirepath.testing.TinyNight;
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
  private static Path exports;
  private static Path events;
  private static S3Endpoint s3;
  private static SparkCluster cluster;
  private static FileSystem files;
  private static Distribution installed;
  private static PublishedRun local;

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    exports = folder.resolve("exports");
    events = Files.createDirectory(folder.resolve("events"));
    TinyNight.writeExports(exports);
    Canaries.plant(exports);
    installed = Distribution.install(folder.resolve("installed"));
    s3 = S3Endpoint.start("lake");
    files = s3.files();
    put(exports, "exports");
    put(installed.home().resolve("conf"), "desirepath/conf");
    put(installed.home().resolve("jobs"), "desirepath/jobs");
    cluster = SparkCluster.start(folder.resolve("spark"), S3Endpoint.environment(), 2);
    Files.createDirectories(cluster.home().resolve("conf"));
    Files.copy(
        installed.home().resolve("conf/log4j2.properties"),
        cluster.home().resolve("conf/log4j2.properties"));
    local = TinyNight.here(exports, folder.resolve("warehouse"));
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
    assertThat(submit("client", installed.demo())).isZero();

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

    PublishedRun published = new PublishedRun(fetched);
    assertThat(PublishedRun.differences(local, published, APART)).isEmpty();
    tellsNoSecret(published);
  }

  /**
   * Logs, plans, status, reports, tables and what applications leave have neither credentials nor
   * personal data.
   */
  private static void tellsNoSecret(PublishedRun published) throws IOException, SQLException {
    assertThat(Canaries.filesThatTell(folder, List.of("SparkListenerSQLExecutionStart")))
        .isNotEmpty();
    List<String> secrets = new ArrayList<>(Canaries.TEXTS);
    secrets.addAll(List.of(S3Endpoint.SECRET_KEY, S3Endpoint.ACCESS_KEY));
    assertThat(Canaries.filesThatTell(folder, secrets)).allMatch(file -> file.startsWith(exports));
    for (Contract contract : PublishedTables.ALL) {
      assertThat(published.rowsWithAny(contract, secrets)).as(contract.name()).isEmpty();
    }
  }

  private static JsonNode status(String mode) throws IOException {
    try (InputStream in =
        files.open(new org.apache.hadoop.fs.Path(s3.uri() + "/" + mode + "/_STATUS.json"))) {
      return MAPPER.readTree(in);
    }
  }

  private static void put(Path from, String to) throws IOException {
    files.copyFromLocalFile(
        new org.apache.hadoop.fs.Path(from.toUri()),
        new org.apache.hadoop.fs.Path(s3.uri() + "/" + to));
  }

  private static int submit(String mode, String job) throws IOException, InterruptedException {
    Path log = folder.resolve(mode + ".log");
    List<String> night =
        new ArrayList<>(TinyNight.command(job, s3.uri() + "/exports", s3.uri() + "/" + mode));
    night.add("--log-format=json");
    ProcessBuilder builder =
        installed
            .submit(
                cluster,
                mode,
                night,
                List.of(
                    "spark.hadoop.fs.s3a.endpoint=" + s3.url(),
                    "spark.hadoop.fs.s3a.endpoint.region=us-east-1",
                    "spark.hadoop.fs.s3a.path.style.access=true",
                    "spark.standalone.submit.waitAppCompletion=true",
                    "spark.eventLog.enabled=true",
                    "spark.eventLog.compress=false",
                    "spark.eventLog.dir=" + events.toUri()))
            .redirectOutput(log.toFile())
            .directory(folder.toFile());
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
}
