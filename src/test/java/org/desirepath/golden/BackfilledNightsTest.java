package org.desirepath.golden;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.desirepath.cli.Desirepath;
import org.desirepath.demo.DemoExports;
import org.desirepath.demo.DemoSettings;
import org.desirepath.lake.Versions;
import org.desirepath.table.RunLog;
import org.desirepath.testing.CommandPlans;
import org.desirepath.testing.PublishedRun;
import org.desirepath.testing.RestoredSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Three dates of a tiny demo by the command, in two goes, beside single runs of the same dates. It
 * takes some minutes: with {@code DESIREPATH_SOAK=true} in the environment alone.
 */
@EnabledIfEnvironmentVariable(named = "DESIREPATH_SOAK", matches = "true")
@ExtendWith(RestoredSession.class)
class BackfilledNightsTest {

  private static final List<String> DAYS = List.of("2026-05-30", "2026-05-31", "2026-06-01");

  /** The log tells of moments. */
  private static final Set<String> APART = Set.of("ops_run", "ops_run_history");

  @TempDir private static Path folder;
  private static Path exports;

  @BeforeAll
  static void write() throws IOException {
    exports = Files.createDirectory(folder.resolve("exports"));
    Path all = folder.resolve("all");
    DemoExports.write(
        new DemoSettings(8, 21, 3, false, false, DemoSettings.DEFAULT_END), all, line -> {});
    for (String day : DAYS) {
      Files.createSymbolicLink(exports.resolve(day), all);
    }
  }

  @Test
  void datesInTwoGoesGiveTheTablesOfSingleRuns() throws IOException, SQLException {
    Path single = folder.resolve("single");
    for (String day : DAYS) {
      assertThat(night(single, "run", "--as-of=" + day)).isZero();
    }
    Path filled = folder.resolve("filled");
    assertThat(night(filled, "backfill", "--from=" + DAYS.get(0), "--to=" + DAYS.get(1))).isZero();
    assertThat(night(filled, "backfill", "--from=" + DAYS.get(0), "--to=" + DAYS.get(2))).isZero();

    assertThat(days(filled)).isEqualTo(DAYS);
    PublishedRun last = current(filled);
    assertThat(PublishedRun.differences(current(single), last, APART)).isEmpty();
    assertThat(current(single).answers("SELECT DISTINCT snapshot_date FROM ops_run"))
        .isEqualTo(List.of(DAYS.get(2)));

    // The same day again, from a version of that day.
    assertThat(night(filled, "run", "--as-of=" + DAYS.get(2))).isZero();
    assertThat(
            PublishedRun.differences(
                last, current(filled), Set.of("ops_run", "ops_run_history", "ops_identity")))
        .isEmpty();

    // What is published is passed over, what is earlier is refused, unless it is asked for.
    assertThat(night(filled, "backfill", "--from=" + DAYS.get(0), "--to=" + DAYS.get(2))).isZero();
    assertThat(night(filled, "backfill", "--from=2026-05-29", "--to=" + DAYS.get(2))).isEqualTo(64);
    assertThat(days(filled)).hasSize(4);
    assertThat(night(filled, "backfill", "--from=" + DAYS.get(1), "--to=" + DAYS.get(2), "--again"))
        .isZero();
    assertThat(days(filled).subList(4, 6)).isEqualTo(DAYS.subList(1, 3));
    assertThat(current(filled).number(RunLog.CONTRACT, "count(*)")).isPositive();
  }

  private static PublishedRun current(Path warehouse) throws IOException {
    return new PublishedRun(warehouse.resolve("latest").toRealPath());
  }

  /** The days of the versions, oldest first. */
  private static List<String> days(Path warehouse) {
    return Versions.at(warehouse.toString(), new Configuration()).list().stream()
        .map(version -> version.runId().snapshotDate().toString())
        .toList();
  }

  private static int night(Path warehouse, String command, String... options) {
    List<String> arguments = new ArrayList<>(List.of(command, "jobs/demo.yaml"));
    arguments.addAll(List.of(options));
    arguments.add("--set=sources.max-quarantined-share=0.2");
    arguments.add("--set=spark.shuffle-partitions=2");
    arguments.add(CommandPlans.INTERPRETED);
    arguments.add("--exports=" + exports + "/{date}");
    arguments.add("--warehouse=" + warehouse);
    return Desirepath.run(arguments.toArray(String[]::new));
  }
}
