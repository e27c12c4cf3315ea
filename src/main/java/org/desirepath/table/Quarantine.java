package org.desirepath.table;

import static org.apache.spark.sql.types.DataTypes.LongType;
import static org.apache.spark.sql.types.DataTypes.StringType;
import static org.desirepath.table.Events.SOURCE_NAME;

import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Rows and files that were refused, with the reason and without personal data. */
public record Quarantine(Dataset<Row> rows) implements Table {

  public static final Field FILE_NAME =
      Field.required("file_name", StringType, "Path of the file below the exports folder");
  public static final Field ROW_NUMBER =
      Field.required(
          "row_number",
          LongType,
          "Number of the row in the file, from 1, the header not counted; 0 for the whole file");
  public static final Field REASON_CODE =
      Field.required("reason_code", StringType, "Why, from a closed list");
  public static final Field REASON = Field.required("reason", StringType, "Why, in a sentence");
  public static final Field FIELD = Field.optional("field", StringType, "The field at fault");
  public static final Field RAW_EXCERPT =
      Field.optional(
          "raw_excerpt", StringType, "Start of the row with every letter and digit masked");

  public static final Contract CONTRACT =
      new Contract(
          "ops_quarantine",
          "one row per refused row of a file, or per refused file",
          List.of(SOURCE_NAME, FILE_NAME, ROW_NUMBER),
          List.of(SOURCE_NAME, FILE_NAME, ROW_NUMBER, REASON_CODE, REASON, FIELD, RAW_EXCERPT));

  /** Refuses rows that do not keep the contract. */
  public Quarantine {
    rows = CONTRACT.conform(rows);
  }

  @Override
  public Contract contract() {
    return CONTRACT;
  }
}
