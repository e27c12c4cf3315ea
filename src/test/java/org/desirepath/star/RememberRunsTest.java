package org.desirepath.star;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.apache.spark.sql.SparkSession;
import org.desirepath.table.RunHistory;
import org.desirepath.table.RunLog;
import org.desirepath.table.SourceAudit;
import org.desirepath.testing.SparkExtension;
import org.desirepath.testing.TextTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SparkExtension.class)
class RememberRunsTest {

  private static final String LOG =
      """
      snapshot_date | started_at          | ended_at            | status    | code_version | config_fingerprint | spark_version | stage         | stage_number | stage_seconds | rows_out | task_count | task_seconds | cpu_seconds | longest_task_seconds | median_task_seconds | shuffle_bytes | spill_bytes | peak_memory_bytes
      2026-01-05    | 2026-01-06 02:00:00 | 2026-01-06 02:01:30 | succeeded | 1            | cafe               | 4             | fact_session  | 1            | 5.5           | 7        | 4          | 8            | 6           | 5                    | 1                   | 100           | 0           | 50
      2026-01-05    | 2026-01-06 02:00:00 | 2026-01-06 02:01:30 | succeeded | 1            | cafe               | 4             | persona_model | 2            |               |          | 2          | 2            | 1           | 1                    | 1                   | 10            | 3           | 70
      """;

  private static final String AUDIT =
      """
      source_name | file_name | file_count | rows_read | rows_accepted | rows_quarantined | rows_duplicate | rows_out_of_window | rows_bot | first_event_at | last_event_at
      crm         | a         | 1          | 10        | 8             | 1                | 1              | 0                  | 0        |                |
      web         | b         | 1          | 5         | 5             | 0                | 0              | 0                  | 0        |                |
      """;

  @Test
  void aRunIsARowAfterThoseItGoesOnFrom(SparkSession spark) {
    RunLog log = new RunLog(TextTable.of(spark, RunLog.CONTRACT, LOG));
    SourceAudit audit = new SourceAudit(TextTable.of(spark, SourceAudit.CONTRACT, AUDIT));

    RunHistory first = RememberRuns.from(Optional.empty(), log, audit, "first");
    RunHistory second = RememberRuns.from(Optional.of(first), log, audit, "second");

    assertThat(
            TextTable.show(
                second.rows(),
                "past_run_id",
                "snapshot_date",
                "run_seconds",
                "rows_read",
                "rows_quarantined",
                "task_seconds",
                "cpu_seconds",
                "longest_task_seconds",
                "spill_bytes",
                "peak_memory_bytes"))
        .isEqualTo(
            "first | 2026-01-05 | 90.0 | 15 | 1 | 10.0 | 7.0 | 5.0 | 3 | 70\n"
                + "second | 2026-01-05 | 90.0 | 15 | 1 | 10.0 | 7.0 | 5.0 | 3 | 70");
  }
}
