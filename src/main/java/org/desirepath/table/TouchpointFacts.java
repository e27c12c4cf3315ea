package org.desirepath.table;

import static org.apache.spark.sql.types.DataTypes.DateType;
import static org.desirepath.table.Deals.OUTCOME;
import static org.desirepath.table.Events.AMOUNT;
import static org.desirepath.table.Events.CAMPAIGN_MEDIUM;
import static org.desirepath.table.Events.CAMPAIGN_NAME;
import static org.desirepath.table.Events.CAMPAIGN_SOURCE;
import static org.desirepath.table.Events.DEVICE;
import static org.desirepath.table.Events.DIRECTION;
import static org.desirepath.table.Events.OCCURRED_AT;
import static org.desirepath.table.Events.SATISFACTION;
import static org.desirepath.table.Events.SENTIMENT;
import static org.desirepath.table.Events.SOURCE_KIND;
import static org.desirepath.table.Identifiers.PERSON_ID;
import static org.desirepath.table.JourneySteps.STEP_NUMBER;
import static org.desirepath.table.Journeys.JOURNEY_ID;
import static org.desirepath.table.Persons.ACCOUNT_ID;
import static org.desirepath.table.SessionTouchpoints.SESSION_ID;
import static org.desirepath.table.Sessions.IS_FINAL;
import static org.desirepath.table.TouchpointCatalogue.CHANNEL;
import static org.desirepath.table.TouchpointCatalogue.STAGE;
import static org.desirepath.table.TouchpointCatalogue.TOUCHPOINT_ID;
import static org.desirepath.table.Touchpoints.SOURCE_SYSTEM;
import static org.desirepath.table.Touchpoints.TOUCHPOINT_EVENT_ID;

import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** All interactions, as published. */
public record TouchpointFacts(Dataset<Row> rows) implements Table {

  public static final Field EVENT_DATE =
      Field.required("event_date", DateType, "Day it happened, UTC");

  public static final Contract CONTRACT =
      new Contract(
          "fact_touchpoint",
          "one row per interaction",
          List.of(TOUCHPOINT_EVENT_ID),
          List.of(
              TOUCHPOINT_EVENT_ID,
              OCCURRED_AT,
              EVENT_DATE,
              PERSON_ID,
              ACCOUNT_ID,
              SESSION_ID.orNull(),
              JOURNEY_ID.orNull(),
              STEP_NUMBER.orNull(),
              TOUCHPOINT_ID,
              CHANNEL,
              STAGE,
              DEVICE,
              DIRECTION,
              SOURCE_KIND,
              SOURCE_SYSTEM,
              CAMPAIGN_SOURCE,
              CAMPAIGN_MEDIUM,
              CAMPAIGN_NAME,
              SENTIMENT,
              SATISFACTION,
              AMOUNT,
              OUTCOME,
              IS_FINAL),
          List.of(EVENT_DATE));

  /** Refuses rows that do not keep the contract. */
  public TouchpointFacts {
    rows = CONTRACT.conform(rows);
  }

  @Override
  public Contract contract() {
    return CONTRACT;
  }
}
