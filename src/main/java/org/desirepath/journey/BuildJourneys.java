package org.desirepath.journey;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_position;
import static org.apache.spark.sql.functions.bit_count;
import static org.apache.spark.sql.functions.bit_or;
import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.call_function;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_distinct;
import static org.apache.spark.sql.functions.get;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.max_by;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.min_by;
import static org.apache.spark.sql.functions.unix_micros;
import static org.apache.spark.sql.functions.when;
import static org.desirepath.table.Deals.OUTCOME;
import static org.desirepath.table.Events.AMOUNT;
import static org.desirepath.table.Events.OCCURRED_AT;
import static org.desirepath.table.Events.SENTIMENT;
import static org.desirepath.table.Identifiers.PERSON_ID;
import static org.desirepath.table.JourneySteps.JOURNEY_AMOUNT;
import static org.desirepath.table.JourneySteps.JOURNEY_OUTCOME;
import static org.desirepath.table.JourneySteps.JOURNEY_OUTCOME_AT;
import static org.desirepath.table.JourneySteps.STEP_NUMBER;
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
import static org.desirepath.table.Persons.ACCOUNT_ID;
import static org.desirepath.table.SessionTouchpoints.SESSION_ID;
import static org.desirepath.table.Sessions.DURATION_SECONDS;
import static org.desirepath.table.Sessions.ENDED_AT;
import static org.desirepath.table.Sessions.STARTED_AT;
import static org.desirepath.table.Sessions.TOUCHPOINT_COUNT;
import static org.desirepath.table.TouchpointCatalogue.CHANNEL;
import static org.desirepath.table.TouchpointCatalogue.CHANNELS;
import static org.desirepath.table.TouchpointCatalogue.OPEN;
import static org.desirepath.table.TouchpointCatalogue.STAGE;
import static org.desirepath.table.TouchpointCatalogue.TOUCHPOINT_ID;
import static org.desirepath.table.TouchpointCatalogue.UNKNOWN;

import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.desirepath.table.Field;
import org.desirepath.table.JourneySteps;
import org.desirepath.table.Journeys;
import org.desirepath.table.TouchpointCatalogue;

/** Sums each journey up. */
public final class BuildJourneys {

  private static final String NONE = "none";

  private static final Field STAGE_PLACE =
      Field.required("stage_place", DataTypes.IntegerType, "Place of the stage, 0 for none");
  private static final Field CHANNEL_BIT =
      Field.required("channel_bit", DataTypes.LongType, "The channel as a bit");
  private static final Field FIRST_FELT =
      Field.optional("first_felt", DataTypes.IntegerType, "First step with a sentiment");
  private static final Field LAST_FELT =
      Field.optional("last_felt", DataTypes.IntegerType, "Last step with a sentiment");

  private BuildJourneys() {}

  /**
   * One row for each journey. The person is the subject of a person's journey and {@code unknown}
   * for the other levels; the account is the one of the last touchpoint; the furthest stage is the
   * last in the order of the stages, and {@code none} where no touchpoint has one.
   *
   * <p>Three shuffles of sums: by journey, person and session, then by journey and person, then by
   * journey; two of the first and last steps.
   *
   * @param stages the stages of the catalogue, from the first to the furthest
   */
  public static Journeys from(
      JourneySteps steps, TouchpointCatalogue catalogue, List<String> stages) {
    Dataset<Row> starts =
        steps
            .rows()
            .filter(STEP_NUMBER.col().equalTo(1))
            .select(
                JOURNEY_ID.col(),
                STARTED_AT.is(OCCURRED_AT.col()),
                FIRST_TOUCHPOINT_ID.is(TOUCHPOINT_ID.col()));
    Dataset<Row> ends =
        steps
            .rows()
            .filter(JOURNEY_OUTCOME.col().isNotNull())
            .select(
                JOURNEY_ID.col(),
                JOURNEY_LEVEL.col(),
                SUBJECT_ID.col(),
                PERSON_ID.is(
                    when(JOURNEY_LEVEL.col().equalTo("person"), SUBJECT_ID.col())
                        .otherwise(lit(UNKNOWN))),
                ACCOUNT_ID.col(),
                ENDED_AT.is(OCCURRED_AT.col()),
                TOUCHPOINT_COUNT.is(STEP_NUMBER.col()),
                LAST_TOUCHPOINT_ID.is(TOUCHPOINT_ID.col()),
                OUTCOME.is(JOURNEY_OUTCOME.col()),
                OUTCOME_AT.is(JOURNEY_OUTCOME_AT.col()),
                AMOUNT.is(JOURNEY_AMOUNT.col()),
                IS_OPEN.is(JOURNEY_OUTCOME.col().equalTo(OPEN)));
    Dataset<Row> rows =
        ends.join(starts, JOURNEY_ID.name())
            .join(sums(steps, catalogue, stages), JOURNEY_ID.name())
            .withColumn(
                DURATION_SECONDS.name(),
                DURATION_SECONDS.is(
                    unix_micros(ENDED_AT.col()).minus(unix_micros(STARTED_AT.col())).divide(1e6)))
            .withColumn(
                FURTHEST_STAGE.name(), FURTHEST_STAGE.is(stageAt(STAGE_PLACE.col(), stages)))
            .drop(STAGE_PLACE.name());
    return new Journeys(rows);
  }

  /** Place of a stage among the stages, from 1; 0 for none. */
  static Column placeOf(Column stage, List<String> stages) {
    return array_position(stageArray(stages), stage);
  }

  /** The stage at a place, none at 0. */
  static Column stageAt(Column place, List<String> stages) {
    return coalesce(get(stageArray(stages), place.minus(1)), lit(NONE));
  }

  private static Column stageArray(List<String> stages) {
    return array(stages.stream().map(functions::lit).toArray(Column[]::new));
  }

  private static Dataset<Row> sums(
      JourneySteps steps, TouchpointCatalogue catalogue, List<String> stages) {
    Column[] channels = CHANNELS.stream().map(functions::lit).toArray(Column[]::new);
    Dataset<Row> places =
        catalogue
            .rows()
            .select(
                TOUCHPOINT_ID.col(),
                STAGE_PLACE.is(placeOf(STAGE.col(), stages)),
                CHANNEL_BIT.is(
                    when(
                        CHANNEL.col().notEqual(NONE),
                        call_function(
                            "shiftleft",
                            lit(1L),
                            array_position(array(channels), CHANNEL.col()).cast("int")))));
    Column felt = when(SENTIMENT.col().isNotNull(), STEP_NUMBER.col());
    // Sums by session first: what is counted by person and by session is then counted on few rows.
    return steps
        .rows()
        .join(broadcast(places), new String[] {TOUCHPOINT_ID.name()}, "left")
        .groupBy(JOURNEY_ID.col(), PERSON_ID.col(), SESSION_ID.col())
        .agg(
            STAGE_PLACE.is(max(STAGE_PLACE.col())),
            CHANNEL_BIT.is(bit_or(CHANNEL_BIT.col())),
            SENTIMENT_FIRST.is(min_by(SENTIMENT.col(), felt)),
            FIRST_FELT.is(min(felt)),
            SENTIMENT_LAST.is(max_by(SENTIMENT.col(), felt)),
            LAST_FELT.is(max(felt)))
        .groupBy(JOURNEY_ID.col())
        .agg(
            STAGE_PLACE.is(max(STAGE_PLACE.col())),
            CHANNEL_COUNT.is(coalesce(bit_count(bit_or(CHANNEL_BIT.col())), lit(0))),
            SENTIMENT_FIRST.is(min_by(SENTIMENT_FIRST.col(), FIRST_FELT.col())),
            SENTIMENT_LAST.is(max_by(SENTIMENT_LAST.col(), LAST_FELT.col())),
            SESSION_COUNT.is(count(SESSION_ID.col())),
            PERSON_COUNT.is(
                count_distinct(when(PERSON_ID.col().notEqual(UNKNOWN), PERSON_ID.col()))));
  }
}
