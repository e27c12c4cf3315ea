package org.desirepath.table;

import static org.apache.spark.sql.types.DataTypes.LongType;
import static org.apache.spark.sql.types.DataTypes.StringType;
import static org.apache.spark.sql.types.DataTypes.TimestampType;
import static org.apache.spark.sql.types.DataTypes.createArrayType;
import static org.desirepath.table.Events.OCCURRED_AT;
import static org.desirepath.table.Sessions.STARTED_AT;
import static org.desirepath.table.TouchpointCatalogue.TOUCHPOINT_ID;

import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** What happened in cases, event by event, and what came next: predictors learn from it. */
public record CaseEvents(Dataset<Row> rows) implements Table {

  public static final Field CASE_ID = Field.required("case_id", StringType, "The case");
  public static final Field EVENT_NUMBER =
      Field.required("event_number", LongType, "Orders the events of a case");
  public static final Field ATTRIBUTES =
      Field.required(
          "attributes",
          createArrayType(StringType),
          "What else is known when the event has happened, the same attributes in every row");
  public static final Field NEXT_ID =
      Field.optional(
          "next_id", StringType, "The touchpoint or end that came next; null if not known yet");
  public static final Field CAME_AT =
      Field.optional("came_at", TimestampType, "When that came, UTC; null if not known yet");

  public static final Contract CONTRACT =
      new Contract(
          "case_event",
          "one row per case and event",
          List.of(CASE_ID, EVENT_NUMBER),
          List.of(
              CASE_ID,
              STARTED_AT,
              EVENT_NUMBER,
              TOUCHPOINT_ID,
              OCCURRED_AT,
              ATTRIBUTES,
              NEXT_ID,
              CAME_AT));

  /** Refuses rows that do not keep the contract. */
  public CaseEvents {
    rows = CONTRACT.conform(rows);
  }

  @Override
  public Contract contract() {
    return CONTRACT;
  }
}
