package org.desirepath.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.desirepath.cli.Desirepath;
import org.desirepath.demo.DemoExports;
import org.desirepath.demo.DemoSettings;

/** A night of very few rows, for tests of what runs it. */
public final class TinyNight {

  private TinyNight() {}

  /** Writes its exports. */
  public static void writeExports(Path folder) throws IOException {
    DemoExports.write(
        new DemoSettings(4, 14, 3, false, false, DemoSettings.DEFAULT_END), folder, line -> {});
  }

  /** The command that runs it; each may be a URI. */
  public static List<String> command(String job, String exports, String warehouse) {
    return List.of(
        "run",
        job,
        "--set=sources.max-quarantined-share=0.5",
        "--set=spark.shuffle-partitions=2",
        CommandPlans.INTERPRETED,
        "--exports=" + exports,
        "--warehouse=" + warehouse);
  }

  /** What it publishes in this process. */
  public static PublishedRun here(Path exports, Path warehouse) throws IOException {
    assertThat(
            Desirepath.run(
                command("jobs/demo.yaml", exports.toString(), warehouse.toString())
                    .toArray(String[]::new)))
        .isZero();
    return new PublishedRun(warehouse.resolve("latest").toRealPath());
  }
}
