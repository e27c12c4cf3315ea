package org.desirepath.table;

import static org.apache.spark.sql.types.DataTypes.DoubleType;
import static org.apache.spark.sql.types.DataTypes.LongType;
import static org.apache.spark.sql.types.DataTypes.StringType;
import static org.desirepath.table.Journeys.JOURNEY_LEVEL;
import static org.desirepath.table.Paths.OUTCOME_COUNT;
import static org.desirepath.table.Paths.SCOPE;
import static org.desirepath.table.Paths.SCOPE_VALUE;
import static org.desirepath.table.StepMatrix.SCOPE_JOURNEY_COUNT;

import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** How far journeys come in the configured funnels. */
public record Funnels(Dataset<Row> rows) implements Table {

  public static final Field FUNNEL_NAME =
      Field.required("funnel_name", StringType, "The funnel, as the settings name it");
  public static final Field FUNNEL_TITLE =
      Field.required("funnel_title", StringType, "The funnel's name for people");
  public static final Field STEP_NUMBER =
      JourneySteps.STEP_NUMBER.as(
          JourneySteps.STEP_NUMBER.name(), "Place of the step in the funnel, from 1");
  public static final Field STEP_NAME =
      Field.required("step_name", StringType, "The step, as the settings name it");
  public static final Field STEP_COUNT =
      Field.required("step_count", LongType, "Steps of the funnel");
  public static final Field JOURNEY_COUNT =
      Field.required(
          "journey_count", LongType, "Journeys of the scope that came at least this far");
  public static final Field SHARE_OF_START =
      Field.optional(
          "share_of_start",
          DoubleType,
          "Share of the journeys that came to the first step, 0 to 1; null where none did");
  public static final Field SHARE_OF_PREVIOUS =
      Field.optional(
          "share_of_previous",
          DoubleType,
          "Share of the journeys that came to the step before, 0 to 1; null where none did, and for"
              + " the first step");
  public static final Field DROP_OFF_COUNT =
      Field.required(
          "drop_off_count",
          LongType,
          "Journeys that came this far and no further; 0 for the last step");
  public static final Field MEDIAN_SECONDS_FROM_PREVIOUS =
      Field.optional(
          "median_seconds_from_previous",
          DoubleType,
          "Median time from the step before to this one; null for the first step and where none came"
              + " this far");
  public static final Field P90_SECONDS_FROM_PREVIOUS =
      Field.optional(
          "p90_seconds_from_previous",
          DoubleType,
          "90th percentile of the time from the step before to this one");
  public static final Field WON_COUNT =
      Field.required("won_count", LongType, "Journeys among those that were won or renewed");

  public static final Contract CONTRACT =
      new Contract(
          "agg_funnel",
          "one row per funnel, scope and step",
          List.of(FUNNEL_NAME, SCOPE, SCOPE_VALUE, STEP_NUMBER),
          List.of(
              FUNNEL_NAME,
              FUNNEL_TITLE,
              JOURNEY_LEVEL,
              SCOPE,
              SCOPE_VALUE,
              STEP_NUMBER,
              STEP_NAME,
              STEP_COUNT,
              JOURNEY_COUNT,
              SHARE_OF_START,
              SHARE_OF_PREVIOUS,
              DROP_OFF_COUNT,
              MEDIAN_SECONDS_FROM_PREVIOUS,
              P90_SECONDS_FROM_PREVIOUS,
              OUTCOME_COUNT,
              WON_COUNT,
              SCOPE_JOURNEY_COUNT));

  /** Refuses rows that do not keep the contract. */
  public Funnels {
    rows = CONTRACT.conform(rows);
  }

  @Override
  public Contract contract() {
    return CONTRACT;
  }
}
