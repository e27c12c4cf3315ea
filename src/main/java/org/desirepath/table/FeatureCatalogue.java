package org.desirepath.table;

import static org.apache.spark.sql.types.DataTypes.BooleanType;
import static org.apache.spark.sql.types.DataTypes.DoubleType;
import static org.apache.spark.sql.types.DataTypes.LongType;
import static org.apache.spark.sql.types.DataTypes.StringType;
import static org.desirepath.table.PersonaProfiles.ATTRIBUTE;
import static org.desirepath.table.PersonaProfiles.ATTRIBUTE_VALUE;

import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** What each feature means. It is written on demand, not published. */
public record FeatureCatalogue(Dataset<Row> rows) implements Table {

  public static final Field UNIT = Field.required("unit", StringType, "What it is measured in");
  public static final Field FORMULA =
      Field.required("formula", StringType, "How it becomes a coordinate");
  public static final Field WEIGHT =
      Field.required("weight", DoubleType, "How far its group can move a session beside the mix");
  public static final Field IS_USED =
      Field.required("is_used", BooleanType, "Whether personas.features has its group");
  public static final Field TRAINING_SESSION_COUNT =
      Field.required("training_session_count", LongType, "Training sessions that have it");
  public static final Field MEDIAN =
      Field.optional(
          "median_log", DoubleType, "Median of ln(1 + measure) of a magnitude; else null");

  public static final Contract CONTRACT =
      new Contract(
          "feature",
          "one row per feature",
          List.of(ATTRIBUTE, ATTRIBUTE_VALUE),
          List.of(
              ATTRIBUTE,
              ATTRIBUTE_VALUE,
              UNIT,
              FORMULA,
              WEIGHT,
              IS_USED,
              TRAINING_SESSION_COUNT,
              MEDIAN));

  /** Refuses rows that do not keep the contract. */
  public FeatureCatalogue {
    rows = CONTRACT.conform(rows);
  }

  @Override
  public Contract contract() {
    return CONTRACT;
  }
}
