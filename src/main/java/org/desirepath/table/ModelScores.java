package org.desirepath.table;

import static org.apache.spark.sql.types.DataTypes.BooleanType;
import static org.apache.spark.sql.types.DataTypes.DoubleType;
import static org.apache.spark.sql.types.DataTypes.LongType;
import static org.apache.spark.sql.types.DataTypes.StringType;

import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** How well models did in back-tests. */
public record ModelScores(Dataset<Row> rows) implements Table {

  public static final Field MODEL =
      Field.required(
          "model", StringType, "persona, buying_role, next_touchpoint, time_to_next, win or churn");
  public static final Field CANDIDATE = Field.required("candidate", StringType, "The candidate");
  public static final Field SPLIT =
      Field.required("split", StringType, "The data it was measured on");
  public static final Field METRIC = Field.required("metric", StringType, "The measure");
  public static final Field VALUE =
      Field.optional("value", DoubleType, "Its value; null where it could not be measured");
  public static final Field VALUE_LOW =
      Field.optional("value_low", DoubleType, "Lower bound, 95 %");
  public static final Field VALUE_HIGH =
      Field.optional("value_high", DoubleType, "Upper bound, 95 %");
  public static final Field CASE_COUNT =
      Field.required("case_count", LongType, "Cases it was measured on");
  public static final Field IS_PUBLISHED =
      Field.required("is_published", BooleanType, "Whether this candidate is the published one");

  public static final Contract CONTRACT =
      new Contract(
          "ops_model_score",
          "one row per model, candidate, split and metric",
          List.of(MODEL, CANDIDATE, SPLIT, METRIC),
          List.of(
              MODEL,
              CANDIDATE,
              SPLIT,
              METRIC,
              VALUE,
              VALUE_LOW,
              VALUE_HIGH,
              CASE_COUNT,
              IS_PUBLISHED));

  /** Refuses rows that do not keep the contract. */
  public ModelScores {
    rows = CONTRACT.conform(rows);
  }

  @Override
  public Contract contract() {
    return CONTRACT;
  }
}
