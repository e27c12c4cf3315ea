package org.desirepath.table;

import static org.apache.spark.sql.types.DataTypes.IntegerType;
import static org.apache.spark.sql.types.DataTypes.StringType;
import static org.desirepath.table.Deals.OUTCOME;
import static org.desirepath.table.Events.AMOUNT;
import static org.desirepath.table.Events.DEAL_KEY;
import static org.desirepath.table.Events.DEVICE;
import static org.desirepath.table.Events.DIRECTION;
import static org.desirepath.table.Events.OCCURRED_AT;
import static org.desirepath.table.Events.SENTIMENT;
import static org.desirepath.table.Identifiers.PERSON_ID;
import static org.desirepath.table.Persons.ACCOUNT_ID;
import static org.desirepath.table.TouchpointCatalogue.CHANNEL;
import static org.desirepath.table.TouchpointCatalogue.STAGE;
import static org.desirepath.table.TouchpointCatalogue.TOUCHPOINT_ID;
import static org.desirepath.table.Touchpoints.TOUCHPOINT_EVENT_ID;

import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Interactions with the session each falls into. */
public record SessionTouchpoints(Dataset<Row> rows) implements Table {

  public static final Field SESSION_ID =
      Field.required("session_id", StringType, "Hash of person and start, the same in every run");
  public static final Field SESSION_POSITION =
      Field.required("session_position", IntegerType, "Place in the session, from 1");

  public static final Contract CONTRACT =
      new Contract(
          "stg_session_touchpoint",
          "one row per interaction of a person",
          List.of(TOUCHPOINT_EVENT_ID),
          List.of(
              TOUCHPOINT_EVENT_ID,
              OCCURRED_AT,
              PERSON_ID,
              ACCOUNT_ID,
              SESSION_ID,
              SESSION_POSITION,
              TOUCHPOINT_ID,
              CHANNEL,
              STAGE,
              DEVICE,
              DIRECTION,
              SENTIMENT,
              DEAL_KEY,
              AMOUNT,
              OUTCOME));

  /** Refuses rows that do not keep the contract. */
  public SessionTouchpoints {
    rows = CONTRACT.conform(rows);
  }

  @Override
  public Contract contract() {
    return CONTRACT;
  }
}
