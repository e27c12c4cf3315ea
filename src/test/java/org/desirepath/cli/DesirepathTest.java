package org.desirepath.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class DesirepathTest {

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void anUnknownCommandIsAMistakeOfUse() {
    assertThat(run("rum")).isEqualTo(64);
    assertThat(err.toString()).contains("rum").contains("run");
  }

  @Test
  void aJobThatIsNotThereIsMissingInput() {
    assertThat(run("run", "nowhere.yaml")).isEqualTo(66);
    assertThat(err.toString())
        .isEqualToIgnoringNewLines(
            "The job file must be a file that is there, but nowhere.yaml is not");
  }

  @Test
  void wrongSettingsAreToldTogether() {
    assertThat(
            run(
                "validate",
                "jobs/nightly.yaml",
                "--set=personas.min-count=0",
                "--set=sessions.inactivity=PT0S",
                "--set=sesions.inactivity=PT5M"))
        .isEqualTo(78);
    assertThat(err.toString())
        .contains("3 settings are wrong:")
        .contains("personas.min-count must be a number from 1 to 50, but is 0")
        .contains("sessions.inactivity must be a positive duration such as PT30M, but is PT0S")
        .contains("sesions is unknown; did you mean sessions?");
  }

  @Test
  void aKindOfIdentifierThatNobodyKnowsIsTold() {
    assertThat(
            run("validate", "jobs/nightly.yaml", "--set=identity.max-strong-identifiers.cookies=4"))
        .isEqualTo(78);
    assertThat(err.toString())
        .contains("identity.max-strong-identifiers.cookies is no kind of identifier; there are [")
        .contains("cookie, ");
  }

  @Test
  void aTouchpointOfAFunnelThatNoEventCanBeIsTold() {
    assertThat(
            run(
                "validate",
                "jobs/nightly.yaml",
                "--set=funnels=[{name: f, level: deal, steps: [{name: see, touchpoints: [prcing]},"
                    + " {name: guess, touchpoints: [other_ga4]}]}]"))
        .isEqualTo(78);
    assertThat(err.toString())
        .contains(
            "funnels.f.steps.see.touchpoints must name touchpoints of the catalogue, such as"
                + " pricing, but names prcing")
        .doesNotContain("other_ga4");
  }

  @Test
  void credentialsAreNoSettingsAndAreNotTold() {
    assertThat(
            run(
                "validate",
                "jobs/nightly.yaml",
                "--set=spark.properties={spark.hadoop.fs.s3a.secret.key: hush, spark.ui.enabled: true}"))
        .isEqualTo(78);
    assertThat(err.toString())
        .contains("spark.properties must hold no credentials")
        .contains("spark.hadoop.fs.s3a.secret.key")
        .doesNotContain("hush", "spark.ui.enabled");
  }

  @Test
  void anEndpointWithCredentialsAndAKeyWithoutUseAreTold() {
    assertThat(
            run(
                "validate",
                "jobs/nightly.yaml",
                "--set=s3.endpoint=store:9000",
                "--set=s3.encryption=sse-s3",
                "--set=s3.kms-key=arn:aws:kms:eu-central-1:1:key/2"))
        .isEqualTo(78);
    assertThat(err.toString())
        .contains("s3.endpoint must be empty or a URL without credentials such as")
        .contains("but is store:9000")
        .contains("s3.kms-key must be empty unless s3.encryption is sse-kms");
    assertThat(run("validate", "jobs/nightly.yaml", "--set=s3.endpoint=https://me:hush@store"))
        .isEqualTo(78);
    assertThat(err.toString()).contains("but is one with credentials").doesNotContain("hush");
  }

  @Test
  void aRunThatFailsTellsSoInItsStatus(@TempDir Path folder) throws IOException {
    Path status = folder.resolve("status.json");
    Path metrics = folder.resolve("desirepath.prom");

    assertThat(run("run", "nowhere.yaml", "--status=" + status, "--metrics=" + metrics))
        .isEqualTo(66);
    assertThat(Files.readString(metrics))
        .contains("\ndesirepath_run_success 0\n", "\ndesirepath_run_exit_code 66\n");
    assertThat(Files.readString(status))
        .contains(
            "\"state\" : \"failed\"", "\"exit_code\" : 66", "but nowhere.yaml is not", "ended_at");

    Path warehouse = folder.resolve("warehouse");
    Path exports = Files.createDirectory(folder.resolve("exports"));
    assertThat(
            run(
                "run",
                "jobs/demo.yaml",
                "--exports=" + exports,
                "--warehouse=" + warehouse,
                "--set=personas.min-count=0"))
        .isEqualTo(78);
    assertThat(warehouse).as("wrong settings name no warehouse").doesNotExist();
    assertThat(run("run", "jobs/demo.yaml", "--exports=" + exports, "--warehouse=" + warehouse))
        .isEqualTo(66);
    assertThat(Files.readString(warehouse.resolve("_STATUS.json")))
        .contains("\"run_id\"", "\"snapshot_date\"", "\"exit_code\" : 66");
  }

  @Test
  void whatFailsIsALineForCollectorsWhereTheyAreAskedFor() throws IOException {
    assertThat(run("run", "nowhere.yaml", "--log-format=json")).isEqualTo(66);

    assertThat(err.toString().lines()).hasSize(1);
    JsonNode line = new ObjectMapper().readTree(err.toString());
    assertThat(line.path("level").asText()).isEqualTo("ERROR");
    assertThat(line.path("event").asText()).isEqualTo("command_failed");
    assertThat(line.path("exit_code").asInt()).isEqualTo(66);
    assertThat(line.path("message").asText()).contains("but nowhere.yaml is not");
    assertThat(Instant.parse(line.path("timestamp").asText())).isBefore(Instant.now());
  }

  @Test
  void aBackfillWithoutDatesThatCanBeRunIsAMistakeOfUse(@TempDir Path warehouse)
      throws IOException {
    assertThat(run("backfill", "jobs/demo.yaml", "--from=2026-03-02", "--to=2026-03-01"))
        .isEqualTo(64);
    assertThat(err.toString()).contains("2026-03-02 is after 2026-03-01");
    assertThat(
            run(
                "backfill",
                "jobs/demo.yaml",
                "--from=2026-03-01",
                "--to=2026-03-02",
                "--every=P1M"))
        .isEqualTo(64);
    assertThat(err.toString()).contains("--every must be days, such as P1D or P7D, but is P1M");
    assertThat(
            run(
                "backfill",
                "jobs/demo.yaml",
                "--from=2026-03-01",
                "--to=2026-03-02",
                "--as-of=2026-03-02"))
        .isEqualTo(64);

    publish(warehouse, 1, "2026-03-03T021500-00000001");
    assertThat(dryRun(warehouse, "2026-03-02", "2026-03-05")).isEqualTo(64);
    assertThat(err.toString()).contains("1 earlier date was not published: 2026-03-02. Readers");
  }

  @Test
  void aBackfillTellsWhatItWouldRun(@TempDir Path warehouse) throws IOException {
    publish(warehouse, 1, "2026-03-03T021500-00000001");
    publish(warehouse, 2, "2026-03-04T021500-00000002");

    assertThat(dryRun(warehouse, "2026-03-03", "2026-03-06")).isZero();
    assertThat(out.toString())
        .isEqualToNormalizingNewlines(
            """
            4 nights, 2026-03-03 to 2026-03-06, 2 already published
            Passed over: 2026-03-03 to 2026-03-04
            2026-03-05 would be run
            2026-03-06 would be run
            """);
    assertThat(warehouse.resolve("_STATUS.json")).doesNotExist();

    assertThat(dryRun(warehouse, "2026-03-06", "2026-03-06", "--log-format=json")).isZero();
    assertThat(out.toString()).contains("\"message\":\"2026-03-06 would be run\"}");
  }

  @Test
  void aBackfillThatFailsTellsHowFarItCame(@TempDir Path folder) throws IOException {
    Path warehouse = folder.resolve("warehouse");
    publish(warehouse, 1, "2026-03-03T021500-00000001");

    assertThat(
            run(
                "backfill",
                "jobs/demo.yaml",
                "--from=2026-03-03",
                "--to=2026-03-06",
                "--exports=" + folder + "/exports/{date}",
                "--warehouse=" + warehouse))
        .isEqualTo(66);
    assertThat(err.toString())
        .contains("No file of ga4 below " + folder + "/exports/2026-03-04/ga4")
        .contains(
            "0 nights were published, that of 2026-03-04 failed; the same command goes on from"
                + " there");
    assertThat(Files.readString(warehouse.resolve("_STATUS.json")))
        .contains(
            "\"from\" : \"2026-03-03\"",
            "\"to\" : \"2026-03-06\"",
            "\"nights_done\" : 0",
            "\"nights_total\" : 3",
            "\"snapshot_date\" : \"2026-03-04\"",
            "\"exit_code\" : 66");
  }

  private int dryRun(Path warehouse, String from, String to, String... options) {
    return run(
        Stream.concat(
                Stream.of(
                    "backfill",
                    "jobs/demo.yaml",
                    "--from=" + from,
                    "--to=" + to,
                    "--warehouse=" + warehouse,
                    "--dry-run"),
                Stream.of(options))
            .toArray(String[]::new));
  }

  /** A version that shows a run, whose tables vacuum has removed. */
  private static void publish(Path warehouse, int number, String run) throws IOException {
    Path versions = Files.createDirectories(warehouse.resolve("_versions"));
    Files.writeString(
        versions.resolve("%020d.json".formatted(number)),
        """
        {"number": %d, "run_id": "%s", "base_version": %d, "reason": "run"}
        """
            .formatted(number, run, number - 1));
  }

  @Test
  void driversOnAClusterAreOpenedToSparkAsTheLauncherOpensItsOwn() throws IOException {
    String options = Files.readAllLines(Path.of("target/classes/launch.args")).get(0);

    assertThat(options).contains("--add-opens=java.base/sun.util.calendar=ALL-UNNAMED");
    assertThat(Files.readString(Path.of("conf/spark-defaults.conf")))
        .contains("spark.driver.extraJavaOptions                   -Xss4m " + options);
  }

  @Test
  void anEmptyWarehouseHasNoStatusAndNothingToGoBackTo(@TempDir Path warehouse) {
    assertThat(run("status", "--warehouse=" + warehouse)).isEqualTo(66);
    assertThat(run("rollback", "--warehouse=" + warehouse)).isEqualTo(66);
    assertThat(run("vacuum", "--warehouse=" + warehouse)).isZero();
    assertThat(out.toString()).contains("0 folders removed");
  }

  @Test
  void helpNamesTheExitCodesAndEveryCommandHasHelp() {
    for (String command : Desirepath.commandLine().getSubcommands().keySet()) {
      assertThat(run(command, "--help")).as(command).isZero();
    }
    assertThat(out.toString()).contains("78  settings, mappings or catalogue are wrong");
  }

  @Test
  void theVersionIsThatOfTheBuild() {
    assertThat(run("--version")).isZero();
    assertThat(out.toString()).matches("desirepath \\d+\\.\\d+\\.\\d+\\S*\\s*");
  }

  @Test
  void theDictionaryTellsEveryTable() {
    assertThat(run("dictionary")).isZero();
    assertThat(out.toString()).contains("fact_touchpoint").contains("agg_path");
  }

  private int run(String... arguments) {
    CommandLine commandLine = Desirepath.commandLine();
    commandLine.setOut(new PrintWriter(out, true));
    commandLine.setErr(new PrintWriter(err, true));
    return commandLine.execute(arguments);
  }
}
