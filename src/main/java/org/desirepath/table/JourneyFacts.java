package org.desirepath.table;

import static org.desirepath.table.Deals.OUTCOME;
import static org.desirepath.table.Events.AMOUNT;
import static org.desirepath.table.Identifiers.PERSON_ID;
import static org.desirepath.table.Journeys.CHANNEL_COUNT;
import static org.desirepath.table.Journeys.FIRST_TOUCHPOINT_ID;
import static org.desirepath.table.Journeys.FURTHEST_STAGE;
import static org.desirepath.table.Journeys.IS_OPEN;
import static org.desirepath.table.Journeys.JOURNEY_ID;
import static org.desirepath.table.Journeys.JOURNEY_LEVEL;
import static org.desirepath.table.Journeys.LAST_TOUCHPOINT_ID;
import static org.desirepath.table.Journeys.OUTCOME_AT;
import static org.desirepath.table.Journeys.PERSON_COUNT;
import static org.desirepath.table.Journeys.SENTIMENT_FIRST;
import static org.desirepath.table.Journeys.SENTIMENT_LAST;
import static org.desirepath.table.Journeys.SESSION_COUNT;
import static org.desirepath.table.Journeys.SUBJECT_ID;
import static org.desirepath.table.Personas.PERSONA_ID;
import static org.desirepath.table.Persons.ACCOUNT_ID;
import static org.desirepath.table.Sessions.DURATION_SECONDS;
import static org.desirepath.table.Sessions.ENDED_AT;
import static org.desirepath.table.Sessions.STARTED_AT;
import static org.desirepath.table.Sessions.TOUCHPOINT_COUNT;

import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Journeys, as published. */
public record JourneyFacts(Dataset<Row> rows) implements Table {

  public static final Contract CONTRACT =
      new Contract(
          "fact_journey",
          "one row per journey",
          List.of(JOURNEY_ID),
          List.of(
              JOURNEY_ID,
              JOURNEY_LEVEL,
              SUBJECT_ID,
              PERSON_ID,
              ACCOUNT_ID,
              PERSONA_ID,
              STARTED_AT,
              ENDED_AT,
              DURATION_SECONDS,
              TOUCHPOINT_COUNT,
              SESSION_COUNT,
              PERSON_COUNT,
              CHANNEL_COUNT,
              FIRST_TOUCHPOINT_ID,
              LAST_TOUCHPOINT_ID,
              FURTHEST_STAGE,
              OUTCOME.present(),
              OUTCOME_AT,
              AMOUNT,
              SENTIMENT_FIRST,
              SENTIMENT_LAST,
              IS_OPEN));

  /** Refuses rows that do not keep the contract. */
  public JourneyFacts {
    rows = CONTRACT.conform(rows);
  }

  @Override
  public Contract contract() {
    return CONTRACT;
  }
}
