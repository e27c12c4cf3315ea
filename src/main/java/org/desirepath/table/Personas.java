package org.desirepath.table;

import static org.apache.spark.sql.types.DataTypes.DoubleType;
import static org.apache.spark.sql.types.DataTypes.LongType;
import static org.apache.spark.sql.types.DataTypes.StringType;

import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Kinds of sessions found in the data. */
public record Personas(Dataset<Row> rows) implements Table {

  public static final Field PERSONA_ID =
      Field.required("persona_id", StringType, "The persona; the same in every run");
  public static final Field PERSONA_NAME =
      Field.required("persona_name", StringType, "Name for people, from what sets it apart");
  public static final Field DESCRIPTION =
      Field.required("description", StringType, "What sets it apart, in a sentence");
  public static final Field SESSION_COUNT =
      Field.required("session_count", LongType, "Sessions of the persona");
  public static final Field SESSION_SHARE =
      Field.required("session_share", DoubleType, "Share of all sessions, 0 to 1");
  public static final Field STABILITY =
      Field.optional(
          "stability",
          DoubleType,
          "Mean bootstrap Jaccard, 0 to 1; null where it was not measured");
  public static final Field SILHOUETTE =
      Field.optional("silhouette", DoubleType, "Mean silhouette of its sessions, -1 to 1");
  public static final Field TOP_TOUCHPOINTS =
      Field.optional(
          "top_touchpoints", StringType, "Touchpoints with the highest lift, most first");
  public static final Field TYPICAL_SESSION =
      Field.optional(
          "typical_session",
          StringType,
          "A real session by names of touchpoints, repeats told once: of those of median length the"
              + " likeliest by the persona's moves; null for unknown and without sessions");
  public static final Field MODEL_VERSION =
      Field.required("model_version", StringType, "Hash of the model that made it");
  public static final Field FIRST_RUN_ID =
      Field.required("first_run_id", StringType, "The run in which it was born");
  public static final Field STATUS = Field.required("status", StringType, "active or retired");

  public static final Contract CONTRACT =
      new Contract(
          "dim_persona",
          "one row per persona",
          List.of(PERSONA_ID),
          List.of(
              PERSONA_ID,
              PERSONA_NAME,
              DESCRIPTION,
              SESSION_COUNT,
              SESSION_SHARE,
              STABILITY,
              SILHOUETTE,
              TOP_TOUCHPOINTS,
              TYPICAL_SESSION,
              MODEL_VERSION,
              FIRST_RUN_ID,
              STATUS));

  /** Refuses rows that do not keep the contract. */
  public Personas {
    rows = CONTRACT.conform(rows);
  }

  @Override
  public Contract contract() {
    return CONTRACT;
  }
}
