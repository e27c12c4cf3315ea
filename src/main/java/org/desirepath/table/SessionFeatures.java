package org.desirepath.table;

import static org.apache.spark.sql.types.DataTypes.DoubleType;
import static org.apache.spark.sql.types.DataTypes.LongType;
import static org.apache.spark.sql.types.DataTypes.createArrayType;
import static org.desirepath.table.PersonaProfiles.ATTRIBUTE;
import static org.desirepath.table.PersonaProfiles.ATTRIBUTE_VALUE;
import static org.desirepath.table.SessionTouchpoints.SESSION_ID;
import static org.desirepath.table.Sessions.STARTED_AT;
import static org.desirepath.table.Sessions.TOUCHPOINT_COUNT;

import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** What was done in each session, as named measures. */
public record SessionFeatures(Dataset<Row> rows) implements Table {

  public static final Field CUSTOMER_TOUCHPOINT_COUNT =
      Field.required(
          "customer_touchpoint_count",
          LongType,
          "Touchpoints in it at which the customer did something");
  public static final Field MEASURE =
      Field.required("measure", DoubleType, "How often it happened, or how much of it there was");
  public static final Field FEATURES =
      Field.required(
          "features",
          createArrayType(
              new StructType(
                  new StructField[] {
                    plain(ATTRIBUTE), plain(ATTRIBUTE_VALUE), plain(MEASURE),
                  })),
          "Attribute, value and measure, in that order; what is not named is zero or not known");

  public static final Contract CONTRACT =
      new Contract(
          "stg_session_feature",
          "one row per session",
          List.of(SESSION_ID),
          List.of(SESSION_ID, STARTED_AT, TOUCHPOINT_COUNT, CUSTOMER_TOUCHPOINT_COUNT, FEATURES));

  /** Refuses rows that do not keep the contract. */
  public SessionFeatures {
    rows = CONTRACT.conform(rows);
  }

  @Override
  public Contract contract() {
    return CONTRACT;
  }

  private static StructField plain(Field field) {
    return new StructField(field.name(), field.type(), true, Metadata.empty());
  }
}
