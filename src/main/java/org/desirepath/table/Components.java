package org.desirepath.table;

import static org.desirepath.table.GuardedIdentifiers.NODE;

import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Which identifiers hang together. */
public record Components(Dataset<Row> rows) implements Table {

  public static final Field COMPONENT =
      NODE.as("component", "What all identifiers that hang together share: the least of them");

  public static final Contract CONTRACT =
      new Contract(
          "stg_component",
          "one row per identifier that hangs together with another",
          List.of(NODE),
          List.of(NODE, COMPONENT));

  /** Refuses rows that do not keep the contract. */
  public Components {
    rows = CONTRACT.conform(rows);
  }

  @Override
  public Contract contract() {
    return CONTRACT;
  }
}
