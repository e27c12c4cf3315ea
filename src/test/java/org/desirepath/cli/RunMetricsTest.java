package org.desirepath.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunMetricsTest {

  @Test
  void figuresAreToldAsPrometheusReadsThem() {
    RunMetrics metrics = new RunMetrics();
    metrics.stored("fact_session", 5933, 1.25);
    metrics.stored("dim_person", 0, 2);

    assertThat(
            new String(
                metrics.text(
                    Instant.parse("2026-01-05T02:00:00Z"),
                    Instant.parse("2026-01-05T02:01:30.5Z"),
                    0),
                UTF_8))
        .isEqualTo(
            """
            # HELP desirepath_run_success Whether the last run published.
            # TYPE desirepath_run_success gauge
            desirepath_run_success 1
            # HELP desirepath_run_exit_code Exit code of the last run.
            # TYPE desirepath_run_exit_code gauge
            desirepath_run_exit_code 0
            # HELP desirepath_run_end_timestamp_seconds When the last run ended.
            # TYPE desirepath_run_end_timestamp_seconds gauge
            desirepath_run_end_timestamp_seconds 1767578490.500
            # HELP desirepath_run_duration_seconds How long the last run took.
            # TYPE desirepath_run_duration_seconds gauge
            desirepath_run_duration_seconds 90.500
            # HELP desirepath_table_rows Rows that the last run stored.
            # TYPE desirepath_table_rows gauge
            desirepath_table_rows{table="dim_person"} 0
            desirepath_table_rows{table="fact_session"} 5933
            # HELP desirepath_table_seconds How long the last run took to make and store a table.
            # TYPE desirepath_table_seconds gauge
            desirepath_table_seconds{table="dim_person"} 2
            desirepath_table_seconds{table="fact_session"} 1.250
            """);
  }

  @Test
  void aBackfillTellsHowManyOfItsNightsItPublished() {
    RunMetrics metrics = new RunMetrics();
    metrics.nights(4, 27);

    assertThat(new String(metrics.text(Instant.EPOCH, Instant.EPOCH, 65), UTF_8))
        .contains(
            "\ndesirepath_backfill_nights_done 4\n", "\ndesirepath_backfill_nights_total 27\n");
  }

  @Test
  void aFileIsWrittenAnewAsAWholeAndOneThatCannotBeIsNoFailure(@TempDir Path folder)
      throws IOException {
    Path file = folder.resolve("below/run.prom");
    SideFile side = new SideFile(file.toString(), new Configuration());

    side.write("first, and longer".getBytes(UTF_8));
    side.write("second".getBytes(UTF_8));
    assertThat(Files.readString(file)).isEqualTo("second");
    try (Stream<Path> left = Files.list(file.getParent())) {
      assertThat(left.filter(one -> one.toString().endsWith(".draft")).toList())
          .isEqualTo(List.of());
    }

    Path blocked = Files.writeString(folder.resolve("blocked"), "a file");
    new SideFile(blocked + "/run.prom", new Configuration()).write("third".getBytes(UTF_8));
    new SideFile("no:such/store", new Configuration()).write("third".getBytes(UTF_8));
    assertThat(Files.readString(blocked)).isEqualTo("a file");
  }
}
