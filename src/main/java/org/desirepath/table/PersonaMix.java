package org.desirepath.table;

import static org.apache.spark.sql.types.DataTypes.DoubleType;
import static org.apache.spark.sql.types.DataTypes.LongType;
import static org.apache.spark.sql.types.DataTypes.StringType;
import static org.desirepath.table.Personas.PERSONA_ID;

import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** How the sessions of a person or an account share out among the personas. */
public record PersonaMix(Dataset<Row> rows) implements Table {

  public static final Field MIX_LEVEL =
      Field.required("mix_level", StringType, "person or account");
  public static final Field SUBJECT_ID =
      Field.required("subject_id", StringType, "The person or the account");
  public static final Field SESSION_COUNT =
      Field.required("session_count", LongType, "Sessions of the subject that have the persona");
  public static final Field SESSION_SHARE =
      Field.required("session_share", DoubleType, "Share of the subject's sessions, 0 to 1");
  public static final Field SHARE_LOW =
      Field.required("share_low", DoubleType, "Lower bound of the share, Wilson, 95 %");
  public static final Field SHARE_HIGH =
      Field.required("share_high", DoubleType, "Upper bound of the share, Wilson, 95 %");
  public static final Field CONFIDENCE_MEAN =
      Field.required(
          "confidence_mean", DoubleType, "Mean persona_confidence of these sessions, 0 to 1");

  public static final Contract CONTRACT =
      new Contract(
          "agg_persona_mix",
          "one row per person or account and persona of its sessions",
          List.of(MIX_LEVEL, SUBJECT_ID, PERSONA_ID),
          List.of(
              MIX_LEVEL,
              SUBJECT_ID,
              PERSONA_ID,
              SESSION_COUNT,
              SESSION_SHARE,
              SHARE_LOW,
              SHARE_HIGH,
              CONFIDENCE_MEAN));

  /** Refuses rows that do not keep the contract. */
  public PersonaMix {
    rows = CONTRACT.conform(rows);
  }

  @Override
  public Contract contract() {
    return CONTRACT;
  }
}
