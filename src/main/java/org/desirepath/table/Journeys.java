package org.desirepath.table;

import static org.apache.spark.sql.types.DataTypes.BooleanType;
import static org.apache.spark.sql.types.DataTypes.DoubleType;
import static org.apache.spark.sql.types.DataTypes.LongType;
import static org.apache.spark.sql.types.DataTypes.StringType;
import static org.apache.spark.sql.types.DataTypes.TimestampType;
import static org.desirepath.table.Deals.OUTCOME;
import static org.desirepath.table.Events.AMOUNT;
import static org.desirepath.table.Identifiers.PERSON_ID;
import static org.desirepath.table.Persons.ACCOUNT_ID;
import static org.desirepath.table.Sessions.DURATION_SECONDS;
import static org.desirepath.table.Sessions.ENDED_AT;
import static org.desirepath.table.Sessions.STARTED_AT;
import static org.desirepath.table.Sessions.TOUCHPOINT_COUNT;

import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Ordered touchpoints of a person, an account or a deal, from the first to an outcome or a long
 * silence.
 */
public record Journeys(Dataset<Row> rows) implements Table {

  public static final Field JOURNEY_ID =
      Field.required(
          "journey_id", StringType, "Hash of level, subject and start, the same in every run");
  public static final Field JOURNEY_LEVEL =
      Field.required("journey_level", StringType, "person, account or deal");
  public static final Field SUBJECT_ID =
      Field.required(
          "subject_id", StringType, "The person, account or CRM deal whose journey it is");
  public static final Field SESSION_COUNT =
      Field.required("session_count", LongType, "Sessions in it");
  public static final Field PERSON_COUNT = Field.required("person_count", LongType, "People in it");
  public static final Field CHANNEL_COUNT =
      Field.required("channel_count", LongType, "Channels used in it");
  public static final Field FIRST_TOUCHPOINT_ID =
      Field.required("first_touchpoint_id", StringType, "First touchpoint");
  public static final Field LAST_TOUCHPOINT_ID =
      Field.required("last_touchpoint_id", StringType, "Last touchpoint");
  public static final Field FURTHEST_STAGE =
      Field.required(
          "furthest_stage",
          StringType,
          "The furthest stage reached, in the order of the catalogue");
  public static final Field OUTCOME_AT =
      Field.optional("outcome_at", TimestampType, "When the outcome came, UTC; null while open");
  public static final Field SENTIMENT_FIRST =
      Field.optional("sentiment_first", DoubleType, "First sentiment in it, -1 to 1");
  public static final Field SENTIMENT_LAST =
      Field.optional("sentiment_last", DoubleType, "Last sentiment in it, -1 to 1");
  public static final Field IS_OPEN =
      Field.required("is_open", BooleanType, "Whether no outcome has come yet");

  public static final Contract CONTRACT =
      new Contract(
          "stg_journey",
          "one row per journey",
          List.of(JOURNEY_ID),
          List.of(
              JOURNEY_ID,
              JOURNEY_LEVEL,
              SUBJECT_ID,
              PERSON_ID,
              ACCOUNT_ID,
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
  public Journeys {
    rows = CONTRACT.conform(rows);
  }

  @Override
  public Contract contract() {
    return CONTRACT;
  }
}
