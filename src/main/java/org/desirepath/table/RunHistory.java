package org.desirepath.table;

import static org.apache.spark.sql.types.DataTypes.DoubleType;
import static org.apache.spark.sql.types.DataTypes.StringType;
import static org.desirepath.table.RunLog.CODE_VERSION;
import static org.desirepath.table.RunLog.CONFIG_FINGERPRINT;
import static org.desirepath.table.RunLog.CPU_SECONDS;
import static org.desirepath.table.RunLog.LONGEST_TASK_SECONDS;
import static org.desirepath.table.RunLog.PEAK_MEMORY_BYTES;
import static org.desirepath.table.RunLog.SHUFFLE_BYTES;
import static org.desirepath.table.RunLog.SNAPSHOT_DATE;
import static org.desirepath.table.RunLog.SPARK_VERSION;
import static org.desirepath.table.RunLog.SPILL_BYTES;
import static org.desirepath.table.RunLog.TASK_SECONDS;
import static org.desirepath.table.Sessions.ENDED_AT;
import static org.desirepath.table.Sessions.STARTED_AT;
import static org.desirepath.table.SourceAudit.ROWS_ACCEPTED;
import static org.desirepath.table.SourceAudit.ROWS_QUARANTINED;
import static org.desirepath.table.SourceAudit.ROWS_READ;

import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** How runs went from version to version, this one and those that it goes on from. */
public record RunHistory(Dataset<Row> rows) implements Table {

  public static final Field PAST_RUN_ID =
      Field.required("past_run_id", StringType, "The run that the row tells of");
  public static final Field RUN_SECONDS =
      Field.required("run_seconds", DoubleType, "Seconds from start to the last table");

  public static final Contract CONTRACT =
      new Contract(
          "ops_run_history",
          "one row per run that this version goes on from, and this one",
          List.of(PAST_RUN_ID),
          List.of(
              PAST_RUN_ID,
              SNAPSHOT_DATE,
              STARTED_AT,
              ENDED_AT,
              RUN_SECONDS,
              CODE_VERSION,
              CONFIG_FINGERPRINT,
              SPARK_VERSION,
              ROWS_READ,
              ROWS_ACCEPTED,
              ROWS_QUARANTINED,
              TASK_SECONDS,
              CPU_SECONDS,
              LONGEST_TASK_SECONDS,
              SHUFFLE_BYTES,
              SPILL_BYTES,
              PEAK_MEMORY_BYTES));

  /** Refuses rows that do not keep the contract. */
  public RunHistory {
    rows = CONTRACT.conform(rows);
  }

  @Override
  public Contract contract() {
    return CONTRACT;
  }
}
