package org.desirepath.table;

import static org.apache.spark.sql.types.DataTypes.LongType;
import static org.apache.spark.sql.types.DataTypes.StringType;
import static org.apache.spark.sql.types.DataTypes.TimestampType;
import static org.desirepath.table.ModelScores.CANDIDATE;
import static org.desirepath.table.PersonaModels.MODEL_TEXT;
import static org.desirepath.table.PersonaModels.TRAINED_ON;
import static org.desirepath.table.PersonaModels.TRAINED_RUN_ID;
import static org.desirepath.table.Personas.MODEL_VERSION;

import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The model that foretells what comes next, frozen until it is trained again. */
public record PredictionModels(Dataset<Row> rows) implements Table {

  public static final Field TRAINED_BECAUSE =
      Field.required(
          "trained_because",
          StringType,
          "Why it was trained: first, settings, age or drift of the model before, untested if that"
              + " was on fewer than 500 questions, later if it had seen a later day, or unreadable");
  public static final Field COUNTED_UNTIL =
      Field.required(
          "counted_until", TimestampType, "What happened before was counted and judged, UTC");
  public static final Field MOVE_COUNT =
      Field.required(
          "move_count", LongType, "Touchpoints and outcomes that have come next in journeys");
  public static final Field ANSWER_COUNT =
      Field.required(
          "answer_count",
          LongType,
          "Questions whose answer came since the training and was not learnt from before it was asked");

  public static final Contract CONTRACT =
      new Contract(
          "ops_prediction_model",
          "one row: the model of this version",
          List.of(MODEL_VERSION),
          List.of(
              MODEL_VERSION,
              CANDIDATE,
              TRAINED_ON,
              TRAINED_RUN_ID,
              TRAINED_BECAUSE,
              COUNTED_UNTIL,
              MOVE_COUNT,
              ANSWER_COUNT,
              MODEL_TEXT));

  /** Refuses rows that do not keep the contract. */
  public PredictionModels {
    rows = CONTRACT.conform(rows);
  }

  @Override
  public Contract contract() {
    return CONTRACT;
  }
}
