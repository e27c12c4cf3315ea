package org.desirepath.lake;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.logging.log4j.core.Logger;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.config.Configuration;
import org.apache.spark.sql.SparkSession;
import org.desirepath.testing.SparkExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The log as {@code conf/log4j2.properties} has it written. */
@ExtendWith(SparkExtension.class)
class LogLinesTest {

  private static final RunId RUN = new RunId("2026-01-05T021503-1a2b3c4d");
  private static final String LOGS = "desirepath.logs";
  private static final String PROCESS = "desirepath.run";

  @TempDir private Path folder;
  private LoggerContext log;
  private String logsBefore;

  @BeforeEach
  void start() {
    logsBefore = System.setProperty(LOGS, folder.toString());
    log = new LoggerContext("lines", null, Path.of("conf/log4j2.properties").toUri());
    log.start();
    Configuration configuration = log.getConfiguration();
    configuration.getRootLogger().removeAppender("stderr");
    configuration.getRootLogger().addAppender(configuration.getAppender("file"), null, null);
  }

  @AfterEach
  void stop() {
    log.stop();
    System.clearProperty(PROCESS);
    if (logsBefore == null) {
      System.clearProperty(LOGS);
    } else {
      System.setProperty(LOGS, logsBefore);
    }
  }

  @Test
  void eachLineNamesTheRunAndTheStepOfItsThread(SparkSession spark) throws IOException {
    Logger logger = log.getLogger("org.desirepath.Anything");
    List<String> steps = List.of("fact_session", "agg_path", "dim_person");
    CyclicBarrier together = new CyclicBarrier(steps.size());
    ExecutorService threads = Executors.newFixedThreadPool(steps.size());
    try {
      CompletableFuture.allOf(
              steps.stream()
                  .map(
                      step ->
                          CompletableFuture.runAsync(
                              () ->
                                  StepContext.with(
                                      spark.sparkContext(),
                                      RUN,
                                      step,
                                      () -> {
                                        await(together);
                                        logger.warn("of {}", step);
                                        return null;
                                      }),
                              threads))
                  .toArray(CompletableFuture[]::new))
          .join();
    } finally {
      threads.shutdownNow();
    }

    TreeMap<String, String> told = new TreeMap<>();
    for (JsonNode line : lines()) {
      assertThat(line.path("run_id").asText()).isEqualTo(RUN.text());
      told.put(line.path("step").asText(), line.path("message").asText());
    }
    assertThat(told).hasSize(3);
    told.forEach((step, message) -> assertThat(message).isEqualTo("of " + step));
  }

  @Test
  void aFaultIsOneLineWithItsTrace() throws IOException {
    log.getLogger("org.desirepath.Anything")
        .error("two\n\"lines\" of ${sys:user.home}", new IllegalStateException("broken"));

    List<JsonNode> lines = lines();
    assertThat(lines).hasSize(1);
    JsonNode line = lines.get(0);
    assertThat(line.path("level").asText()).isEqualTo("ERROR");
    assertThat(line.path("logger").asText()).isEqualTo("org.desirepath.Anything");
    assertThat(line.path("thread").asText()).isEqualTo(Thread.currentThread().getName());
    assertThat(line.path("message").asText()).isEqualTo("two\n\"lines\" of ${sys:user.home}");
    assertThat(line.path("exception").path("class").asText())
        .isEqualTo("java.lang.IllegalStateException");
    assertThat(line.path("exception").path("stack_trace").asText())
        .startsWith("java.lang.IllegalStateException: broken")
        .contains("\tat org.desirepath.lake.LogLinesTest.");
    assertThat(Instant.parse(line.path("timestamp").asText()))
        .isBetween(Instant.now().minusSeconds(60), Instant.now());
  }

  @Test
  void aThreadOfNoStepTellsTheRunOfTheProcess() throws IOException {
    Logger logger = log.getLogger("org.desirepath.Anything");
    logger.warn("before");
    System.setProperty(PROCESS, RUN.text());
    logger.warn("within");

    List<JsonNode> lines = lines();
    assertThat(lines)
        .extracting(line -> line.path("run_id").asText())
        .containsExactly("", RUN.text());
    assertThat(lines).noneMatch(line -> line.has("step") || line.has("exception"));
  }

  private List<JsonNode> lines() throws IOException {
    ObjectMapper json = new ObjectMapper();
    List<JsonNode> lines = new ArrayList<>();
    for (String line : Files.readAllLines(folder.resolve("spark.log"))) {
      lines.add(json.readTree(line));
    }
    return lines;
  }

  private static void await(CyclicBarrier barrier) {
    try {
      barrier.await();
    } catch (Exception fault) {
      throw new IllegalStateException(fault);
    }
  }
}
