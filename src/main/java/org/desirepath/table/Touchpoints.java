package org.desirepath.table;

import static org.apache.spark.sql.types.DataTypes.StringType;
import static org.desirepath.table.Deals.OUTCOME;
import static org.desirepath.table.Events.AMOUNT;
import static org.desirepath.table.Events.CAMPAIGN_MEDIUM;
import static org.desirepath.table.Events.CAMPAIGN_NAME;
import static org.desirepath.table.Events.CAMPAIGN_SOURCE;
import static org.desirepath.table.Events.DEAL_KEY;
import static org.desirepath.table.Events.DEVICE;
import static org.desirepath.table.Events.DIRECTION;
import static org.desirepath.table.Events.OCCURRED_AT;
import static org.desirepath.table.Events.SATISFACTION;
import static org.desirepath.table.Events.SENTIMENT;
import static org.desirepath.table.Events.SOURCE_KIND;
import static org.desirepath.table.Identifiers.PERSON_ID;
import static org.desirepath.table.Persons.ACCOUNT_ID;
import static org.desirepath.table.TouchpointCatalogue.CHANNEL;
import static org.desirepath.table.TouchpointCatalogue.STAGE;
import static org.desirepath.table.TouchpointCatalogue.TOUCHPOINT_ID;

import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** All interactions of all people, named by the catalogue. */
public record Touchpoints(Dataset<Row> rows) implements Table {

  public static final Field TOUCHPOINT_EVENT_ID =
      Field.required("touchpoint_event_id", StringType, "The event behind it");
  public static final Field SOURCE_SYSTEM =
      Field.required("source_system", StringType, "The source that delivered it");

  public static final Contract CONTRACT =
      new Contract(
          "stg_touchpoint",
          "one row per interaction",
          List.of(TOUCHPOINT_EVENT_ID),
          List.of(
              TOUCHPOINT_EVENT_ID,
              OCCURRED_AT,
              PERSON_ID,
              ACCOUNT_ID,
              DEAL_KEY,
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
              OUTCOME));

  /** Refuses rows that do not keep the contract. */
  public Touchpoints {
    rows = CONTRACT.conform(rows);
  }

  @Override
  public Contract contract() {
    return CONTRACT;
  }
}
