package org.desirepath.golden;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import org.desirepath.cli.Desirepath;
import org.desirepath.demo.DemoExports;
import org.desirepath.demo.DemoSettings;
import org.desirepath.testing.IdentityRecovery;
import org.desirepath.testing.PublishedRun;
import org.desirepath.testing.RestoredSession;
import org.desirepath.testing.SparkExtension;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who is who in demo exports of several seeds and sizes; a whole night each, so only on demand. */
@ExtendWith({SparkExtension.class, RestoredSession.class})
@EnabledIfEnvironmentVariable(named = "DESIREPATH_SOAK", matches = "true")
class IdentityRecoveryTest {

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({"30, 1", "30, 2", "30, 3", "150, 4", "600, 5"})
  void whatLinksTellIsFound(int accounts, long seed) throws IOException, SQLException {
    Path exports = folder.resolve("exports");
    DemoExports.write(
        new DemoSettings(accounts, 60, seed, true, true, DemoSettings.DEFAULT_END),
        exports,
        line -> {});
    SparkExtension.session();
    assertThat(
            Desirepath.run(
                "run",
                "jobs/demo.yaml",
                "--set=sources.max-quarantined-share=0.2",
                "--exports=" + exports,
                "--warehouse=" + folder.resolve("warehouse")))
        .isZero();

    IdentityRecovery found =
        IdentityRecovery.of(
            exports, new PublishedRun(folder.resolve("warehouse").resolve("latest")));

    System.out.println(accounts + " accounts, seed " + seed + ": " + found);
    assertThat(found.precision()).isGreaterThanOrEqualTo(0.999);
    assertThat(found.recall()).isGreaterThanOrEqualTo(0.99);
    assertThat(found.falseMerges()).isZero();
    assertThat(found.accounts()).isGreaterThanOrEqualTo(0.99);
  }
}
