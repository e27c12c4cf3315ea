package org.desirepath.table;

import static org.apache.spark.sql.types.DataTypes.LongType;
import static org.apache.spark.sql.types.DataTypes.StringType;
import static org.apache.spark.sql.types.DataTypes.createArrayType;
import static org.desirepath.table.Deals.OUTCOME;
import static org.desirepath.table.Identifiers.PERSON_ID;
import static org.desirepath.table.Journeys.JOURNEY_ID;
import static org.desirepath.table.Journeys.JOURNEY_LEVEL;
import static org.desirepath.table.Paths.SCOPE;
import static org.desirepath.table.Paths.SCOPE_VALUE;
import static org.desirepath.table.Persons.ACCOUNT_ID;

import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructType;

/** Whole journeys, each in one row with the scopes it belongs to, ready to be mined. */
public record JourneySequences(Dataset<Row> rows) implements Table {

  /** An array of scopes and values. */
  public static final DataType SCOPES_TYPE =
      createArrayType(
          new StructType().add(SCOPE.name(), StringType).add(SCOPE_VALUE.name(), StringType));

  public static final Field SCOPES =
      Field.required("scopes", SCOPES_TYPE, "Every scope and value that the journey belongs to");
  public static final Field TOUCHPOINT_IDS =
      Field.required(
          "touchpoint_ids",
          createArrayType(StringType),
          "Its touchpoints in order, repeats of one told once");
  public static final Field MOMENTS =
      Field.required(
          "moments", createArrayType(LongType), "When each occurred, in ms since 1970, UTC");

  public static final Contract CONTRACT =
      new Contract(
          "stg_journey_sequence",
          "one row per journey",
          List.of(JOURNEY_ID),
          List.of(
              JOURNEY_ID,
              JOURNEY_LEVEL,
              PERSON_ID.orNull(),
              ACCOUNT_ID.orNull(),
              OUTCOME.present(),
              SCOPES,
              TOUCHPOINT_IDS,
              MOMENTS));

  /** Refuses rows that do not keep the contract. */
  public JourneySequences {
    rows = CONTRACT.conform(rows);
  }

  @Override
  public Contract contract() {
    return CONTRACT;
  }
}
