package org.desirepath.table;

import static org.apache.spark.sql.types.DataTypes.DoubleType;
import static org.apache.spark.sql.types.DataTypes.LongType;
import static org.apache.spark.sql.types.DataTypes.StringType;
import static org.desirepath.table.Journeys.JOURNEY_LEVEL;
import static org.desirepath.table.Paths.JOURNEY_COUNT;
import static org.desirepath.table.Paths.SCOPE;
import static org.desirepath.table.Paths.SCOPE_VALUE;

import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** How often one touchpoint follows another. */
public record Transitions(Dataset<Row> rows) implements Table {

  public static final Field FROM_TOUCHPOINT_ID =
      Field.required("from_touchpoint_id", StringType, "The touchpoint left, or start");
  public static final Field TO_TOUCHPOINT_ID =
      Field.required(
          "to_touchpoint_id",
          StringType,
          "The touchpoint that followed, or outcome:won and the like, or open");
  public static final Field TRANSITION_COUNT =
      Field.required("transition_count", LongType, "Times it happened");
  public static final Field PROBABILITY =
      Field.required(
          "probability", DoubleType, "Share among all that followed the touchpoint, 0 to 1");
  public static final Field MEDIAN_GAP_SECONDS =
      Field.optional(
          "median_gap_seconds",
          DoubleType,
          "Median time between the two; null for start, outcomes without a moment and open");
  public static final Field P90_GAP_SECONDS =
      Field.optional("p90_gap_seconds", DoubleType, "90th percentile of the time between the two");

  public static final Contract CONTRACT =
      new Contract(
          "agg_transition",
          "one row per journey level, scope and pair of touchpoints",
          List.of(JOURNEY_LEVEL, SCOPE, SCOPE_VALUE, FROM_TOUCHPOINT_ID, TO_TOUCHPOINT_ID),
          List.of(
              JOURNEY_LEVEL,
              SCOPE,
              SCOPE_VALUE,
              FROM_TOUCHPOINT_ID,
              TO_TOUCHPOINT_ID,
              TRANSITION_COUNT,
              JOURNEY_COUNT,
              PROBABILITY,
              MEDIAN_GAP_SECONDS,
              P90_GAP_SECONDS));

  /** Refuses rows that do not keep the contract. */
  public Transitions {
    rows = CONTRACT.conform(rows);
  }

  @Override
  public Contract contract() {
    return CONTRACT;
  }
}
