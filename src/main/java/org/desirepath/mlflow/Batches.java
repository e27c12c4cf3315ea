package org.desirepath.mlflow;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Parameters and metrics of a run in as few requests as MLflow allows: up to 100 parameters, 1000
 * metrics, 1000 of both, and a million bytes in each.
 */
final class Batches {

  private static final int MOST_PARAMETERS = 100;
  private static final int MOST_ITEMS = 1000;

  /** Leaves room for what surrounds the items. */
  private static final int MOST_BYTES = 990_000;

  private static final int LONGEST_PARAMETER = 6000;

  private final JsonMapper json;
  private final String runId;
  private final List<ObjectNode> bodies = new ArrayList<>();
  private ArrayNode parameters;
  private ArrayNode metrics;
  private int bytes;

  private Batches(JsonMapper json, String runId) {
    this.json = json;
    this.runId = runId;
  }

  /** The bodies of the requests, parameters first; none if the run has neither. */
  static List<ObjectNode> of(Run run, String runId, JsonMapper json) {
    Batches batches = new Batches(json, runId);
    Keys.allowed(run.parameters(), value -> Keys.cut(value, LONGEST_PARAMETER))
        .forEach(batches::addParameter);
    Map<String, Double> metrics = Keys.allowed(run.metrics(), value -> value);
    metrics.values().removeIf(value -> !Double.isFinite(value));
    metrics.forEach((key, value) -> batches.addMetric(key, value, run.endedAt().toEpochMilli()));
    return batches.bodies;
  }

  private void addParameter(String key, String value) {
    ObjectNode item = json.createObjectNode().put("key", key).put("value", value);
    open(item, MOST_PARAMETERS);
    parameters.add(item);
  }

  private void addMetric(String key, double value, long at) {
    ObjectNode item =
        json.createObjectNode().put("key", key).put("value", value).put("timestamp", at);
    open(item.put("step", 0), MOST_PARAMETERS + 1);
    metrics.add(item);
  }

  /** Begins another batch if the item does not fit into the current one. */
  private void open(ObjectNode item, int mostParameters) {
    int size = size(item) + 1;
    if (bodies.isEmpty()
        || parameters.size() >= mostParameters
        || parameters.size() + metrics.size() >= MOST_ITEMS
        || bytes + size > MOST_BYTES) {
      ObjectNode body = json.createObjectNode().put("run_id", runId);
      parameters = body.putArray("params");
      metrics = body.putArray("metrics");
      bodies.add(body);
      bytes = 0;
    }
    bytes += size;
  }

  private int size(ObjectNode item) {
    try {
      return json.writeValueAsBytes(item).length;
    } catch (JsonProcessingException fault) {
      throw new UncheckedIOException(fault);
    }
  }
}
