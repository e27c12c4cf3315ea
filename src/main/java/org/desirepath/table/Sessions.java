package org.desirepath.table;

import static org.apache.spark.sql.types.DataTypes.BooleanType;
import static org.apache.spark.sql.types.DataTypes.DateType;
import static org.apache.spark.sql.types.DataTypes.DoubleType;
import static org.apache.spark.sql.types.DataTypes.LongType;
import static org.apache.spark.sql.types.DataTypes.StringType;
import static org.apache.spark.sql.types.DataTypes.TimestampType;
import static org.desirepath.table.Events.DEVICE;
import static org.desirepath.table.Identifiers.PERSON_ID;
import static org.desirepath.table.Persons.ACCOUNT_ID;
import static org.desirepath.table.SessionTouchpoints.SESSION_ID;

import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Touchpoints of one person grouped into visits: runs without a long pause. */
public record Sessions(Dataset<Row> rows) implements Table {

  public static final Field SESSION_DATE =
      Field.required("session_date", DateType, "Day of the start, UTC");
  public static final Field STARTED_AT =
      Field.required("started_at", TimestampType, "First touchpoint, UTC");
  public static final Field ENDED_AT =
      Field.required("ended_at", TimestampType, "Last touchpoint, UTC");
  public static final Field DURATION_SECONDS =
      Field.required("duration_seconds", DoubleType, "Seconds from first to last touchpoint");
  public static final Field TOUCHPOINT_COUNT =
      Field.required("touchpoint_count", LongType, "Touchpoints in it");
  public static final Field DISTINCT_TOUCHPOINT_COUNT =
      Field.required("distinct_touchpoint_count", LongType, "Different touchpoints in it");
  public static final Field ENTRY_TOUCHPOINT_ID =
      Field.required("entry_touchpoint_id", StringType, "First touchpoint");
  public static final Field EXIT_TOUCHPOINT_ID =
      Field.required("exit_touchpoint_id", StringType, "Last touchpoint");
  public static final Field ENTRY_CHANNEL =
      Field.required("entry_channel", StringType, "Channel of the first touchpoint");
  public static final Field IS_BOUNCE =
      Field.required("is_bounce", BooleanType, "Whether it has a single touchpoint");
  public static final Field SENTIMENT_MEAN =
      Field.optional(
          "sentiment_mean", DoubleType, "Mean sentiment of the touchpoints that have one, -1 to 1");
  public static final Field IS_FINAL =
      Field.required(
          "is_final",
          BooleanType,
          "Whether no later data can change it: it ended longer than the inactivity before the snapshot");

  public static final Contract CONTRACT =
      new Contract(
          "stg_session",
          "one row per person and visit",
          List.of(SESSION_ID),
          List.of(
              SESSION_ID,
              PERSON_ID,
              ACCOUNT_ID,
              SESSION_DATE,
              STARTED_AT,
              ENDED_AT,
              DURATION_SECONDS,
              TOUCHPOINT_COUNT,
              DISTINCT_TOUCHPOINT_COUNT,
              ENTRY_TOUCHPOINT_ID,
              EXIT_TOUCHPOINT_ID,
              ENTRY_CHANNEL,
              DEVICE,
              IS_BOUNCE,
              SENTIMENT_MEAN,
              IS_FINAL));

  /** Refuses rows that do not keep the contract. */
  public Sessions {
    rows = CONTRACT.conform(rows);
  }

  @Override
  public Contract contract() {
    return CONTRACT;
  }
}
