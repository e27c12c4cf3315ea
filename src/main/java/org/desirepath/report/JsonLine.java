package org.desirepath.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A JSON object on one line, for whoever collects what programs say. Lines of the log name the same
 * things alike.
 */
public final class JsonLine {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final Map<String, Object> fields = new LinkedHashMap<>();

  private JsonLine() {}

  /** A line that tells that something happened. */
  public static JsonLine of(Instant timestamp, String event) {
    return of(timestamp, "INFO", event);
  }

  /** A line that tells that something failed. */
  public static JsonLine ofFailure(Instant timestamp, String event, int exitCode) {
    return of(timestamp, "ERROR", event).with("exit_code", exitCode);
  }

  private static JsonLine of(Instant timestamp, String level, String event) {
    return new JsonLine()
        .with("timestamp", timestamp.truncatedTo(ChronoUnit.MILLIS).toString())
        .with("level", level)
        .with("event", event);
  }

  /** Adds a field; this line. */
  public JsonLine with(String name, Object value) {
    fields.put(name, value);
    return this;
  }

  /** The line, without an end of line. */
  @Override
  public String toString() {
    try {
      return MAPPER.writeValueAsString(fields);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("A line is plain data", impossible);
    }
  }
}
