package org.desirepath.table;

import static org.apache.spark.sql.types.DataTypes.DoubleType;
import static org.apache.spark.sql.types.DataTypes.LongType;
import static org.desirepath.table.JourneySteps.STEP_NUMBER;
import static org.desirepath.table.Journeys.JOURNEY_LEVEL;
import static org.desirepath.table.Paths.SCOPE;
import static org.desirepath.table.Paths.SCOPE_VALUE;

import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** What journeys come to at their first step, their second and so on. */
public record StepMatrix(Dataset<Row> rows) implements Table {

  public static final Field TOUCHPOINT_ID =
      TouchpointCatalogue.TOUCHPOINT_ID.as(
          TouchpointCatalogue.TOUCHPOINT_ID.name(),
          "The touchpoint at this step; other for those that fewer journeys come to at this step,"
              + " ended for journeys without so many touchpoints");
  public static final Field JOURNEY_COUNT =
      Field.required(
          "journey_count", LongType, "Journeys of the scope that come to it at this step");
  public static final Field SHARE =
      Field.required("share", DoubleType, "Share of all journeys of the scope, 0 to 1");
  public static final Field SCOPE_JOURNEY_COUNT =
      Field.required("scope_journey_count", LongType, "All journeys of the scope");

  public static final Contract CONTRACT =
      new Contract(
          "agg_step",
          "one row per journey level, scope, step and touchpoint",
          List.of(JOURNEY_LEVEL, SCOPE, SCOPE_VALUE, STEP_NUMBER, TOUCHPOINT_ID),
          List.of(
              JOURNEY_LEVEL,
              SCOPE,
              SCOPE_VALUE,
              STEP_NUMBER,
              TOUCHPOINT_ID,
              JOURNEY_COUNT,
              SHARE,
              SCOPE_JOURNEY_COUNT));

  /** Refuses rows that do not keep the contract. */
  public StepMatrix {
    rows = CONTRACT.conform(rows);
  }

  @Override
  public Contract contract() {
    return CONTRACT;
  }
}
