package org.desirepath.table;

import static org.apache.spark.sql.types.DataTypes.StringType;
import static org.apache.spark.sql.types.DataTypes.TimestampType;

import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Which identifiers were seen in the same row, and what ties them. */
public record Sightings(Dataset<Row> rows) implements Table {

  public static final Field SIGHTING_ID =
      Field.required("sighting_id", StringType, "Hash of the row and the pair");
  public static final Field SEEN_AT =
      Field.required("seen_at", TimestampType, "When they were seen together, UTC");
  public static final Field TIE =
      Field.required(
          "tie",
          StringType,
          "record (same row), merge (the CRM merged them) or conversion (a lead became a contact)");
  public static final Field LEFT_KIND =
      Field.required("left_kind", StringType, "Kind of the strongest identifier of the row");
  public static final Field LEFT_KEY =
      Field.required("left_key", StringType, "Hash of the strongest identifier of the row");
  public static final Field RIGHT_KIND =
      Field.optional(
          "right_kind",
          StringType,
          "Kind of another identifier of the row; null where the row carries only one");
  public static final Field RIGHT_KEY =
      Field.optional("right_key", StringType, "Hash of the other identifier");

  public static final Contract CONTRACT =
      new Contract(
          "stg_sighting",
          "one row per accepted row and pair of identifiers it ties",
          List.of(SIGHTING_ID),
          List.of(SIGHTING_ID, SEEN_AT, TIE, LEFT_KIND, LEFT_KEY, RIGHT_KIND, RIGHT_KEY));

  /** Refuses rows that do not keep the contract. */
  public Sightings {
    rows = CONTRACT.conform(rows);
  }

  @Override
  public Contract contract() {
    return CONTRACT;
  }
}
