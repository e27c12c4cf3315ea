package org.desirepath.table;

import static org.apache.spark.sql.types.DataTypes.DateType;
import static org.apache.spark.sql.types.DataTypes.DoubleType;
import static org.apache.spark.sql.types.DataTypes.LongType;
import static org.apache.spark.sql.types.DataTypes.StringType;
import static org.desirepath.table.Personas.MODEL_VERSION;

import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The model that gives sessions their personas, frozen until it is trained again. */
public record PersonaModels(Dataset<Row> rows) implements Table {

  public static final Field ALGORITHM =
      Field.required("algorithm", StringType, "As in personas.algorithm");
  public static final Field TRAINED_ON =
      Field.required("trained_on", DateType, "The day its training data was taken as of");
  public static final Field TRAINED_RUN_ID =
      Field.required("trained_run_id", StringType, "The run that trained it");
  public static final Field TRAINED_BECAUSE =
      Field.required(
          "trained_because",
          StringType,
          "Why it was trained: first, settings, age or drift of the model before, promotion of another,"
              + " or unreadable");
  public static final Field TRAINING_SESSION_COUNT =
      Field.required("training_session_count", LongType, "Sessions it was trained on");
  public static final Field DRIFT =
      Field.optional(
          "drift",
          DoubleType,
          "Population stability index of the sessions since training; null where they are too few");
  public static final Field MODEL_TEXT =
      Field.required("model_text", StringType, "The model as JSON; it has no personal data");

  public static final Contract CONTRACT =
      new Contract(
          "ops_persona_model",
          "one row: the model of this version",
          List.of(MODEL_VERSION),
          List.of(
              MODEL_VERSION,
              ALGORITHM,
              TRAINED_ON,
              TRAINED_RUN_ID,
              TRAINED_BECAUSE,
              TRAINING_SESSION_COUNT,
              DRIFT,
              MODEL_TEXT));

  /** Refuses rows that do not keep the contract. */
  public PersonaModels {
    rows = CONTRACT.conform(rows);
  }

  @Override
  public Contract contract() {
    return CONTRACT;
  }
}
