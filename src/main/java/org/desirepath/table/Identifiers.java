package org.desirepath.table;

import static org.apache.spark.sql.types.DataTypes.BooleanType;
import static org.apache.spark.sql.types.DataTypes.StringType;
import static org.apache.spark.sql.types.DataTypes.TimestampType;
import static org.desirepath.table.Events.IDENTIFIER_KEY;
import static org.desirepath.table.Events.IDENTIFIER_KIND;

import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Which person each identifier belongs to. */
public record Identifiers(Dataset<Row> rows) implements Table {

  public static final Field PERSON_ID =
      Field.required("person_id", StringType, "The person; the same in every run");
  public static final Field FIRST_SEEN_AT =
      Field.required("first_seen_at", TimestampType, "First time seen, UTC");
  public static final Field LAST_SEEN_AT =
      Field.required("last_seen_at", TimestampType, "Last time seen, UTC");
  public static final Field IS_BRIDGE =
      Field.required(
          "is_bridge",
          BooleanType,
          "Whether it may join other identifiers; false for shared devices and role mailboxes");

  public static final Contract CONTRACT =
      new Contract(
          "map_identifier",
          "one row per identifier",
          List.of(IDENTIFIER_KIND, IDENTIFIER_KEY),
          List.of(
              IDENTIFIER_KIND.present(),
              IDENTIFIER_KEY.present(),
              PERSON_ID,
              FIRST_SEEN_AT,
              LAST_SEEN_AT,
              IS_BRIDGE));

  /** Refuses rows that do not keep the contract. */
  public Identifiers {
    rows = CONTRACT.conform(rows);
  }

  @Override
  public Contract contract() {
    return CONTRACT;
  }
}
