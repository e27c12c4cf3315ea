package org.desirepath.table;

import static org.desirepath.table.Events.SOURCE_NAME;
import static org.desirepath.table.Quarantine.FILE_NAME;
import static org.desirepath.table.Quarantine.REASON_CODE;
import static org.desirepath.table.Records.BLOCK_START;
import static org.desirepath.table.Records.ROW_ID;
import static org.desirepath.table.Records.VERDICT;

import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Rows that only other rows speak against: those of machines, and those that come twice. */
public record Refusals(Dataset<Row> rows) implements Table {

  public static final Contract CONTRACT =
      new Contract(
          "stg_refusal",
          "one row per row that is a duplicate or was made by a machine",
          List.of(ROW_ID),
          List.of(ROW_ID, SOURCE_NAME, FILE_NAME, BLOCK_START, VERDICT, REASON_CODE.orNull()));

  /** Refuses rows that do not keep the contract. */
  public Refusals {
    rows = CONTRACT.conform(rows);
  }

  @Override
  public Contract contract() {
    return CONTRACT;
  }
}
