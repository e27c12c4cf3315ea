package org.desirepath.table;

import static org.apache.spark.sql.types.DataTypes.LongType;
import static org.apache.spark.sql.types.DataTypes.StringType;
import static org.desirepath.table.Identifiers.FIRST_SEEN_AT;
import static org.desirepath.table.Identifiers.LAST_SEEN_AT;
import static org.desirepath.table.Sightings.TIE;

import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Which identifiers were seen together, all their sightings put together. */
public record Ties(Dataset<Row> rows) implements Table {

  public static final Field LEFT_NODE =
      Field.required("left_node", StringType, "The lesser identifier: kind, colon and hashed key");
  public static final Field RIGHT_NODE =
      Field.required(
          "right_node", StringType, "The greater identifier; the same where it was seen alone");
  public static final Field SIGHTING_COUNT =
      Field.required("sighting_count", LongType, "Rows that tie the two");

  public static final Contract CONTRACT =
      new Contract(
          "stg_tie",
          "one row per pair of identifiers and kind of tie",
          List.of(LEFT_NODE, RIGHT_NODE, TIE),
          List.of(LEFT_NODE, RIGHT_NODE, TIE, FIRST_SEEN_AT, LAST_SEEN_AT, SIGHTING_COUNT));

  /** Refuses rows that do not keep the contract. */
  public Ties {
    rows = CONTRACT.conform(rows);
  }

  @Override
  public Contract contract() {
    return CONTRACT;
  }
}
