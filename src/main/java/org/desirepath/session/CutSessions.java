package org.desirepath.session;

import static org.apache.spark.sql.functions.call_function;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.lag;
import static org.apache.spark.sql.functions.last;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.sha2;
import static org.apache.spark.sql.functions.unix_micros;
import static org.apache.spark.sql.functions.when;
import static org.desirepath.table.Deals.OUTCOME;
import static org.desirepath.table.Events.AMOUNT;
import static org.desirepath.table.Events.DEAL_KEY;
import static org.desirepath.table.Events.DEVICE;
import static org.desirepath.table.Events.DIRECTION;
import static org.desirepath.table.Events.OCCURRED_AT;
import static org.desirepath.table.Events.SENTIMENT;
import static org.desirepath.table.Identifiers.PERSON_ID;
import static org.desirepath.table.Persons.ACCOUNT_ID;
import static org.desirepath.table.SessionTouchpoints.SESSION_ID;
import static org.desirepath.table.SessionTouchpoints.SESSION_POSITION;
import static org.desirepath.table.TouchpointCatalogue.CHANNEL;
import static org.desirepath.table.TouchpointCatalogue.STAGE;
import static org.desirepath.table.TouchpointCatalogue.TOUCHPOINT_ID;
import static org.desirepath.table.TouchpointCatalogue.UNKNOWN;
import static org.desirepath.table.Touchpoints.TOUCHPOINT_EVENT_ID;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;
import org.apache.spark.sql.types.DataTypes;
import org.desirepath.settings.SessionSettings;
import org.desirepath.table.Field;
import org.desirepath.table.SessionTouchpoints;
import org.desirepath.table.Touchpoints;

/** Cuts the touchpoints of each person into sessions. */
public final class CutSessions {

  private static final Field PREVIOUS_AT =
      Field.optional("previous_at", DataTypes.TimestampType, "The person's touchpoint before");
  private static final Field PLACE =
      Field.required("place", DataTypes.IntegerType, "Place among the person's touchpoints");
  private static final Field RUN_AT =
      Field.required("run_at", DataTypes.TimestampType, "Start of the run without a long pause");
  private static final Field RUN_PLACE =
      Field.required("run_place", DataTypes.IntegerType, "Place at which the run starts");
  private static final Field SESSION_PLACE =
      Field.required("session_place", DataTypes.IntegerType, "Place at which the session starts");

  private CutSessions() {}

  /**
   * Every touchpoint of a known person with the session it falls into.
   *
   * <p>A pause longer than the inactivity, not an equal one, opens a session. A run that goes on
   * for longer than the longest duration is cut into parts of that duration, counted from its
   * start, and wherever the most touchpoints are reached. Touchpoints at the same instant are
   * ordered by id. A session's id is a hash of person, start of the run and the cuts since, so
   * later data does not change the ids of sessions that are over.
   *
   * <p>One shuffle and one sort, by person; a person with very many touchpoints is spilled to disk.
   */
  public static SessionTouchpoints from(Touchpoints touchpoints, SessionSettings settings) {
    WindowSpec inOrder =
        Window.partitionBy(PERSON_ID.col()).orderBy(OCCURRED_AT.col(), TOUCHPOINT_EVENT_ID.col());
    WindowSpec soFar = inOrder.rowsBetween(Window.unboundedPreceding(), Window.currentRow());
    Column opensRun = opens(OCCURRED_AT.col(), PREVIOUS_AT.col(), settings.inactivity());
    Column opensSession =
        opensRun.or(
            cut(OCCURRED_AT.col(), PLACE.col(), settings)
                .notEqual(cut(PREVIOUS_AT.col(), PLACE.col().minus(1), settings)));
    Dataset<Row> rows =
        touchpoints
            .rows()
            .filter(PERSON_ID.col().notEqual(UNKNOWN))
            .select(
                TOUCHPOINT_EVENT_ID.col(),
                OCCURRED_AT.col(),
                PERSON_ID.col(),
                ACCOUNT_ID.col(),
                TOUCHPOINT_ID.col(),
                CHANNEL.col(),
                STAGE.col(),
                DEVICE.col(),
                DIRECTION.col(),
                SENTIMENT.col(),
                DEAL_KEY.col(),
                AMOUNT.col(),
                OUTCOME.col(),
                PREVIOUS_AT.is(lag(OCCURRED_AT.col(), 1).over(inOrder)),
                PLACE.is(row_number().over(inOrder)))
            .select(
                col("*"),
                RUN_AT.is(max(when(opensRun, OCCURRED_AT.col())).over(soFar)),
                RUN_PLACE.is(max(when(opensRun, PLACE.col())).over(soFar)))
            .select(
                col("*"),
                SESSION_PLACE.is(max(when(opensSession, PLACE.col())).over(soFar)),
                SESSION_ID.is(last(when(opensSession, sessionId(settings)), true).over(soFar)))
            .withColumn(
                SESSION_POSITION.name(),
                SESSION_POSITION.is(PLACE.col().minus(SESSION_PLACE.col()).plus(1)));
    return new SessionTouchpoints(rows.select(SessionTouchpoints.CONTRACT.columns()));
  }

  /** Whether a touchpoint opens a run: the person's first, or one after a longer pause. */
  static Column opens(Column at, Column previousAt, Duration inactivity) {
    return previousAt
        .isNull()
        .or(unix_micros(at).minus(unix_micros(previousAt)).gt(micros(inactivity)));
  }

  /**
   * How many times a run was cut for its duration: never at its start or a full duration later,
   * once up to two durations, and so on.
   */
  static Column cutsByDuration(Column at, Column runAt, Duration maxDuration) {
    Column elapsed = unix_micros(at).minus(unix_micros(runAt));
    return call_function("div", greatest(elapsed.minus(1), lit(0L)), micros(maxDuration));
  }

  /** How many times a run was cut for its number of touchpoints. */
  static Column cutsByCount(Column place, Column runPlace, int maxTouchpoints) {
    return call_function("div", place.minus(runPlace), lit(maxTouchpoints));
  }

  // Both numbers only grow along a run, so their sum tells the parts of a run apart.
  private static Column cut(Column at, Column place, SessionSettings settings) {
    return cutsByDuration(at, RUN_AT.col(), settings.maxDuration())
        .plus(cutsByCount(place, RUN_PLACE.col(), settings.maxTouchpoints()));
  }

  private static Column sessionId(SessionSettings settings) {
    return sha2(
            concat_ws(
                "|",
                PERSON_ID.col(),
                unix_micros(RUN_AT.col()),
                cut(OCCURRED_AT.col(), PLACE.col(), settings)),
            256)
        .substr(1, 32);
  }

  private static Column micros(Duration duration) {
    return lit(TimeUnit.MICROSECONDS.convert(duration));
  }
}
