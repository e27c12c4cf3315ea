package org.desirepath.table;

import static org.apache.spark.sql.types.DataTypes.StringType;

import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Identifiers that several people use, and that are therefore kept from joining them. */
public record GuardedIdentifiers(Dataset<Row> rows) implements Table {

  public static final Field NODE =
      Field.required("node", StringType, "An identifier: kind, colon and hashed key");
  public static final Field GUARD =
      Field.required("guard", StringType, "The guard that found the identifier");
  public static final Field STANDS_FOR =
      Field.required(
          "stands_for",
          StringType,
          "The shared thing that the identifier stands for, mostly itself; ties between two that"
              + " stand for the same are kept, all their other ties by record are refused");

  public static final Contract CONTRACT =
      new Contract(
          "stg_guarded_identifier",
          "one row per guarded identifier",
          List.of(NODE),
          List.of(NODE, GUARD, STANDS_FOR));

  /** Refuses rows that do not keep the contract. */
  public GuardedIdentifiers {
    rows = CONTRACT.conform(rows);
  }

  @Override
  public Contract contract() {
    return CONTRACT;
  }
}
