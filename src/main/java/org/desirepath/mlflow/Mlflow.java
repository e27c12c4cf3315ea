package org.desirepath.mlflow;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.URLEncoder;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.desirepath.mlflow.MlflowException.Misconfigured;
import org.desirepath.mlflow.MlflowException.Refused;
import org.desirepath.mlflow.MlflowException.TryAgain;

/**
 * Logs runs to one experiment of an MLflow tracking server.
 *
 * @see <a href="https://mlflow.org/docs/latest/rest-api.html">MLflow REST API</a>
 */
public final class Mlflow {

  private static final String DEFAULT_EXPERIMENT = "desirepath personas";

  private static final String API = "/api/2.0/mlflow/";
  private static final String ARTEFACTS = "/api/2.0/mlflow-artifacts/artifacts/";

  private static final int LONGEST_NAME = 250;
  private static final int LONGEST_TAG = 5000;

  /** Where a server keeps artefacts that it takes itself: perhaps an authority, and a path. */
  private static final Pattern BEHIND_SERVER =
      Pattern.compile("mlflow-artifacts:(?://(?<authority>[^/]*))?/*(?<path>.*)");

  private static final Pattern SEGMENT = Pattern.compile("[^/]+");

  private final Server server;
  private final String experimentName;
  private String experimentId;

  private Mlflow(Server server, String experimentName) {
    this.server = server;
    this.experimentName = experimentName;
  }

  /**
   * The server that the environment names, by the variables of MLflow's own clients:
   *
   * <ul>
   *   <li>{@code MLFLOW_TRACKING_URI}: an http or https address
   *   <li>{@code MLFLOW_EXPERIMENT_NAME}: "desirepath personas" unless given
   *   <li>{@code MLFLOW_TRACKING_USERNAME} with {@code MLFLOW_TRACKING_PASSWORD}, or else {@code
   *       MLFLOW_TRACKING_TOKEN}, or else what the address carries: nothing unless given
   * </ul>
   *
   * <p>Asks the server nothing yet.
   *
   * @return empty if no address is given
   * @throws Misconfigured if the address or the token cannot be used
   */
  public static Optional<Mlflow> fromEnvironment(Map<String, String> environment) {
    return fromEnvironment(environment, Patience.USUAL);
  }

  static Optional<Mlflow> fromEnvironment(Map<String, String> environment, Patience patience) {
    return given(environment, "MLFLOW_TRACKING_URI")
        .map(
            written -> {
              URI address = Server.address(written);
              return new Mlflow(
                  new Server(bare(address), credentials(environment, address), patience),
                  given(environment, "MLFLOW_EXPERIMENT_NAME").orElse(DEFAULT_EXPERIMENT));
            });
  }

  private static Optional<String> given(Map<String, String> environment, String name) {
    return Optional.ofNullable(environment.get(name))
        .map(String::strip)
        .filter(value -> !value.isEmpty());
  }

  private static Credentials credentials(Map<String, String> environment, URI address) {
    Optional<String> user = given(environment, "MLFLOW_TRACKING_USERNAME");
    if (user.isPresent()) {
      String password = environment.getOrDefault("MLFLOW_TRACKING_PASSWORD", "");
      return Credentials.basic(user.get(), password);
    }
    Optional<String> token = given(environment, "MLFLOW_TRACKING_TOKEN");
    if (token.isPresent()) {
      return Credentials.bearer(token.get());
    }
    String carried = address.getUserInfo();
    if (carried == null) {
      return Credentials.none();
    }
    int colon = carried.indexOf(':');
    return colon < 0
        ? Credentials.basic(carried, "")
        : Credentials.basic(carried.substring(0, colon), carried.substring(colon + 1));
  }

  /** The address without credentials and without slashes at its end. */
  private static URI bare(URI address) {
    String port = address.getPort() < 0 ? "" : ":" + address.getPort();
    String path = address.getRawPath().replaceAll("/+$", "");
    return URI.create(address.getScheme() + "://" + address.getHost() + port + path);
  }

  /**
   * Logs a run that has ended, unless a finished run with its fingerprint is in the experiment. The
   * experiment is created if it is not there.
   *
   * <p>A run that breaks off on the way is marked as failed, if the server can still be told so,
   * and is logged anew the next time; one whose logging is killed stays there as running. Artefacts
   * go through the server; where it keeps them elsewhere, so that only a client of that storage
   * could write them, they are left out.
   *
   * @return one sentence of what was done
   * @throws Misconfigured if the experiment is deleted on the server
   * @throws TryAgain if the server is not reached, or busy after several attempts
   * @throws Refused if the server does not take the run
   */
  public String log(Run run) {
    String experiment = experiment();
    Optional<String> before = run.fingerprint().flatMap(print -> finished(experiment, print));
    if (before.isPresent()) {
      return "Run '%s' is already in experiment '%s' as %s"
          .formatted(run.name(), experimentName, before.get());
    }
    JsonNode created = create(experiment, run);
    String runId = text(created, "run_id");
    try {
      for (ObjectNode batch : Batches.of(run, runId, Server.JSON)) {
        server.post(
            "log what run '%s' measured".formatted(run.name()), API + "runs/log-batch", batch);
      }
      String artefacts = upload(run, text(created, "artifact_uri"));
      server.post(
          "end run '%s'".formatted(run.name()), API + "runs/update", end(runId, run, "FINISHED"));
      return "Run '%s' is logged to experiment '%s' as %s%s"
          .formatted(run.name(), experimentName, runId, artefacts);
    } catch (RuntimeException fault) {
      fail(runId, run, fault);
      throw fault;
    }
  }

  /** The id of the experiment, asked for once. */
  private synchronized String experiment() {
    if (experimentId == null) {
      experimentId = find().orElseGet(this::createExperiment);
    }
    return experimentId;
  }

  private Optional<String> find() {
    try {
      JsonNode experiment =
          server
              .get(
                  "find experiment '%s'".formatted(experimentName),
                  API + "experiments/get-by-name?experiment_name=" + encoded(experimentName))
              .path("experiment");
      if (experiment.path("lifecycle_stage").asText().equals("deleted")) {
        throw new Misconfigured(
            ("Experiment '%s' is deleted on the MLflow server at %s:"
                    + " restore it there, or name another in MLFLOW_EXPERIMENT_NAME")
                .formatted(experimentName, server.address()));
      }
      return Optional.of(text(experiment, "experiment_id"));
    } catch (Refused refused) {
      if (refused.errorCode().equals("RESOURCE_DOES_NOT_EXIST")) {
        return Optional.empty();
      }
      throw refused;
    }
  }

  private String createExperiment() {
    try {
      JsonNode created =
          server.post(
              "create experiment '%s'".formatted(experimentName),
              API + "experiments/create",
              Server.JSON.createObjectNode().put("name", experimentName));
      return text(created, "experiment_id");
    } catch (Refused refused) {
      if (refused.errorCode().equals("RESOURCE_ALREADY_EXISTS")) {
        return find().orElseThrow(() -> refused);
      }
      throw refused;
    }
  }

  /** The id of a finished run with the fingerprint. What the server answers is checked again. */
  private Optional<String> finished(String experiment, String fingerprint) {
    ObjectNode search = Server.JSON.createObjectNode();
    search.putArray("experiment_ids").add(experiment);
    search.put(
        "filter",
        "tags.`%s` = '%s' and attributes.status = 'FINISHED'"
            .formatted(Run.FINGERPRINT, fingerprint));
    search.put("run_view_type", "ACTIVE_ONLY").put("max_results", 1);
    JsonNode found =
        server.post(
            "search experiment '%s'".formatted(experimentName), API + "runs/search", search);
    return StreamSupport.stream(found.path("runs").spliterator(), false)
        .filter(run -> run.path("info").path("status").asText().equals("FINISHED"))
        .filter(run -> isTagged(run.path("data").path("tags"), fingerprint))
        .map(run -> text(run.path("info"), "run_id"))
        .findFirst();
  }

  private static boolean isTagged(JsonNode tags, String fingerprint) {
    return StreamSupport.stream(tags.spliterator(), false)
        .filter(tag -> tag.path("key").asText().equals(Run.FINGERPRINT))
        .anyMatch(tag -> tag.path("value").asText().equals(fingerprint));
  }

  private JsonNode create(String experiment, Run run) {
    ObjectNode body =
        Server.JSON
            .createObjectNode()
            .put("experiment_id", experiment)
            .put("run_name", Keys.cut(run.name(), LONGEST_NAME))
            .put("start_time", run.startedAt().toEpochMilli());
    ArrayNode tags = body.putArray("tags");
    Keys.allowed(run.tags(), value -> Keys.cut(value, LONGEST_TAG))
        .forEach((key, value) -> tags.addObject().put("key", key).put("value", value));
    return server
        .post("create run '%s'".formatted(run.name()), API + "runs/create", body)
        .path("run")
        .path("info");
  }

  /** Uploads the artefacts; returns what is to be told of them after "Run … is logged". */
  private String upload(Run run, String artefactUri) {
    int count = run.artefacts().size();
    if (count == 0) {
      return "";
    }
    Matcher behindServer = BEHIND_SERVER.matcher(artefactUri);
    if (!behindServer.matches() || !isServer(behindServer.group("authority"))) {
      return ", without its %s: the experiment keeps them at %s, not behind the server"
          .formatted(counted(count), place(artefactUri));
    }
    String folder = behindServer.group("path").replaceAll("/+$", "");
    for (Artefact artefact : run.artefacts()) {
      server.put(
          "take artefact '%s' of run '%s'".formatted(artefact.path(), run.name()),
          ARTEFACTS + path(folder + "/" + artefact.path()),
          artefact.content());
    }
    return ", with " + counted(count);
  }

  private static String counted(int artefacts) {
    return artefacts == 1 ? "1 artefact" : artefacts + " artefacts";
  }

  /** Whether artefacts go to this server, as they do where none is named. */
  private boolean isServer(String authority) {
    return authority == null
        || authority.isEmpty()
        || authority.equalsIgnoreCase(server.address().getRawAuthority());
  }

  /** The scheme of a URI alone, for the rest may be secret. */
  private static String place(String artefactUri) {
    int colon = artefactUri.indexOf(':');
    return colon < 0 ? "a folder" : artefactUri.substring(0, colon + 1);
  }

  private static String path(String segments) {
    return SEGMENT
        .matcher(segments)
        .results()
        .map(segment -> encoded(segment.group()))
        .collect(Collectors.joining("/"));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8).replace("+", "%20");
  }

  private static ObjectNode end(String runId, Run run, String status) {
    return Server.JSON
        .createObjectNode()
        .put("run_id", runId)
        .put("status", status)
        .put("end_time", run.endedAt().toEpochMilli());
  }

  private void fail(String runId, Run run, RuntimeException fault) {
    try {
      server.postOnce(
          "mark run '%s' as failed".formatted(run.name()),
          API + "runs/update",
          end(runId, run, "FAILED"));
    } catch (RuntimeException another) {
      fault.addSuppressed(another);
    }
  }

  private String text(JsonNode node, String field) {
    String text = node.path(field).asText();
    if (text.isEmpty()) {
      throw new Refused(
          "The MLflow server at %s answered without %s".formatted(server.address(), field), "");
    }
    return text;
  }

  @Override
  public String toString() {
    return "experiment '%s' of the MLflow server at %s".formatted(experimentName, server.address());
  }
}
