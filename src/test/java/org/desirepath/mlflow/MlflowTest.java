package org.desirepath.mlflow;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.desirepath.mlflow.MlflowException.Misconfigured;
import org.desirepath.mlflow.MlflowException.Refused;
import org.desirepath.mlflow.MlflowException.TryAgain;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MlflowTest {

  private static final Instant STARTED = Instant.parse("2026-01-05T09:00:00Z");
  private static final Instant ENDED = Instant.parse("2026-01-05T09:05:00Z");
  private static final Patience PATIENCE = new Patience(Duration.ofSeconds(30), Duration.ZERO);

  private MemoryTracking server;

  @BeforeEach
  void start() throws IOException {
    server = new MemoryTracking();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void aRunArrivesWithParametersMetricsTagsAndTimes() {
    String told =
        mlflow()
            .log(
                new Run(
                    "k-means, 5 personas",
                    STARTED,
                    ENDED,
                    Map.of("personas.method", "k-means", "personas.count", "5"),
                    Map.of("silhouette", 0.42),
                    Map.of(Run.FINGERPRINT, "ab12", "trigger", "nightly"),
                    List.of()));

    assertThat(told)
        .isEqualTo(
            "Run 'k-means, 5 personas' is logged to experiment 'desirepath personas' as run1");
    MemoryTracking.StoredRun run = server.onlyRun();
    assertThat(server.experiments).containsExactly(Map.entry("desirepath personas", "1"));
    assertThat(run.experiment).isEqualTo("1");
    assertThat(run.name).isEqualTo("k-means, 5 personas");
    assertThat(run.parameters)
        .isEqualTo(Map.of("personas.method", "k-means", "personas.count", "5"));
    assertThat(run.metrics).isEqualTo(Map.of("silhouette", 0.42));
    assertThat(run.tags).isEqualTo(Map.of(Run.FINGERPRINT, "ab12", "trigger", "nightly"));
    assertThat(run.status).isEqualTo("FINISHED");
    assertThat(Instant.ofEpochMilli(run.startedAt)).isEqualTo(STARTED);
    assertThat(Instant.ofEpochMilli(run.endedAt)).isEqualTo(ENDED);
    JsonNode metric = server.batches.get(0).path("metrics").path(0);
    assertThat(Instant.ofEpochMilli(metric.path("timestamp").asLong())).isEqualTo(ENDED);
  }

  @Test
  void theExperimentIsTheOneNamedAndIsUsedAgain() {
    server.experiments.put("Größe & Form", "7");
    Mlflow mlflow = mlflow(Map.of("MLFLOW_EXPERIMENT_NAME", "Größe & Form"));

    mlflow.log(run("a"));
    mlflow.log(run("b"));

    assertThat(server.experiments).containsExactly(Map.entry("Größe & Form", "7"));
    assertThat(server.runs.values()).extracting(run -> run.experiment).containsExactly("7", "7");
  }

  @Test
  void anExperimentThatAnotherCreatesMeanwhileIsUsed() {
    server.experimentOfAnother = "9";

    mlflow().log(run("a"));

    assertThat(server.onlyRun().experiment).isEqualTo("9");
  }

  @Test
  void aDeletedExperimentIsOneMessage() {
    server.experiments.put("desirepath personas", "1");
    server.lifecycleStage = "deleted";

    assertThatThrownBy(() -> mlflow().log(run("a")))
        .isInstanceOf(Misconfigured.class)
        .hasMessageContaining("'desirepath personas' is deleted")
        .hasMessageContaining("MLFLOW_EXPERIMENT_NAME");
  }

  @Test
  void batchesStayWithinTheLimitsOfMlflow() {
    Map<String, String> parameters = new HashMap<>();
    Map<String, Double> metrics = new HashMap<>();
    for (int i = 0; i < 150; i++) {
      parameters.put("parameter" + i, "value " + i);
    }
    for (int i = 0; i < 2000; i++) {
      metrics.put("metric" + i, i / 7.0);
    }

    mlflow().log(run(parameters, metrics));

    assertThat(server.batches)
        .extracting(batch -> batch.path("params").size() + "+" + batch.path("metrics").size())
        .containsExactly("100+0", "50+950", "0+1000", "0+50");
    assertThat(server.onlyRun().parameters).isEqualTo(parameters);
    assertThat(server.onlyRun().metrics).isEqualTo(metrics);
  }

  @Test
  void largeParametersAreCutAndSpreadOverRequestsOfAMillionBytes() {
    Map<String, String> parameters = new HashMap<>();
    for (int i = 0; i < 90; i++) {
      parameters.put("parameter" + i, "漢".repeat(6001));
    }
    parameters.put("astral", "x" + "🦉".repeat(4000));

    mlflow().log(run(parameters, Map.of()));

    assertThat(server.batches).hasSize(2);
    assertThat(server.onlyRun().parameters).hasSize(91);
    assertThat(server.onlyRun().parameters.get("parameter7")).isEqualTo("漢".repeat(6000));
    assertThat(server.onlyRun().parameters.get("astral")).isEqualTo("x" + "🦉".repeat(2999));
  }

  @Test
  void aRunOfNothingIsARun() {
    mlflow().log(run(Map.of(), Map.of()));

    assertThat(server.onlyRun().status).isEqualTo("FINISHED");
    assertThat(server.batches).isEmpty();
  }

  @Test
  void metricsThatAreNotFiniteAreLeftOut() {
    mlflow()
        .log(
            run(
                Map.of(),
                Map.of(
                    "silhouette", Double.NaN,
                    "lift", Double.POSITIVE_INFINITY,
                    "drift", Double.NEGATIVE_INFINITY,
                    "share", 0.0)));

    assertThat(server.onlyRun().metrics).isEqualTo(Map.of("share", 0.0));
  }

  @Test
  void keysGetCharactersThatMlflowTakes() {
    assertThat(Keys.allowed("share/first visit_of-day.1")).isEqualTo("share/first visit_of-day.1");
    assertThat(Keys.allowed("Größe")).isEqualTo("Größe");
    assertThat(Keys.allowed("share (%)")).isEqualTo("share ___");
    assertThat(Keys.allowed("//a//b/")).isEqualTo("a/b");
    assertThat(Keys.allowed("../a/./b/..")).isEqualTo("_/a/_/b/_");
    assertThat(Keys.allowed("...")).isEqualTo("...");
    assertThat(Keys.allowed("/")).isEqualTo("_");
    assertThat(Keys.allowed("k".repeat(300))).hasSize(250);
  }

  @Test
  void keysThatBecomeOneAreToldApart() {
    mlflow().log(run(new TreeMap<>(Map.of("a:b", "1", "a_b", "2", "a?b", "3")), Map.of()));

    assertThat(server.onlyRun().parameters)
        .isEqualTo(Map.of("a_b", "1", "a_b_2", "3", "a_b_3", "2"));
  }

  @Test
  void whatIsResumedIsNotLoggedTwice() {
    mlflow().log(run("a"));

    String told = mlflow().log(run("a"));

    assertThat(told)
        .isEqualTo("Run 'candidate a' is already in experiment 'desirepath personas' as run1");
    assertThat(server.runs).hasSize(1);
    mlflow().log(run("b"));
    assertThat(server.runs).hasSize(2);
  }

  @Test
  void aRunWithoutFingerprintIsLoggedEachTime() {
    mlflow().log(run(Map.of(), Map.of()));
    mlflow().log(run(Map.of(), Map.of()));

    assertThat(server.runs).hasSize(2);
  }

  @Test
  void aRunThatBreaksOffIsFailedAndLoggedAnewNextTime() {
    server.failNext("log-batch", 403, refusal("PERMISSION_DENIED", "Permission denied"));

    assertThatThrownBy(() -> mlflow().log(run("a"))).isInstanceOf(Refused.class);
    mlflow().log(run("a"));

    assertThat(server.runs.values())
        .extracting(run -> run.status)
        .containsExactly("FAILED", "FINISHED");
  }

  @Test
  void aBusyServerIsAskedAgain() {
    server.failNext("get-by-name", 503, "<html>Service Unavailable</html>");
    server.failNext("get-by-name", 429, refusal("REQUEST_LIMIT_EXCEEDED", "Slow down"));
    server.failNext("runs/create", 500, "");

    mlflow().log(run("a"));

    assertThat(server.onlyRun().status).isEqualTo("FINISHED");
  }

  @Test
  void aServerThatStaysBusyIsLeftAlone() {
    for (int i = 0; i < 4; i++) {
      server.failNext("get-by-name", 503, "<html>Service Unavailable</html>");
    }

    assertThatThrownBy(() -> mlflow().log(run("a")))
        .isInstanceOf(TryAgain.class)
        .hasMessage(
            ("The MLflow server at %s did not find experiment 'desirepath personas':"
                    + " status 503, not in MLflow's words")
                .formatted(server.address()));
    assertThat(server.requests).hasSize(4);
  }

  @Test
  void aServerThatIsNotThereIsOneMessage() {
    Mlflow mlflow = mlflow();
    server.close();

    assertThatThrownBy(() -> mlflow.log(run("a")))
        .isInstanceOf(TryAgain.class)
        .hasMessageEndingWith(
            "did not find experiment 'desirepath personas': no connection (ConnectException)");
  }

  @Test
  void anAnswerThatNeverEndsIsNotWaitedFor() {
    server.stall();
    Mlflow mlflow =
        Mlflow.fromEnvironment(
                Map.of("MLFLOW_TRACKING_URI", server.address()),
                new Patience(Duration.ofMillis(200), Duration.ZERO))
            .orElseThrow();

    assertThatThrownBy(() -> mlflow.log(run("a")))
        .isInstanceOf(TryAgain.class)
        .hasMessageContaining("no answer within");
  }

  @Test
  void aRefusalIsOneMessageInTheWordsOfTheServer() {
    server.failNext("runs/create", 400, refusal("INVALID_PARAMETER_VALUE", "Too\n  long"));

    assertThatExceptionOfType(Refused.class)
        .isThrownBy(() -> mlflow().log(run("a")))
        .withMessage(
            ("The MLflow server at %s did not create run 'candidate a':"
                    + " status 400, INVALID_PARAMETER_VALUE: Too long")
                .formatted(server.address()))
        .satisfies(refused -> assertThat(refused.errorCode()).isEqualTo("INVALID_PARAMETER_VALUE"));
    assertThat(server.requests).filteredOn(request -> request.endsWith("create")).hasSize(2);
  }

  @Test
  void thePageOfAProxyIsNoAnswer() {
    server.failNext("get-by-name", 200, "<html>Please log in as ada@example.com</html>");

    assertThatThrownBy(() -> mlflow().log(run("a")))
        .isInstanceOf(Refused.class)
        .hasMessageEndingWith("status 200, not in MLflow's words");
  }

  @Test
  void userAndPasswordAreSentButNeverShown() {
    Map<String, String> environment =
        Map.of(
            "MLFLOW_TRACKING_USERNAME",
            "ada",
            "MLFLOW_TRACKING_PASSWORD",
            "pass:wörd",
            "MLFLOW_TRACKING_TOKEN",
            "unused");
    String encoded = Base64.getEncoder().encodeToString("ada:pass:wörd".getBytes(UTF_8));

    assertSentButNeverShown(environment, "Basic " + encoded, "ada", "pass:wörd", encoded);
  }

  @Test
  void aTokenIsSentButNeverShown() {
    assertSentButNeverShown(Map.of("MLFLOW_TRACKING_TOKEN", "s3cret"), "Bearer s3cret", "s3cret");
  }

  @Test
  void credentialsInTheAddressAreSentButNeverShown() {
    String encoded = Base64.getEncoder().encodeToString("bob:p@ss".getBytes(UTF_8));

    assertSentButNeverShown(
        Map.of("MLFLOW_TRACKING_URI", "http://bob:p%40ss@" + server.authority() + "/"),
        "Basic " + encoded,
        "bob",
        "p@ss",
        encoded);
  }

  @Test
  void nobodyIsNamedUnlessGiven() {
    mlflow().log(run("a"));

    assertThat(server.authorizations).containsOnlyNulls();
  }

  @Test
  void aTokenThatNoHeaderCanCarryIsRefusedUnseen() {
    assertThatThrownBy(() -> mlflow(Map.of("MLFLOW_TRACKING_TOKEN", "s3c\nret")))
        .isInstanceOf(Misconfigured.class)
        .hasMessage(
            "MLFLOW_TRACKING_TOKEN must be printable characters without spaces, but is not");
  }

  @Test
  void artefactsGoThroughTheServerAtEncodedPaths() {
    String told =
        mlflow()
            .log(
                artefacts(
                    Artefact.ofText("sweep.json", "{}"),
                    Artefact.ofText("report/Käufer + früh? 1;2.html", "<p>ä</p>")));

    assertThat(told).endsWith("as run1, with 2 artefacts");
    assertThat(server.artefacts)
        .isEqualTo(
            Map.of(
                "1/run1/artifacts/sweep.json",
                "{}",
                "1/run1/artifacts/report/Käufer + früh? 1;2.html",
                "<p>ä</p>"));
    assertThat(server.requests)
        .contains(
            "PUT /api/2.0/mlflow-artifacts/artifacts/1/run1/artifacts/report/"
                + "K%C3%A4ufer%20%2B%20fr%C3%BCh%3F%201%3B2.html");
  }

  @Test
  void artefactsGoToTheServerThatTheRunNamesIfItIsThisOne() {
    server.artefactRoot = "mlflow-artifacts://" + server.authority() + "/kept/";

    mlflow().log(artefacts(Artefact.ofText("sweep.json", "{}")));

    assertThat(server.artefacts).containsOnlyKeys("kept/1/run1/artifacts/sweep.json");
  }

  @Test
  void artefactsThatLieElsewhereAreLeftOutAndTold() {
    for (String root : List.of("s3://bucket/key", "mlflow-artifacts://elsewhere.example.com")) {
      server.artefactRoot = root;

      String told = mlflow().log(artefacts(Artefact.ofText("sweep.json", "{}")));

      assertThat(told)
          .contains(", without its 1 artefact: the experiment keeps them at ")
          .endsWith(root.substring(0, root.indexOf(':') + 1) + ", not behind the server");
    }
    assertThat(server.artefacts).isEmpty();
    assertThat(server.runs.values()).extracting(run -> run.status).containsOnly("FINISHED");
  }

  @Test
  void artefactsLieAtPlainRelativePaths() {
    for (String path :
        List.of("", "/a", "a/", "a//b", "..", "a/../b", "./a", "a#b", "a%2e", "a\\b", "a\nb")) {
      assertThatThrownBy(() -> Artefact.ofText(path, ""))
          .as(path)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("must be relative");
    }
    assertThat(Artefact.ofText("..a/.b/c..", "ä")).hasToString("..a/.b/c.. (2 bytes)");
    assertThatThrownBy(() -> artefacts(Artefact.ofText("a", "1"), Artefact.ofText("a", "2")))
        .hasMessage("Run 'candidate' has two artefacts at 'a'");
  }

  @Test
  void aFingerprintIsPlainText() {
    assertThatThrownBy(() -> run("' or 1"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageEndingWith("but is '' or 1'");
  }

  @Test
  void withoutAnAddressNothingIsLogged() {
    assertThat(Mlflow.fromEnvironment(Map.of())).isEmpty();
    assertThat(Mlflow.fromEnvironment(Map.of("MLFLOW_TRACKING_URI", " "))).isEmpty();
  }

  @Test
  void anAddressOfAnotherKindIsRefusedWithoutItsSecrets() {
    assertRefused("./mlruns", "but is './mlruns'");
    assertRefused("file:/data/mlruns", "but is 'file:/data/mlruns'");
    assertRefused("mlflow.example.com:5000", "but is 'mlflow.example.com:5000'");
    assertRefused("postgresql://ada:s3cret@db/mlflow", "but is 'postgresql://…'");
    assertRefused("ada:s3cret@mlflow.example.com", "but is not");
    assertRefused("http://ada:s3cret @mlflow.example.com", "must name a host");
    assertRefused("http://ada:s3cret@my_host:5000", "must name a host");
    assertRefused("https://mlflow.example.com?token=s3cret", "must name a host");
    assertRefused("https://", "must name a host");
  }

  @Test
  void anAddressMayHaveAPathAndEndWithASlash() {
    Mlflow mlflow = mlflow(Map.of("MLFLOW_TRACKING_URI", server.address() + "/tracking//"));

    assertThatThrownBy(() -> mlflow.log(run("a"))).isInstanceOf(Refused.class);

    assertThat(server.requests)
        .containsExactly("GET /tracking/api/2.0/mlflow/experiments/get-by-name");
  }

  private static void assertRefused(String address, String told) {
    assertThatThrownBy(() -> Mlflow.fromEnvironment(Map.of("MLFLOW_TRACKING_URI", address)))
        .as(address)
        .isInstanceOf(Misconfigured.class)
        .hasMessageStartingWith("MLFLOW_TRACKING_URI must ")
        .hasMessageContaining(told)
        .hasMessageNotContaining("s3cret")
        .hasNoCause();
  }

  /** A server that repeats what it was sent, as a talkative proxy does, gives nothing away. */
  private void assertSentButNeverShown(
      Map<String, String> environment, String header, String... secrets) {
    server.failNext(
        "get-by-name",
        401,
        refusal("UNAUTHENTICATED", header + String.join(" ", secrets) + ".".repeat(450) + header));
    Mlflow mlflow = mlflow(environment);

    assertThatThrownBy(() -> mlflow.log(run("x")))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("status 401, UNAUTHENTICATED: ")
        .satisfies(fault -> assertThat(trace(fault)).doesNotContain(secrets));
    mlflow.log(run("x"));

    assertThat(server.authorizations).containsOnly(header);
    assertThat(mlflow)
        .hasToString(
            "experiment 'desirepath personas' of the MLflow server at " + server.address());
  }

  private static String trace(Throwable fault) {
    StringWriter trace = new StringWriter();
    fault.printStackTrace(new PrintWriter(trace));
    return trace.toString();
  }

  private static String refusal(String code, String message) {
    return Server.JSON
        .createObjectNode()
        .put("error_code", code)
        .put("message", message)
        .toString();
  }

  private Mlflow mlflow() {
    return mlflow(Map.of());
  }

  private Mlflow mlflow(Map<String, String> environment) {
    Map<String, String> whole = new HashMap<>(Map.of("MLFLOW_TRACKING_URI", server.address()));
    whole.putAll(environment);
    return Mlflow.fromEnvironment(whole, PATIENCE).orElseThrow();
  }

  private static Run run(String fingerprint) {
    return new Run(
        "candidate " + fingerprint,
        STARTED,
        ENDED,
        Map.of("personas.count", "5"),
        Map.of("silhouette", 0.42),
        Map.of(Run.FINGERPRINT, fingerprint),
        List.of());
  }

  private static Run run(Map<String, String> parameters, Map<String, Double> metrics) {
    return new Run("candidate", STARTED, ENDED, parameters, metrics, Map.of(), List.of());
  }

  private static Run artefacts(Artefact... artefacts) {
    return new Run("candidate", STARTED, ENDED, Map.of(), Map.of(), Map.of(), List.of(artefacts));
  }
}
