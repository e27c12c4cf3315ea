package org.desirepath.golden;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.desirepath.testing.Distribution;
import org.desirepath.testing.PublishedRun;
import org.desirepath.testing.RestoredSession;
import org.desirepath.testing.SparkCluster;
import org.desirepath.testing.TinyNight;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * A night whose executors are killed, one after another from its first step to its last, publishes
 * what a night publishes that nobody disturbs. It takes some minutes: with {@code
 * DESIREPATH_SOAK=true} in the environment alone.
 */
@EnabledIfEnvironmentVariable(named = "DESIREPATH_SOAK", matches = "true")
@ExtendWith(RestoredSession.class)
class LostExecutorsTest {

  private static final int EXECUTORS = 2;
  private static final int MOST_MINUTES = 60;

  /** How often a step of identity looks for components. */
  private static final int COMPONENTS = 2;

  private static final long QUIET_MILLIS = 300;
  private static final Pattern STORED = Pattern.compile("^ *\\d+ {2}\\w+ .* rows ");

  /** Tables that tell of the run's moments. */
  private static final Set<String> OF_THE_RUN =
      Set.of("ops_run", "ops_run_history", "ops_identity");

  @TempDir private static Path folder;

  @Test
  void aNightWhoseExecutorsAreKilledPublishesTheSameTables() throws Exception {
    Path exports = folder.resolve("exports");
    Path warehouse = folder.resolve("killed");
    TinyNight.writeExports(exports);
    Distribution installed = Distribution.install(folder.resolve("installed"));
    try (SparkCluster cluster = SparkCluster.start(folder.resolve("spark"), Map.of(), EXECUTORS)) {
      Process night =
          installed
              .submit(
                  cluster,
                  "client",
                  TinyNight.command(installed.demo(), exports.toString(), warehouse.toString()),
                  List.of("spark.cores.max=" + EXECUTORS))
              .directory(folder.toFile())
              .start();
      try {
        Disturbed disturbed = disturb(night, cluster);
        assertThat(night.waitFor()).as(() -> String.join("\n", disturbed.said())).isZero();
        assertThat(disturbed.kills()).isGreaterThan(10);
        assertThat(disturbed.said())
            .anyMatch(line -> line.endsWith(" is made again: an executor that it needed was lost"));
      } finally {
        night.destroyForcibly();
      }
    }

    assertThat(
            PublishedRun.differences(
                TinyNight.here(exports, folder.resolve("undisturbed")),
                new PublishedRun(warehouse.resolve("latest").toRealPath()),
                OF_THE_RUN))
        .isEmpty();
  }

  /**
   * What became of a night.
   *
   * @param said what people were told
   * @param kills executors that were killed
   */
  private record Disturbed(List<String> said, int kills) {}

  /**
   * Kills the older executor when the night begins, and when it has come a step further, as soon as
   * both are up again: then the next steps are under way.
   */
  private static Disturbed disturb(Process night, SparkCluster cluster)
      throws IOException, InterruptedException {
    BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    Thread reader = new Thread(() -> read(night, lines), "reader");
    reader.setDaemon(true);
    reader.start();
    List<String> said = new ArrayList<>();
    int kills = 0;
    long progress = -1;
    long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(MOST_MINUTES);
    while (night.isAlive()) {
      assertThat(System.nanoTime()).as("it ends").isLessThan(end);
      String line = lines.poll(QUIET_MILLIS, TimeUnit.MILLISECONDS);
      if (line != null) {
        said.add(line);
      }
      long now = said.stream().filter(told -> STORED.matcher(told).find()).count() + components();
      List<ProcessHandle> executors = cluster.executors();
      if (now > progress
          && executors.size() == EXECUTORS
          && cluster.registered() - kills == EXECUTORS) {
        executors.get(0).destroyForcibly();
        kills++;
        progress = now;
      }
    }
    reader.join();
    lines.drainTo(said);
    return new Disturbed(said, kills);
  }

  /**
   * How often components were found so far, whose edges and names executors alone keep; what is
   * found when the step is done again does not count, lest it is disturbed for ever.
   */
  private static long components() throws IOException {
    Path log = folder.resolve("logs/spark.log");
    return Files.exists(log)
        ? Files.readString(log)
            .lines()
            .filter(line -> line.contains("Edges changed"))
            .limit(COMPONENTS)
            .count()
        : 0;
  }

  private static void read(Process night, BlockingQueue<String> lines) {
    new BufferedReader(new InputStreamReader(night.getInputStream(), StandardCharsets.UTF_8))
        .lines()
        .forEach(lines::add);
  }
}
