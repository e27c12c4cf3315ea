package org.desirepath.table;

import static org.apache.spark.sql.types.DataTypes.DoubleType;
import static org.apache.spark.sql.types.DataTypes.IntegerType;
import static org.apache.spark.sql.types.DataTypes.StringType;
import static org.apache.spark.sql.types.DataTypes.TimestampType;
import static org.desirepath.table.Events.OCCURRED_AT;
import static org.desirepath.table.Events.SENTIMENT;
import static org.desirepath.table.Identifiers.PERSON_ID;
import static org.desirepath.table.Journeys.JOURNEY_ID;
import static org.desirepath.table.Journeys.JOURNEY_LEVEL;
import static org.desirepath.table.Journeys.SUBJECT_ID;
import static org.desirepath.table.Persons.ACCOUNT_ID;
import static org.desirepath.table.SessionTouchpoints.SESSION_ID;
import static org.desirepath.table.TouchpointCatalogue.TOUCHPOINT_ID;
import static org.desirepath.table.Touchpoints.TOUCHPOINT_EVENT_ID;

import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The touchpoints of each journey in order. */
public record JourneySteps(Dataset<Row> rows) implements Table {

  public static final Field STEP_NUMBER =
      Field.required("step_number", IntegerType, "Place in the journey, from 1");
  public static final Field GAP_SECONDS =
      Field.optional(
          "gap_seconds", DoubleType, "Seconds since the step before; null for the first");
  public static final Field NEXT_TOUCHPOINT_ID =
      Field.optional(
          "next_touchpoint_id", StringType, "What came next in the journey; null on the last step");
  public static final Field NEXT_AT =
      Field.optional("next_at", TimestampType, "When that came, UTC; null on the last step");
  public static final Field JOURNEY_OUTCOME =
      Field.optional(
          "journey_outcome",
          StringType,
          "On the last step: what ended the journey, or open; null on the steps before");
  public static final Field JOURNEY_OUTCOME_AT =
      Field.optional(
          "journey_outcome_at",
          TimestampType,
          "On the last step: when the outcome came, UTC; null while open");
  public static final Field JOURNEY_AMOUNT =
      Field.optional(
          "journey_amount",
          Field.AMOUNT_TYPE,
          "On the last step: money the outcome or the open deal is about");

  public static final Contract CONTRACT =
      new Contract(
          "fact_journey_step",
          "one row per journey and touchpoint in it",
          List.of(JOURNEY_ID, STEP_NUMBER),
          List.of(
              JOURNEY_ID,
              STEP_NUMBER,
              JOURNEY_LEVEL,
              TOUCHPOINT_EVENT_ID,
              PERSON_ID,
              TOUCHPOINT_ID,
              OCCURRED_AT,
              GAP_SECONDS,
              NEXT_TOUCHPOINT_ID,
              NEXT_AT,
              SESSION_ID.orNull(),
              SUBJECT_ID,
              ACCOUNT_ID,
              SENTIMENT,
              JOURNEY_OUTCOME,
              JOURNEY_OUTCOME_AT,
              JOURNEY_AMOUNT));

  /** Refuses rows that do not keep the contract. */
  public JourneySteps {
    rows = CONTRACT.conform(rows);
  }

  @Override
  public Contract contract() {
    return CONTRACT;
  }
}
