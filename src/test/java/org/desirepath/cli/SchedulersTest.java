package org.desirepath.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The files for schedulers, read as these read them: what they start is a command that there is.
 */
class SchedulersTest {

  private static final Path FOLDER = Path.of("jobs/schedulers");
  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Another try does not help. */
  private static final List<Integer> FOR_GOOD =
      Arrays.stream(ExitCode.values())
          .filter(code -> code != ExitCode.OK && code != ExitCode.TRY_AGAIN)
          .map(ExitCode::number)
          .toList();

  @Test
  void theCronJobStartsARunAndTriesAgainWhereThatHelps() throws IOException {
    JsonNode job = YAML.readTree(read("kubernetes-cron-job.yaml"));
    JsonNode spec = job.path("spec").path("jobTemplate").path("spec");
    JsonNode container = spec.path("template").path("spec").path("containers").path(0);

    assertThat(job.path("kind").asText()).isEqualTo("CronJob");
    assertThat(job.path("spec").path("concurrencyPolicy").asText()).isEqualTo("Forbid");
    isARun(texts(container.path("args")));
    JsonNode refused = spec.path("podFailurePolicy").path("rules").path(0).path("onExitCodes");
    assertThat(refused.path("containerName")).isEqualTo(container.path("name"));
    assertThat(numbers(refused.path("values"))).isEqualTo(FOR_GOOD);
    assertThat(container.path("image").asText()).endsWith(":" + Desirepath.version());
  }

  @Test
  void theSparkApplicationStartsARun() throws IOException {
    JsonNode application = YAML.readTree(read("kubernetes-spark-application.yaml"));
    JsonNode template = application.path("spec").path("template");

    assertThat(application.path("kind").asText()).isEqualTo("ScheduledSparkApplication");
    assertThat(application.path("spec").path("concurrencyPolicy").asText()).isEqualTo("Forbid");
    assertThat(template.path("mainClass").asText()).isEqualTo(Desirepath.class.getName());
    assertThat(template.path("mainApplicationFile").asText())
        .endsWith("/lib/desirepath-%s.jar".formatted(Desirepath.version()));
    isARun(texts(template.path("arguments")));
  }

  @Test
  void theStepOfEmrStartsARun() throws IOException {
    JsonNode step = JSON.readTree(read("emr-step.json")).path(0);
    List<String> arguments = texts(step.path("Args"));
    String jar = "desirepath-%1$s/lib/desirepath-%1$s.jar".formatted(Desirepath.version());
    int main =
        arguments.indexOf(
            arguments.stream().filter(one -> one.endsWith(jar)).findFirst().orElseThrow());

    assertThat(step.path("ActionOnFailure").asText()).isEqualTo("CONTINUE");
    assertThat(arguments).contains(Desirepath.class.getName());
    isARun(arguments.subList(main + 1, arguments.size()));
  }

  @Test
  void theTimerStartsAServiceThatTriesAgainWhereThatHelps() throws IOException {
    Map<String, String> timer = unit("desirepath.timer");
    Map<String, String> service = unit("desirepath.service");

    assertThat(timer).containsKeys("Timer.OnCalendar", "Timer.Persistent", "Install.WantedBy");
    List<String> words = List.of(service.get("Service.ExecStart").split(" ", -1));
    assertThat(words.get(0)).endsWith("/scripts/desirepath");
    isARun(words.subList(1, words.size()));
    assertThat(service.get("Service.RestartPreventExitStatus"))
        .isEqualTo(
            FOR_GOOD.stream().map(code -> Integer.toString(code)).collect(Collectors.joining(" ")));
  }

  @Test
  void theDagOfAirflowKnowsTheCommandAndItsExitCode() throws IOException {
    String dag = read("airflow.py");

    assertThat(dag).contains("TRY_AGAIN = %d ".formatted(ExitCode.TRY_AGAIN.number()));
    List<String> arguments = new ArrayList<>(List.of("run", "job.yaml"));
    Matcher option = Pattern.compile("f\"(--[a-z-]+)=").matcher(dag);
    while (option.find()) {
      arguments.add(option.group(1) + "=2026-01-01");
    }
    assertThat(arguments).hasSizeGreaterThan(5);
    isARun(arguments);
  }

  /** Skipped where there is no Python. */
  @Test
  void theDagOfAirflowIsPython() throws IOException, InterruptedException {
    Process python;
    try {
      python =
          new ProcessBuilder(
                  "python3",
                  "-c",
                  "import ast, sys; ast.parse(open(sys.argv[1]).read(), sys.argv[1])",
                  FOLDER.resolve("airflow.py").toString())
              .redirectErrorStream(true)
              .start();
    } catch (IOException none) {
      assumeTrue(false, "There is no Python");
      return;
    }
    String said = new String(python.getInputStream().readAllBytes(), UTF_8);
    assertThat(python.waitFor()).as(said).isZero();
  }

  private static void isARun(List<String> arguments) {
    assertThat(
            Desirepath.commandLine()
                .parseArgs(arguments.toArray(String[]::new))
                .subcommand()
                .commandSpec()
                .name())
        .isEqualTo("run");
  }

  private static String read(String name) throws IOException {
    return Files.readString(FOLDER.resolve(name));
  }

  private static List<String> texts(JsonNode values) {
    List<String> texts = new ArrayList<>();
    values.forEach(value -> texts.add(value.asText()));
    return texts;
  }

  private static List<Integer> numbers(JsonNode values) {
    List<Integer> numbers = new ArrayList<>();
    values.forEach(value -> numbers.add(value.asInt()));
    return numbers;
  }

  /** Values by section and name, as systemd has them. */
  private static Map<String, String> unit(String name) throws IOException {
    Map<String, String> unit = new HashMap<>();
    String section = "";
    try (Stream<String> lines = Files.lines(FOLDER.resolve(name))) {
      for (String line : lines.filter(one -> !one.isBlank() && !one.startsWith("#")).toList()) {
        if (line.startsWith("[")) {
          section = line.substring(1, line.length() - 1);
        } else {
          int equals = line.indexOf('=');
          assertThat(equals).as(line).isPositive();
          unit.put(section + "." + line.substring(0, equals), line.substring(equals + 1));
        }
      }
    }
    return unit;
  }
}
