package org.desirepath.table;

import static org.apache.spark.sql.types.DataTypes.BooleanType;
import static org.apache.spark.sql.types.DataTypes.DoubleType;
import static org.apache.spark.sql.types.DataTypes.IntegerType;
import static org.apache.spark.sql.types.DataTypes.LongType;
import static org.apache.spark.sql.types.DataTypes.StringType;
import static org.apache.spark.sql.types.DataTypes.TimestampType;
import static org.desirepath.table.Identifiers.PERSON_ID;
import static org.desirepath.table.Journeys.JOURNEY_ID;
import static org.desirepath.table.Personas.MODEL_VERSION;
import static org.desirepath.table.Personas.PERSONA_ID;
import static org.desirepath.table.Persons.ACCOUNT_ID;
import static org.desirepath.table.TouchpointCatalogue.TOUCHPOINT_ID;
import static org.desirepath.table.Transitions.PROBABILITY;

import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** What comes next in each open journey, and how likely. */
public record NextTouchpoints(Dataset<Row> rows) implements Table {

  public static final Field RANK =
      Field.required(
          "rank", IntegerType, "Place by probability, from 1; the rest stands last as other");
  public static final Field EXPECTED_AT =
      Field.optional(
          "expected_at",
          TimestampType,
          "By when something comes in half of such journeys, given how long nothing has, UTC");
  public static final Field DAYS_LOW =
      Field.optional("days_low", DoubleType, "Days from the snapshot until then, 10th percentile");
  public static final Field DAYS_HIGH =
      Field.optional(
          "days_high",
          DoubleType,
          "The same, 90th percentile; null if nobody was seen to wait so long");
  public static final Field WIN_PROBABILITY =
      Field.optional(
          "win_probability",
          DoubleType,
          "Probability that the journey is won or renewed within prediction.horizon, 0 to 1; null if"
              + " no such time has passed yet");
  public static final Field CHURN_PROBABILITY =
      Field.optional(
          "churn_probability",
          DoubleType,
          "The same that it churns, 0 to 1; both sum to 1 at most");
  public static final Field TOUCHPOINTS_LEFT =
      Field.optional(
          "touchpoints_left",
          DoubleType,
          "Touchpoints expected before an outcome ends the journey; null if none ever ended one");
  public static final Field HISTORY_TOUCHPOINT_COUNT =
      Field.required("history_touchpoint_count", LongType, "Touchpoints the prediction rests on");
  public static final Field CONTEXT =
      Field.optional(
          "context",
          StringType,
          "The last touchpoints, as many as were seen together before; a > b, start is the beginning");
  public static final Field CONTEXT_COUNT =
      Field.required(
          "context_count",
          LongType,
          "How often something has followed these touchpoints, or anything where there are none");
  public static final Field IS_ABSTAINED =
      Field.required(
          "is_abstained",
          BooleanType,
          "Whether the model holds its own prediction too weak to act on");
  public static final Field SCORED_AT =
      Field.required("scored_at", TimestampType, "The snapshot the prediction was made for, UTC");

  public static final Contract CONTRACT =
      new Contract(
          "fact_next_touchpoint",
          "one row per open journey and rank",
          List.of(JOURNEY_ID, RANK),
          List.of(
              JOURNEY_ID,
              RANK,
              PERSON_ID,
              ACCOUNT_ID,
              PERSONA_ID,
              TOUCHPOINT_ID,
              PROBABILITY,
              EXPECTED_AT,
              DAYS_LOW,
              DAYS_HIGH,
              WIN_PROBABILITY,
              CHURN_PROBABILITY,
              TOUCHPOINTS_LEFT,
              HISTORY_TOUCHPOINT_COUNT,
              CONTEXT,
              CONTEXT_COUNT,
              IS_ABSTAINED,
              MODEL_VERSION,
              SCORED_AT));

  /** Refuses rows that do not keep the contract. */
  public NextTouchpoints {
    rows = CONTRACT.conform(rows);
  }

  @Override
  public Contract contract() {
    return CONTRACT;
  }
}
