package org.desirepath.table;

import static org.apache.spark.sql.types.DataTypes.LongType;
import static org.apache.spark.sql.types.DataTypes.TimestampType;
import static org.desirepath.table.Events.SOURCE_NAME;
import static org.desirepath.table.Quarantine.FILE_NAME;

import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What became of every row of every file: read = accepted + quarantined + duplicate + out of
 * window.
 */
public record SourceAudit(Dataset<Row> rows) implements Table {

  public static final Field FILE_COUNT =
      Field.required(
          "file_count", LongType, "Number of files: 1, so that sums by source are right");
  public static final Field ROWS_READ = Field.required("rows_read", LongType, "Rows in the file");
  public static final Field ROWS_ACCEPTED = Field.required("rows_accepted", LongType, "Rows taken");
  public static final Field ROWS_QUARANTINED =
      Field.required("rows_quarantined", LongType, "Rows refused, bots included");
  public static final Field ROWS_DUPLICATE =
      Field.required(
          "rows_duplicate", LongType, "Rows that repeat another, or an older version of it");
  public static final Field ROWS_OUT_OF_WINDOW =
      Field.required("rows_out_of_window", LongType, "Rows outside the time window of the job");
  public static final Field ROWS_BOT =
      Field.required(
          "rows_bot",
          LongType,
          "Rows refused because a machine made them; part of rows_quarantined");
  public static final Field FIRST_EVENT_AT =
      Field.optional("first_event_at", TimestampType, "First accepted event, UTC");
  public static final Field LAST_EVENT_AT =
      Field.optional("last_event_at", TimestampType, "Last accepted event, UTC");

  public static final Contract CONTRACT =
      new Contract(
          "ops_source_audit",
          "one row per source and file",
          List.of(SOURCE_NAME, FILE_NAME),
          List.of(
              SOURCE_NAME,
              FILE_NAME,
              FILE_COUNT,
              ROWS_READ,
              ROWS_ACCEPTED,
              ROWS_QUARANTINED,
              ROWS_DUPLICATE,
              ROWS_OUT_OF_WINDOW,
              ROWS_BOT,
              FIRST_EVENT_AT,
              LAST_EVENT_AT));

  /** Refuses rows that do not keep the contract. */
  public SourceAudit {
    rows = CONTRACT.conform(rows);
  }

  @Override
  public Contract contract() {
    return CONTRACT;
  }
}
