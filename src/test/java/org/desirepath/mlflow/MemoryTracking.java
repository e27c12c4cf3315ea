package org.desirepath.mlflow;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A tracking server in memory that answers as MLflow does, with its limits, as far as logging asks;
 * and fails when it is told to.
 *
 * @see <a href="https://mlflow.org/docs/latest/rest-api.html">MLflow REST API</a>
 */
final class MemoryTracking implements AutoCloseable {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String API = "/api/2.0/mlflow/";
  private static final String ARTEFACTS = "/api/2.0/mlflow-artifacts/artifacts/";
  private static final Pattern KEY = Pattern.compile("[/\\w.\\- ]{1,250}");
  private static final Pattern FILTER =
      Pattern.compile("tags\\.`([^`]+)` = '([^']*)' and attributes\\.status = '(\\w+)'");

  /** What is known of a run. */
  static final class StoredRun {
    final String experiment;
    final String name;
    final long startedAt;
    final Map<String, String> tags = new TreeMap<>();
    final Map<String, String> parameters = new LinkedHashMap<>();
    final Map<String, Double> metrics = new LinkedHashMap<>();
    String status = "RUNNING";
    long endedAt;

    StoredRun(String experiment, String name, long startedAt) {
      this.experiment = experiment;
      this.name = name;
      this.startedAt = startedAt;
    }
  }

  /** A refusal, as MLflow words it. */
  private static final class Refusal extends Exception {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;

    Refusal(int status, String code, String message) {
      super(message);
      this.status = status;
      this.code = code;
    }
  }

  /** An answer given in place of the usual one. */
  private record Failure(String path, int status, String body) {}

  final Map<String, String> experiments = new LinkedHashMap<>();
  final Map<String, StoredRun> runs = new LinkedHashMap<>();
  final Map<String, String> artefacts = new TreeMap<>();
  final List<String> requests = new ArrayList<>();
  final List<String> authorizations = new ArrayList<>();
  final List<JsonNode> batches = new ArrayList<>();
  String artefactRoot = "mlflow-artifacts:";
  String lifecycleStage = "active";
  String experimentOfAnother;

  private final Queue<Failure> failures = new ArrayDeque<>();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpServer server;
  private boolean stalled;

  MemoryTracking() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.setExecutor(threads);
    server.start();
  }

  String authority() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  String address() {
    return "http://" + authority();
  }

  StoredRun onlyRun() {
    if (runs.size() != 1) {
      throw new AssertionError("There are " + runs.size() + " runs");
    }
    return runs.values().iterator().next();
  }

  /** The next request whose path ends so is answered so; told several times, the next several. */
  void failNext(String path, int status, String body) {
    failures.add(new Failure(path, status, body));
  }

  /** From now on answers begin, but never end. */
  void stall() {
    stalled = true;
  }

  private synchronized void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getRawPath();
      byte[] body = exchange.getRequestBody().readAllBytes();
      requests.add(exchange.getRequestMethod() + " " + path);
      authorizations.add(exchange.getRequestHeaders().getFirst("Authorization"));
      if (stalled) {
        exchange.sendResponseHeaders(200, 10);
        exchange.getResponseBody().flush();
        closed.await();
      }
      Failure failure = failures.peek();
      if (failure != null && path.endsWith(failure.path())) {
        failures.remove();
        send(exchange, failure.status(), failure.body());
        return;
      }
      try {
        send(exchange, 200, content(exchange, path, body).toString());
      } catch (Refusal refusal) {
        ObjectNode told = JSON.createObjectNode();
        told.put("error_code", refusal.code).put("message", refusal.getMessage());
        send(exchange, refusal.status, told.toString());
      }
    } catch (InterruptedException fault) {
      Thread.currentThread().interrupt();
    }
  }

  private static void send(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(UTF_8);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  private JsonNode content(HttpExchange exchange, String path, byte[] body)
      throws IOException, Refusal {
    if (path.startsWith(ARTEFACTS) && exchange.getRequestMethod().equals("PUT")) {
      artefacts.put(
          URLDecoder.decode(path.substring(ARTEFACTS.length()).replace("+", "%2B"), UTF_8),
          new String(body, UTF_8));
      return JSON.createObjectNode();
    }
    JsonNode asked = JSON.readTree(body);
    return switch (path.startsWith(API) ? path.substring(API.length()) : "") {
      case "experiments/get-by-name" -> experiment(exchange.getRequestURI().getRawQuery());
      case "experiments/create" -> createExperiment(asked.path("name").asText());
      case "runs/search" -> search(asked);
      case "runs/create" -> createRun(asked);
      case "runs/log-batch" -> logBatch(asked, body.length);
      case "runs/update" -> update(asked);
      default -> throw new Refusal(404, "ENDPOINT_NOT_FOUND", "No such endpoint");
    };
  }

  private JsonNode experiment(String query) throws Refusal {
    String name = URLDecoder.decode(query.substring("experiment_name=".length()), UTF_8);
    String id = experiments.get(name);
    if (id == null) {
      if (experimentOfAnother != null) {
        experiments.put(name, experimentOfAnother);
      }
      throw new Refusal(404, "RESOURCE_DOES_NOT_EXIST", "No Experiment with name=" + name);
    }
    ObjectNode found = JSON.createObjectNode();
    found
        .putObject("experiment")
        .put("experiment_id", id)
        .put("name", name)
        .put("lifecycle_stage", lifecycleStage);
    return found;
  }

  private JsonNode createExperiment(String name) throws Refusal {
    if (experiments.containsKey(name)) {
      throw new Refusal(400, "RESOURCE_ALREADY_EXISTS", "Experiment '" + name + "' already exists");
    }
    String id = String.valueOf(experiments.size() + 1);
    experiments.put(name, id);
    return JSON.createObjectNode().put("experiment_id", id);
  }

  private JsonNode search(JsonNode asked) throws Refusal {
    Matcher filter = FILTER.matcher(asked.path("filter").asText());
    if (!filter.matches()) {
      throw new Refusal(400, "INVALID_PARAMETER_VALUE", "Invalid filter");
    }
    ObjectNode answer = JSON.createObjectNode();
    runs.forEach(
        (id, run) -> {
          if (asked.path("experiment_ids").path(0).asText().equals(run.experiment)
              && filter.group(2).equals(run.tags.get(filter.group(1)))
              && filter.group(3).equals(run.status)) {
            answer.withArrayProperty("runs").add(described(id, run));
          }
        });
    return answer;
  }

  private JsonNode createRun(JsonNode asked) throws Refusal {
    StoredRun run =
        new StoredRun(
            asked.path("experiment_id").asText(),
            asked.path("run_name").asText(),
            asked.path("start_time").asLong());
    for (JsonNode tag : asked.path("tags")) {
      check(tag, 5000);
      run.tags.put(tag.path("key").asText(), tag.path("value").asText());
    }
    String id = "run" + (runs.size() + 1);
    runs.put(id, run);
    ObjectNode created = JSON.createObjectNode();
    created.set("run", described(id, run));
    return created;
  }

  private JsonNode described(String id, StoredRun run) {
    ObjectNode described = JSON.createObjectNode();
    described
        .putObject("info")
        .put("run_id", id)
        .put("status", run.status)
        .put("artifact_uri", artefactRoot + "/" + run.experiment + "/" + id + "/artifacts");
    ArrayNode tags = described.putObject("data").putArray("tags");
    run.tags.forEach((key, value) -> tags.addObject().put("key", key).put("value", value));
    return described;
  }

  private JsonNode logBatch(JsonNode asked, int bytes) throws Refusal {
    batches.add(asked);
    StoredRun run = runs.get(asked.path("run_id").asText());
    int parameters = asked.path("params").size();
    int metrics = asked.path("metrics").size();
    if (parameters > 100 || metrics > 1000 || parameters + metrics > 1000 || bytes > 1_000_000) {
      throw new Refusal(400, "INVALID_PARAMETER_VALUE", "A batch is over its limits");
    }
    for (JsonNode parameter : asked.path("params")) {
      check(parameter, 6000);
      String before =
          run.parameters.putIfAbsent(
              parameter.path("key").asText(), parameter.path("value").asText());
      if (before != null) {
        throw new Refusal(400, "INVALID_PARAMETER_VALUE", "A parameter is logged already");
      }
    }
    for (JsonNode metric : asked.path("metrics")) {
      check(metric, 100);
      if (!metric.path("value").isNumber() || !metric.path("timestamp").isIntegralNumber()) {
        throw new Refusal(400, "INVALID_PARAMETER_VALUE", "A metric is not a number");
      }
      run.metrics.put(metric.path("key").asText(), metric.path("value").asDouble());
    }
    return JSON.createObjectNode();
  }

  private static void check(JsonNode entry, int longest) throws Refusal {
    String key = entry.path("key").asText();
    if (!KEY.matcher(key).matches()
        || key.startsWith("/")
        || key.endsWith("/")
        || key.contains("//")
        || key.matches("(.*/)?\\.\\.?(/.*)?")) {
      throw new Refusal(400, "INVALID_PARAMETER_VALUE", "Invalid name: '" + key + "'");
    }
    if (entry.path("value").asText().length() > longest) {
      throw new Refusal(400, "INVALID_PARAMETER_VALUE", "The value of '" + key + "' is too long");
    }
  }

  private JsonNode update(JsonNode asked) {
    StoredRun run = runs.get(asked.path("run_id").asText());
    run.status = asked.path("status").asText();
    run.endedAt = asked.path("end_time").asLong();
    return JSON.createObjectNode();
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
    threads.shutdown();
  }
}
