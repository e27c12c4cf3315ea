package org.desirepath.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The distribution as people install it and submit it to a cluster.
 *
 * @param home where it is installed
 */
public record Distribution(Path home) {

  /** What was built last. */
  public static Path archive() throws IOException {
    try (Stream<Path> built = Files.list(Path.of("target"))) {
      return built
          .filter(file -> file.getFileName().toString().matches("desirepath-.*\\.tar\\.gz"))
          .findFirst()
          .orElseThrow();
    }
  }

  /** Installs what was built last. */
  public static Distribution install(Path folder) throws IOException, InterruptedException {
    Path target = Files.createDirectory(folder);
    Path archive = archive();
    Process tar =
        new ProcessBuilder(
                "tar", "-xzf", archive.toAbsolutePath().toString(), "-C", target.toString())
            .inheritIO()
            .start();
    assertThat(tar.waitFor()).isZero();
    try (Stream<Path> folders = Files.list(target)) {
      return new Distribution(folders.findFirst().orElseThrow());
    }
  }

  /** The job of the demo, as it was installed. */
  public String demo() {
    return home.resolve("jobs/demo.yaml").toString();
  }

  /**
   * A command that is yet to be submitted; what it says, faults included, is one stream.
   *
   * @param mode where the driver runs, client or cluster
   * @param properties of Spark, such as {@code spark.executor.memory=1g}
   */
  public ProcessBuilder submit(
      SparkCluster cluster, String mode, List<String> arguments, List<String> properties) {
    List<String> command = new ArrayList<>();
    command.add(home.resolve("scripts/desirepath").toString());
    command.addAll(arguments);
    command.addAll(List.of("--master", cluster.master(), "--deploy-mode", mode));
    List<String> options =
        Stream.concat(
                Stream.of(
                    "spark.driver.host=127.0.0.1",
                    "spark.executor.memory=768m",
                    "spark.driver.memory=768m",
                    "spark.executor.cores=1"),
                properties.stream())
            .map("--conf "::concat)
            .toList();
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(cluster.environment());
    builder.environment().put("DESIREPATH_SUBMIT_OPTIONS", String.join(" ", options));
    return builder;
  }
}
