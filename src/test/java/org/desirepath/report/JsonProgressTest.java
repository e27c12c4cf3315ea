package org.desirepath.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class JsonProgressTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-01-05T02:00:00.1234Z"));

  @Test
  void aRunIsToldEventByEvent() {
    try (JsonProgress progress = progress()) {
      progress.began("0.1.0", "run-1", LocalDate.of(2026, 1, 5));
      progress.started("fact_session");
      progress.finished("fact_session", 5120, Duration.ofMillis(1234));
      progress.published("lake/runs/run-1", Duration.ofSeconds(90), List.of("one", "\"two\""));
    }

    assertThat(text())
        .isEqualTo(
            """
            {"timestamp":"2026-01-05T02:00:00.123Z","level":"INFO","event":"run_started","run_id":"run-1","desirepath_version":"0.1.0","snapshot_date":"2026-01-05","message":"Desirepath 0.1.0, data as of 2026-01-05"}
            {"timestamp":"2026-01-05T02:00:00.123Z","level":"INFO","event":"step_started","run_id":"run-1","step":"fact_session","message":"fact_session is begun"}
            {"timestamp":"2026-01-05T02:00:00.123Z","level":"INFO","event":"step_stored","run_id":"run-1","step":"fact_session","rows":5120,"seconds":1.234,"message":"fact_session is stored"}
            {"timestamp":"2026-01-05T02:00:00.123Z","level":"INFO","event":"run_published","run_id":"run-1","seconds":90.0,"folder":"lake/runs/run-1","message":"one\\n\\"two\\""}
            """);
  }

  @Test
  void aFailureIsOneErrorWithTheExitCode() throws JsonProcessingException {
    try (JsonProgress progress = progress()) {
      progress.began("0.1.0", "run-1", LocalDate.of(2026, 1, 5));
      progress.failed(65, "two laws\nare broken");
    }

    JsonNode last = lines().get(1);
    assertThat(last.path("event").asText()).isEqualTo("run_failed");
    assertThat(last.path("level").asText()).isEqualTo("ERROR");
    assertThat(last.path("run_id").asText()).isEqualTo("run-1");
    assertThat(last.path("exit_code").asInt()).isEqualTo(65);
    assertThat(last.path("message").asText()).isEqualTo("two laws\nare broken");
  }

  @Test
  void longTablesAndLongWorkBetweenThemGiveSignsOfLife() throws JsonProcessingException {
    try (JsonProgress progress = progress()) {
      progress.began("0.1.0", "run-1", LocalDate.of(2026, 1, 5));
      progress.started("agg_path");
      pass(20);
      progress.started("dim_date");
      pass(20);
      progress.signOfLife();
      progress.finished("dim_date", 1, Duration.ofSeconds(20));
      progress.finished("agg_path", 1, Duration.ofSeconds(40));
      pass(31);
      progress.signOfLife();
    }

    List<JsonNode> signs =
        lines().stream()
            .filter(line -> line.path("event").asText().equals("still_running"))
            .toList();
    assertThat(signs).hasSize(2);
    assertThat(signs.get(0).path("step").asText()).isEqualTo("agg_path");
    assertThat(signs.get(0).path("seconds").asDouble()).isEqualTo(40);
    assertThat(signs.get(1).has("step")).isFalse();
    assertThat(signs.get(1).path("message").asText())
        .isEqualTo("working between tables, 31 s so far");
  }

  @Test
  void tablesThatAreStoredAtOnceAreEachToldOnceOnALineOfTheirOwn() throws JsonProcessingException {
    List<String> tables = IntStream.range(0, 200).mapToObj(number -> "table_" + number).toList();
    try (JsonProgress progress = progress()) {
      progress.began("0.1.0", "run-1", LocalDate.of(2026, 1, 5));
      tables.parallelStream()
          .forEach(
              table -> {
                progress.started(table);
                progress.finished(table, 1, Duration.ZERO);
              });
    }

    for (String event : List.of("step_started", "step_stored")) {
      assertThat(lines())
          .filteredOn(line -> line.path("event").asText().equals(event))
          .extracting(line -> line.path("step").asText())
          .containsExactlyInAnyOrderElementsOf(tables);
    }
  }

  private JsonProgress progress() {
    return new JsonProgress(new PrintStream(bytes, true, StandardCharsets.UTF_8), now::get);
  }

  private void pass(int seconds) {
    now.updateAndGet(moment -> moment.plusSeconds(seconds));
  }

  private List<JsonNode> lines() throws JsonProcessingException {
    List<JsonNode> lines = new ArrayList<>();
    for (String line : text().lines().toList()) {
      lines.add(JSON.readTree(line));
    }
    return lines;
  }

  private String text() {
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
