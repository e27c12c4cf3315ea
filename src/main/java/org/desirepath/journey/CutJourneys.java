package org.desirepath.journey;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_compact;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.filter;
import static org.apache.spark.sql.functions.first_value;
import static org.apache.spark.sql.functions.lag;
import static org.apache.spark.sql.functions.last;
import static org.apache.spark.sql.functions.lead;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.sha2;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.timestamp_micros;
import static org.apache.spark.sql.functions.transform;
import static org.apache.spark.sql.functions.unix_micros;
import static org.apache.spark.sql.functions.when;
import static org.desirepath.table.Deals.CLOSED_AT;
import static org.desirepath.table.Deals.OPENED_AT;
import static org.desirepath.table.Deals.OUTCOME;
import static org.desirepath.table.Events.ACCOUNT_KEY;
import static org.desirepath.table.Events.AMOUNT;
import static org.desirepath.table.Events.DEAL_KEY;
import static org.desirepath.table.Events.OCCURRED_AT;
import static org.desirepath.table.Events.SENTIMENT;
import static org.desirepath.table.Identifiers.PERSON_ID;
import static org.desirepath.table.JourneySteps.GAP_SECONDS;
import static org.desirepath.table.JourneySteps.JOURNEY_AMOUNT;
import static org.desirepath.table.JourneySteps.JOURNEY_OUTCOME;
import static org.desirepath.table.JourneySteps.JOURNEY_OUTCOME_AT;
import static org.desirepath.table.JourneySteps.NEXT_AT;
import static org.desirepath.table.JourneySteps.NEXT_TOUCHPOINT_ID;
import static org.desirepath.table.JourneySteps.STEP_NUMBER;
import static org.desirepath.table.Journeys.JOURNEY_ID;
import static org.desirepath.table.Journeys.JOURNEY_LEVEL;
import static org.desirepath.table.Journeys.SUBJECT_ID;
import static org.desirepath.table.Persons.ACCOUNT_ID;
import static org.desirepath.table.SessionTouchpoints.SESSION_ID;
import static org.desirepath.table.TouchpointCatalogue.OPEN;
import static org.desirepath.table.TouchpointCatalogue.TOUCHPOINT_ID;
import static org.desirepath.table.TouchpointCatalogue.UNKNOWN;
import static org.desirepath.table.Touchpoints.TOUCHPOINT_EVENT_ID;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.desirepath.settings.JourneySettings;
import org.desirepath.table.AccountKeys;
import org.desirepath.table.Deals;
import org.desirepath.table.Field;
import org.desirepath.table.JourneySteps;
import org.desirepath.table.SessionTouchpoints;
import org.desirepath.table.Touchpoints;

/** Cuts the touchpoints of each person, account and deal into journeys. */
public final class CutJourneys {

  /** The outcome of a journey that a long silence ended. */
  static final String DORMANT = "dormant";

  private static final String PERSON = "person";
  private static final String ACCOUNT = "account";
  private static final String DEAL = "deal";

  // Deals that end at the same moment, the open ones above all, share their touchpoints. The bound
  // keeps an account with thousands of open deals from multiplying its touchpoints by them.
  private static final int DEALS_AT_ONCE = 10;

  private static final Field CLOSE_AT =
      Field.optional("close_at", DataTypes.TimestampType, "When the outcome came");
  private static final Field CLOSE_EVENT_ID =
      Field.optional("close_event_id", DataTypes.StringType, "The outcome's touchpoint");
  private static final Field CLOSE_OUTCOME =
      Field.optional("close_outcome", DataTypes.StringType, "The outcome");
  private static final Field CLOSE_AMOUNT =
      Field.optional("close_amount", Field.AMOUNT_TYPE, "Money the outcome is about");
  private static final Field CLOSE =
      Field.optional(
          "close",
          new StructType()
              .add(CLOSE_AT.name(), CLOSE_AT.type())
              .add(CLOSE_EVENT_ID.name(), CLOSE_EVENT_ID.type())
              .add(CLOSE_OUTCOME.name(), CLOSE_OUTCOME.type())
              .add(CLOSE_AMOUNT.name(), CLOSE_AMOUNT.type()),
          "The outcome that may end the journey here");
  private static final Field DEALS =
      Field.optional(
          "deals",
          DataTypes.createArrayType(
              new StructType()
                  .add(DEAL_KEY.name(), DEAL_KEY.type())
                  .add(CLOSE.name(), CLOSE.type())),
          "Deals that end at the same moment");
  private static final Field NEXT_DEALS =
      new Field("next_deals", DEALS.type(), false, "The account's deals that end next");
  private static final Field ANONYMOUS =
      Field.optional(
          "anonymous", DataTypes.StringType, "The person, where the account is not known");
  private static final Field SUBJECT =
      Field.optional(
          "subject",
          new StructType()
              .add(JOURNEY_LEVEL.name(), JOURNEY_LEVEL.type())
              .add(SUBJECT_ID.name(), SUBJECT_ID.type())
              .add(CLOSE.name(), CLOSE.type()),
          "Whose journey the touchpoint belongs to");
  private static final Field NEXT_EVENT_ID =
      Field.optional("next_event_id", DataTypes.StringType, "The subject's next touchpoint");
  private static final Field FIRST_EVENT_ID =
      Field.optional("first_event_id", DataTypes.StringType, "The subject's first touchpoint");
  private static final Field PREVIOUS_AT =
      Field.optional("previous_at", DataTypes.TimestampType, "The subject's touchpoint before");
  private static final Field PLACE =
      Field.required("place", DataTypes.IntegerType, "Place among the subject's touchpoints");
  private static final Field LAST_END =
      Field.optional(
          "last_end",
          new StructType()
              .add(PLACE.name(), PLACE.type())
              .add(NEXT_EVENT_ID.name(), NEXT_EVENT_ID.type()),
          "Where the subject's journey before this one ended, and what followed");

  private CutJourneys() {}

  /**
   * The touchpoints of every journey, in order, for each of the levels.
   *
   * <ul>
   *   <li><b>person</b>: the person's touchpoints. A journey ends with an outcome the person
   *       brought about, which is its last step; or before the first outcome that comes to the
   *       account of the journey's latest touchpoint, whoever of its people brought it about; or by
   *       silence.
   *   <li><b>account</b>: the touchpoints of all its people and those that no person stands behind.
   *       A journey ends with an outcome, which is its last step, or by silence.
   *   <li><b>deal</b>: the touchpoints of the account's people after the account's last deal closed
   *       and up to the moment the deal itself closed, and what of that time no person stands
   *       behind but names the deal. One journey a deal, whatever the silence. Deals that close at
   *       the same moment share their touchpoints; so do the open ones, which reach to the
   *       snapshot. Beyond ten at once, those opened last are taken.
   * </ul>
   *
   * <p>A silence longer than the dormancy, not an equal one, ends a journey as dormant, also when
   * it runs up to the snapshot; what nothing ended is open. Ties are ordered by the touchpoint's
   * id. The next touchpoint opens the next journey, so each touchpoint of a known person is in
   * exactly one journey of that person. A journey's id is a hash of level, subject and first
   * touchpoint.
   *
   * <p>Two shuffles: by account, to look ahead to the next outcome; by subject, to cut.
   *
   * @param touchpoints all touchpoints; those without a person are taken from here
   * @param sessionTouchpoints the touchpoints of known persons with their sessions
   * @param deals the deals and when they closed
   * @param accountKeys the accounts of the deals
   * @param settings levels and dormancy
   * @param asOf the snapshot; no touchpoint is later
   */
  public static JourneySteps from(
      Touchpoints touchpoints,
      SessionTouchpoints sessionTouchpoints,
      Deals deals,
      AccountKeys accountKeys,
      JourneySettings settings,
      Instant asOf) {
    Dataset<Row> bySubject =
        lookingAhead(touchpoints, sessionTouchpoints, deals, accountKeys, settings, asOf)
            .withColumn(SUBJECT.name(), explode(subjects(settings.levels())))
            .select(
                SUBJECT.col().getField(JOURNEY_LEVEL.name()).as(JOURNEY_LEVEL.name()),
                SUBJECT.col().getField(SUBJECT_ID.name()).as(SUBJECT_ID.name()),
                SUBJECT.col().getField(CLOSE.name()).as(CLOSE.name()),
                TOUCHPOINT_EVENT_ID.col(),
                OCCURRED_AT.col(),
                PERSON_ID.col(),
                ACCOUNT_ID.col(),
                TOUCHPOINT_ID.col(),
                SENTIMENT.col(),
                SESSION_ID.col());
    return new JourneySteps(cut(bySubject, settings.dormancy(), asOf));
  }

  /**
   * How a journey ends with this touchpoint: won, lost, renewed, churned, dormant or open; null
   * where it goes on.
   *
   * @param close the outcome that may end it here, null if there is none
   * @param nextAt the subject's next touchpoint, null if there is none
   */
  static Column ending(
      Column level,
      Column at,
      Column close,
      Column nextAt,
      Column nextEventId,
      Duration dormancy,
      Instant asOf) {
    Column closeAt = close.getField(CLOSE_AT.name());
    Column closeOutcome = close.getField(CLOSE_OUTCOME.name());
    Column closesBeforeNext =
        nextAt
            .isNull()
            .or(closeAt.lt(nextAt))
            .or(closeAt.equalTo(nextAt).and(close.getField(CLOSE_EVENT_ID.name()).lt(nextEventId)));
    Column ofDeal = when(nextAt.isNull(), coalesce(closeOutcome, lit(OPEN)));
    Column ofOthers =
        when(
                closeOutcome
                    .isNotNull()
                    .and(isSilent(at, closeAt, dormancy).equalTo(false))
                    .and(closesBeforeNext),
                closeOutcome)
            .when(isSilent(at, coalesce(nextAt, lit(asOf)), dormancy), lit(DORMANT))
            .when(nextAt.isNull(), lit(OPEN));
    return when(level.equalTo(DEAL), ofDeal).otherwise(ofOthers);
  }

  /** Whether the silence between two moments is longer than the dormancy. */
  static Column isSilent(Column from, Column to, Duration dormancy) {
    return unix_micros(to).minus(unix_micros(from)).gt(micros(dormancy));
  }

  /** When a journey ended: at its outcome, or when the silence became too long; null while open. */
  static Column endedAt(Column ending, Column at, Column closeAt, Duration dormancy) {
    return when(ending.equalTo(DORMANT), timestamp_micros(unix_micros(at).plus(micros(dormancy))))
        .when(ending.notEqual(OPEN), closeAt);
  }

  /** The touchpoints, each with the next outcome and the next deals of its account. */
  private static Dataset<Row> lookingAhead(
      Touchpoints touchpoints,
      SessionTouchpoints sessionTouchpoints,
      Deals deals,
      AccountKeys accountKeys,
      JourneySettings settings,
      Instant asOf) {
    Dataset<Row> rows =
        sessionTouchpoints
            .rows()
            .select(touchpointColumns(SESSION_ID.col()))
            .unionByName(
                touchpoints
                    .rows()
                    .filter(PERSON_ID.col().equalTo(UNKNOWN))
                    .filter(ACCOUNT_ID.col().notEqual(UNKNOWN))
                    .select(touchpointColumns(SESSION_ID.isNull())));
    if (settings.levels().contains(DEAL)) {
      rows = rows.unionByName(endsOfDeals(deals, accountKeys, asOf), true);
    }
    // Anonymous people are spread by person, as together they would be one giant account.
    WindowSpec ahead =
        Window.partitionBy(ACCOUNT_ID.col(), ANONYMOUS.col())
            .orderBy(
                OCCURRED_AT.col().desc(),
                DEALS.col().isNotNull().desc(),
                TOUCHPOINT_EVENT_ID.col().desc())
            .rowsBetween(Window.unboundedPreceding(), -1);
    return rows.withColumn(
            ANONYMOUS.name(),
            ANONYMOUS.is(when(ACCOUNT_ID.col().equalTo(UNKNOWN), PERSON_ID.col())))
        .select(
            col("*"),
            last(when(OUTCOME.col().isNotNull(), ownClose()), true).over(ahead).as(CLOSE.name()),
            last(DEALS.col(), true).over(ahead).as(NEXT_DEALS.name()))
        .filter(TOUCHPOINT_EVENT_ID.col().isNotNull());
  }

  private static Column[] touchpointColumns(Column sessionId) {
    return new Column[] {
      TOUCHPOINT_EVENT_ID.col(),
      OCCURRED_AT.col(),
      PERSON_ID.col(),
      ACCOUNT_ID.col(),
      DEAL_KEY.col(),
      TOUCHPOINT_ID.col(),
      SENTIMENT.col(),
      AMOUNT.col(),
      OUTCOME.col(),
      SESSION_ID.is(sessionId),
      DEALS.isNull()
    };
  }

  /**
   * One row for each account and moment at which deals of it end; open deals end at the snapshot.
   */
  private static Dataset<Row> endsOfDeals(Deals deals, AccountKeys accountKeys, Instant asOf) {
    Column isClosed = OUTCOME.col().isNotNull().and(CLOSED_AT.col().isNotNull());
    WindowSpec lastOpened =
        Window.partitionBy(ACCOUNT_ID.col(), OCCURRED_AT.col())
            .orderBy(OPENED_AT.col().desc(), DEAL_KEY.col());
    return deals
        .rows()
        .join(accountKeys.rows(), ACCOUNT_KEY.name())
        .filter(ACCOUNT_ID.col().notEqual(UNKNOWN))
        .select(
            ACCOUNT_ID.col(),
            OPENED_AT.col(),
            DEAL_KEY.col(),
            OCCURRED_AT.is(when(isClosed, CLOSED_AT.col()).otherwise(lit(asOf))),
            close(
                    when(isClosed, CLOSED_AT.col()),
                    lit(null),
                    when(isClosed, OUTCOME.col()),
                    AMOUNT.col())
                .as(CLOSE.name()))
        .withColumn(PLACE.name(), row_number().over(lastOpened))
        .filter(PLACE.col().leq(DEALS_AT_ONCE))
        .groupBy(ACCOUNT_ID.col(), OCCURRED_AT.col())
        .agg(DEALS.is(collect_list(struct(DEAL_KEY.col(), CLOSE.col()))));
  }

  /** Every journey that a touchpoint belongs to. */
  private static Column subjects(List<String> levels) {
    List<Column> alone = new ArrayList<>();
    if (levels.contains(PERSON)) {
      alone.add(
          when(
              PERSON_ID.col().notEqual(UNKNOWN),
              subject(
                  PERSON,
                  PERSON_ID.col(),
                  when(OUTCOME.col().isNotNull(), ownClose()).otherwise(CLOSE.col()))));
    }
    if (levels.contains(ACCOUNT)) {
      alone.add(
          when(
              ACCOUNT_ID.col().notEqual(UNKNOWN),
              subject(ACCOUNT, ACCOUNT_ID.col(), when(OUTCOME.col().isNotNull(), ownClose()))));
    }
    Column subjects = array_compact(array(alone.toArray(Column[]::new)));
    if (!levels.contains(DEAL)) {
      return subjects;
    }
    Column ofDeals =
        transform(
            filter(
                NEXT_DEALS.col(),
                deal ->
                    PERSON_ID
                        .col()
                        .notEqual(UNKNOWN)
                        .or(deal.getField(DEAL_KEY.name()).eqNullSafe(DEAL_KEY.col()))),
            deal -> subject(DEAL, deal.getField(DEAL_KEY.name()), deal.getField(CLOSE.name())));
    return alone.isEmpty()
        ? ofDeals
        : when(NEXT_DEALS.col().isNotNull(), concat(subjects, ofDeals)).otherwise(subjects);
  }

  private static Column subject(String level, Column id, Column close) {
    return struct(
            lit(level).as(JOURNEY_LEVEL.name()), id.as(SUBJECT_ID.name()), close.as(CLOSE.name()))
        .cast(SUBJECT.type());
  }

  private static Column ownClose() {
    return close(OCCURRED_AT.col(), TOUCHPOINT_EVENT_ID.col(), OUTCOME.col(), AMOUNT.col());
  }

  private static Column close(Column at, Column eventId, Column outcome, Column amount) {
    return struct(
        CLOSE_AT.is(at),
        CLOSE_EVENT_ID.is(eventId),
        CLOSE_OUTCOME.is(outcome),
        CLOSE_AMOUNT.is(amount));
  }

  private static Dataset<Row> cut(Dataset<Row> bySubject, Duration dormancy, Instant asOf) {
    WindowSpec inOrder =
        Window.partitionBy(JOURNEY_LEVEL.col(), SUBJECT_ID.col())
            .orderBy(OCCURRED_AT.col(), TOUCHPOINT_EVENT_ID.col());
    WindowSpec before = inOrder.rowsBetween(Window.unboundedPreceding(), -1);
    Column closeAt = CLOSE.col().getField(CLOSE_AT.name());
    Column closeAmount = CLOSE.col().getField(CLOSE_AMOUNT.name());
    Column lastEndPlace = coalesce(LAST_END.col().getField(PLACE.name()), lit(0));
    Column openedBy = coalesce(LAST_END.col().getField(NEXT_EVENT_ID.name()), FIRST_EVENT_ID.col());
    return bySubject
        .select(
            col("*"),
            NEXT_AT.is(lead(OCCURRED_AT.col(), 1).over(inOrder)),
            NEXT_TOUCHPOINT_ID.is(lead(TOUCHPOINT_ID.col(), 1).over(inOrder)),
            NEXT_EVENT_ID.is(lead(TOUCHPOINT_EVENT_ID.col(), 1).over(inOrder)),
            PREVIOUS_AT.is(lag(OCCURRED_AT.col(), 1).over(inOrder)),
            PLACE.is(row_number().over(inOrder)),
            FIRST_EVENT_ID.is(first_value(TOUCHPOINT_EVENT_ID.col()).over(inOrder)))
        .withColumn(
            JOURNEY_OUTCOME.name(),
            ending(
                JOURNEY_LEVEL.col(),
                OCCURRED_AT.col(),
                CLOSE.col(),
                NEXT_AT.col(),
                NEXT_EVENT_ID.col(),
                dormancy,
                asOf))
        .withColumn(
            LAST_END.name(),
            last(
                    when(
                        JOURNEY_OUTCOME.col().isNotNull(),
                        struct(PLACE.col(), NEXT_EVENT_ID.col())),
                    true)
                .over(before))
        .withColumn(STEP_NUMBER.name(), STEP_NUMBER.is(PLACE.col().minus(lastEndPlace)))
        .select(
            JOURNEY_ID.is(journeyId(JOURNEY_LEVEL.col(), SUBJECT_ID.col(), openedBy)),
            STEP_NUMBER.col(),
            JOURNEY_LEVEL.col(),
            TOUCHPOINT_EVENT_ID.col(),
            PERSON_ID.col(),
            TOUCHPOINT_ID.col(),
            OCCURRED_AT.col(),
            GAP_SECONDS.is(
                when(
                    STEP_NUMBER.col().gt(1),
                    unix_micros(OCCURRED_AT.col())
                        .minus(unix_micros(PREVIOUS_AT.col()))
                        .divide(1e6))),
            NEXT_TOUCHPOINT_ID.is(when(JOURNEY_OUTCOME.col().isNull(), NEXT_TOUCHPOINT_ID.col())),
            NEXT_AT.is(when(JOURNEY_OUTCOME.col().isNull(), NEXT_AT.col())),
            SESSION_ID.col(),
            SUBJECT_ID.col(),
            ACCOUNT_ID.col(),
            SENTIMENT.col(),
            JOURNEY_OUTCOME.is(JOURNEY_OUTCOME.col()),
            JOURNEY_OUTCOME_AT.is(
                endedAt(JOURNEY_OUTCOME.col(), OCCURRED_AT.col(), closeAt, dormancy)),
            JOURNEY_AMOUNT.is(when(JOURNEY_OUTCOME.col().notEqual(DORMANT), closeAmount)));
  }

  /** A deal has one journey only, so touchpoints that are told late do not change its id. */
  private static Column journeyId(Column level, Column subject, Column openedBy) {
    return sha2(concat_ws("|", level, subject, when(level.notEqual(DEAL), openedBy)), 256)
        .substr(1, 32);
  }

  private static Column micros(Duration duration) {
    return lit(TimeUnit.MICROSECONDS.convert(duration));
  }
}
