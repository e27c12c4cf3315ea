package org.desirepath.table;

import static org.apache.spark.sql.types.DataTypes.DoubleType;
import static org.apache.spark.sql.types.DataTypes.StringType;
import static org.desirepath.table.ModelScores.VALUE;
import static org.desirepath.table.Personas.STATUS;

import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The laws that were checked before publication. */
public record Checks(Dataset<Row> rows) implements Table {

  public static final Field CHECK_NAME = Field.required("check_name", StringType, "The law");
  public static final Field THRESHOLD =
      Field.optional("threshold", DoubleType, "The bound the value is held against");
  public static final Field MESSAGE =
      Field.required("message", StringType, "What the figures say, in a sentence");

  public static final Contract CONTRACT =
      new Contract(
          "ops_check",
          "one row per check",
          List.of(CHECK_NAME),
          List.of(CHECK_NAME, STATUS, VALUE, THRESHOLD, MESSAGE));

  /** Refuses rows that do not keep the contract. */
  public Checks {
    rows = CONTRACT.conform(rows);
  }

  @Override
  public Contract contract() {
    return CONTRACT;
  }
}
