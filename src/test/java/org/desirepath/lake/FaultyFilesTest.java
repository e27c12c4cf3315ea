package org.desirepath.lake;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;
import org.desirepath.table.PersonAliases;
import org.desirepath.testing.FaultyFiles;
import org.desirepath.testing.RestoredSession;
import org.desirepath.testing.Soak;
import org.desirepath.testing.SparkExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Storage of which every tenth call fails, or succeeds and does not say so: readers see one whole
 * version, and a run that was told to be published is.
 */
@ExtendWith({SparkExtension.class, RestoredSession.class})
class FaultyFilesTest {

  private static final double SHARE = 0.1;
  private static final int RUNS = Soak.isOn() ? 5000 : 300;
  private static final int COMMITS = Soak.isOn() ? 100 : 8;

  @TempDir Path folder;

  @AfterEach
  void heal() {
    FaultyFiles.heal();
  }

  @Test
  void everyVersionIsWholeAndNoneIsLostOrDoubled() throws IOException {
    Configuration faulty = new Configuration();
    Warehouse warehouse = Warehouse.at(FaultyFiles.configure(faulty, folder), faulty);
    FaultyFiles.fail(SHARE, 11);
    Versions readers = Versions.at(folder.toString(), new Configuration());
    Set<RunId> told = new HashSet<>();
    Optional<Version> before = Optional.empty();
    for (int i = 1; i <= RUNS; i++) {
      Optional<Version> last = before;
      try {
        told.add(PlainRun.publish(warehouse, i).runId());
        assertThat(readers.current()).map(Version::runId).contains(PlainRun.run(i));
      } catch (LakeException | IOException fault) {
        // It may have been published all the same, but nothing else may.
        RunId run = PlainRun.run(i);
        assertThat(readers.current())
            .satisfiesAnyOf(
                current -> assertThat(current).map(Version::runId).contains(run),
                current -> assertThat(current).isEqualTo(last));
      }
      before = readers.current();
      if (before.isPresent()) {
        PlainRun.assertWhole(folder, before.get());
      }
    }

    List<Version> listed = readers.list();
    PlainRun.assertHistory(folder, listed);
    assertThat(listed).extracting(Version::runId).containsAll(told);
    assertThat(told).hasSizeBetween(RUNS / 20, RUNS - RUNS / 20);
  }

  @Test
  void aCommitThatFailsLeavesTheVersionBefore(SparkSession spark) throws IOException {
    String location = FaultyFiles.configure(spark.sparkContext().hadoopConfiguration(), folder);
    Versions readers = Versions.at(folder.toString(), new Configuration());
    List<RunId> told = new ArrayList<>();
    for (int i = 1; i <= COMMITS; i++) {
      FaultyFiles.heal();
      try (Lake lake = Lake.open(spark, location, PlainRun.run(i), (stage, rows, seconds) -> {})) {
        lake.publish(LakeTest.aliases(spark, "ada"), PersonAliases::new);
        // A commit asks storage some thirty times.
        FaultyFiles.fail(i % 2 == 0 ? SHARE : SHARE / 10, i);
        told.add(lake.commit().runId());
      } catch (Exception fault) {
        assertThat(fault).hasStackTraceContaining("Injected: ");
      }
      Optional<Version> current = readers.current();
      if (current.isPresent()) {
        PlainRun.assertWhole(folder, current.get());
      }
    }

    PlainRun.assertHistory(folder, readers.list());
    assertThat(readers.list()).extracting(Version::runId).containsAll(told);
    assertThat(told).isNotEmpty();
  }
}
