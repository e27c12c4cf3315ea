package org.desirepath.table;

import static org.desirepath.table.Events.DEVICE;
import static org.desirepath.table.Identifiers.PERSON_ID;
import static org.desirepath.table.Journeys.JOURNEY_ID;
import static org.desirepath.table.PersonaAssignments.PERSONA_CONFIDENCE;
import static org.desirepath.table.Personas.PERSONA_ID;
import static org.desirepath.table.Persons.ACCOUNT_ID;
import static org.desirepath.table.SessionTouchpoints.SESSION_ID;
import static org.desirepath.table.Sessions.DISTINCT_TOUCHPOINT_COUNT;
import static org.desirepath.table.Sessions.DURATION_SECONDS;
import static org.desirepath.table.Sessions.ENDED_AT;
import static org.desirepath.table.Sessions.ENTRY_CHANNEL;
import static org.desirepath.table.Sessions.ENTRY_TOUCHPOINT_ID;
import static org.desirepath.table.Sessions.EXIT_TOUCHPOINT_ID;
import static org.desirepath.table.Sessions.IS_BOUNCE;
import static org.desirepath.table.Sessions.IS_FINAL;
import static org.desirepath.table.Sessions.SENTIMENT_MEAN;
import static org.desirepath.table.Sessions.SESSION_DATE;
import static org.desirepath.table.Sessions.STARTED_AT;
import static org.desirepath.table.Sessions.TOUCHPOINT_COUNT;

import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Sessions, as published. */
public record SessionFacts(Dataset<Row> rows) implements Table {

  public static final Contract CONTRACT =
      new Contract(
          "fact_session",
          "one row per person and visit",
          List.of(SESSION_ID),
          List.of(
              SESSION_ID,
              PERSON_ID,
              ACCOUNT_ID,
              JOURNEY_ID.orNull(),
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
              PERSONA_ID,
              PERSONA_CONFIDENCE,
              IS_FINAL),
          List.of(SESSION_DATE));

  /** Refuses rows that do not keep the contract. */
  public SessionFacts {
    rows = CONTRACT.conform(rows);
  }

  @Override
  public Contract contract() {
    return CONTRACT;
  }
}
