package org.desirepath.persona;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.cos;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.filter;
import static org.apache.spark.sql.functions.hour;
import static org.apache.spark.sql.functions.lag;
import static org.apache.spark.sql.functions.lead;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.minute;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.sin;
import static org.apache.spark.sql.functions.sort_array;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.weekday;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.types.DataTypes.BooleanType;
import static org.apache.spark.sql.types.DataTypes.StringType;
import static org.desirepath.table.Events.DEVICE;
import static org.desirepath.table.Events.DIRECTION;
import static org.desirepath.table.PersonaProfiles.ATTRIBUTE;
import static org.desirepath.table.PersonaProfiles.ATTRIBUTE_VALUE;
import static org.desirepath.table.SessionFeatures.CUSTOMER_TOUCHPOINT_COUNT;
import static org.desirepath.table.SessionFeatures.FEATURES;
import static org.desirepath.table.SessionFeatures.MEASURE;
import static org.desirepath.table.SessionTouchpoints.SESSION_ID;
import static org.desirepath.table.SessionTouchpoints.SESSION_POSITION;
import static org.desirepath.table.Sessions.DURATION_SECONDS;
import static org.desirepath.table.Sessions.ENTRY_TOUCHPOINT_ID;
import static org.desirepath.table.Sessions.EXIT_TOUCHPOINT_ID;
import static org.desirepath.table.Sessions.SENTIMENT_MEAN;
import static org.desirepath.table.Sessions.STARTED_AT;
import static org.desirepath.table.Sessions.TOUCHPOINT_COUNT;
import static org.desirepath.table.TouchpointCatalogue.CHANNEL;
import static org.desirepath.table.TouchpointCatalogue.STAGE;
import static org.desirepath.table.TouchpointCatalogue.TOUCHPOINT_ID;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;
import org.desirepath.table.Field;
import org.desirepath.table.SessionFeatures;
import org.desirepath.table.SessionTouchpoints;
import org.desirepath.table.Sessions;

/** Describes each session by what was done in it, not by who did it. */
public final class DescribeSessions {

  private static final Field MIX =
      Field.optional("mix", FEATURES.type(), "Counts of touchpoints, stages and channels");

  private static final Field BEFORE =
      TOUCHPOINT_ID.as("before", "The touchpoint before, or the boundary");
  private static final Field IS_LAST =
      Field.required("is_last", BooleanType, "Whether the touchpoint is the session's last");
  private static final Field IS_CUSTOMERS =
      Field.required(
          "is_customers", BooleanType, "Whether it is the customer's, not the company's");
  private static final WindowSpec IN_ORDER =
      Window.partitionBy(SESSION_ID.col()).orderBy(SESSION_POSITION.col());

  private DescribeSessions() {}

  /**
   * One row per session; how many of its touchpoints are the customer's, and its features in the
   * groups:
   *
   * <ul>
   *   <li>touchpoint, stage and channel: how many of its touchpoints are of each;
   *   <li>{@code move}: how often one touchpoint follows another, such as {@code home > pricing};
   *       {@code () > home} begins a session and {@code pricing > ()} ends it;
   *   <li>{@code first_touchpoint}, {@code last_touchpoint}, {@code device}, {@code hour_band},
   *       {@code week_part}: the value that holds, measured 1;
   *   <li>{@code depth} in touchpoints, {@code duration} in seconds, {@code pace} in seconds per
   *       touchpoint, {@code sentiment} from -1 to 1, left out where it is not known;
   *   <li>{@code time_of_day} and {@code time_of_week}: sine and cosine of the start (UTC) on the
   *       circle of the day and of the week, so that midnight is close to both of its sides.
   * </ul>
   *
   * <p>Features stand in the order of their names. Two shuffles: touchpoints by session, and
   * sessions to meet them. A session's touchpoints are bounded by the settings of sessions, its
   * different touchpoints by the catalogue.
   */
  public static SessionFeatures from(Sessions sessions, SessionTouchpoints touchpoints) {
    Dataset<Row> mixes =
        touchpoints
            .rows()
            // The window and both aggregates below are by session, so this is their only shuffle.
            .repartition(SESSION_ID.col())
            .withColumn(BEFORE.name(), before())
            .withColumn(IS_LAST.name(), isLast())
            .withColumn(IS_CUSTOMERS.name(), IS_CUSTOMERS.is(DIRECTION.col().equalTo("customer")))
            .select(
                SESSION_ID.col(),
                IS_CUSTOMERS.col(),
                explode(
                    array(
                        named(FeatureGroup.TOUCHPOINT, TOUCHPOINT_ID.col()),
                        named(FeatureGroup.STAGE, STAGE.col()),
                        named(FeatureGroup.CHANNEL, CHANNEL.col()),
                        named(FeatureGroup.MOVE, move(BEFORE.col(), TOUCHPOINT_ID.col())),
                        named(
                            FeatureGroup.MOVE,
                            when(
                                IS_LAST.col(),
                                move(TOUCHPOINT_ID.col(), lit(TermSpace.BOUNDARY)))))))
            .select(
                SESSION_ID.col(),
                IS_CUSTOMERS.col(),
                ATTRIBUTE.of("col"),
                ATTRIBUTE_VALUE.of("col"))
            .filter(ATTRIBUTE_VALUE.col().isNotNull())
            .groupBy(SESSION_ID.col(), ATTRIBUTE.col(), ATTRIBUTE_VALUE.col())
            .agg(
                MEASURE.is(count(lit(1))),
                CUSTOMER_TOUCHPOINT_COUNT.is(count_if(IS_CUSTOMERS.col())))
            .groupBy(SESSION_ID.col())
            .agg(
                // Every touchpoint stands once among the features of this group.
                CUSTOMER_TOUCHPOINT_COUNT.is(
                    sum(
                        when(
                            ATTRIBUTE.col().equalTo(FeatureGroup.TOUCHPOINT.attribute()),
                            CUSTOMER_TOUCHPOINT_COUNT.col()))),
                collect_list(struct(ATTRIBUTE.col(), ATTRIBUTE_VALUE.col(), MEASURE.col()))
                    .as(MIX.name()));
    return new SessionFeatures(
        sessions
            .rows()
            .join(mixes, SESSION_ID.name(), "left")
            .select(
                SESSION_ID.col(),
                STARTED_AT.col(),
                TOUCHPOINT_COUNT.col(),
                CUSTOMER_TOUCHPOINT_COUNT.is(coalesce(CUSTOMER_TOUCHPOINT_COUNT.col(), lit(0L))),
                FEATURES.is(
                    sort_array(
                        concat(
                            coalesce(MIX.col(), array().cast(FEATURES.type())),
                            filter(session(), DescribeSessions::isKnown))))));
  }

  private static Column session() {
    Column pace = DURATION_SECONDS.col().divide(TOUCHPOINT_COUNT.col());
    return array(
        feature(FeatureGroup.FIRST_TOUCHPOINT, ENTRY_TOUCHPOINT_ID.col(), lit(1)),
        feature(FeatureGroup.LAST_TOUCHPOINT, EXIT_TOUCHPOINT_ID.col(), lit(1)),
        feature(FeatureGroup.DEVICE, coalesce(DEVICE.col(), lit("unknown")), lit(1)),
        feature(FeatureGroup.HOUR_BAND, hourBand(STARTED_AT.col()), lit(1)),
        feature(FeatureGroup.WEEK_PART, weekPart(STARTED_AT.col()), lit(1)),
        feature(FeatureGroup.DEPTH, lit("touchpoints"), TOUCHPOINT_COUNT.col()),
        feature(FeatureGroup.DURATION, lit("seconds"), DURATION_SECONDS.col()),
        feature(FeatureGroup.PACE, lit("seconds_per_touchpoint"), pace),
        feature(FeatureGroup.SENTIMENT, lit("mean"), SENTIMENT_MEAN.col()),
        feature(FeatureGroup.TIME_OF_DAY, lit("sine"), sin(dayAngle(STARTED_AT.col()))),
        feature(FeatureGroup.TIME_OF_DAY, lit("cosine"), cos(dayAngle(STARTED_AT.col()))),
        feature(FeatureGroup.TIME_OF_WEEK, lit("sine"), sin(weekAngle(STARTED_AT.col()))),
        feature(FeatureGroup.TIME_OF_WEEK, lit("cosine"), cos(weekAngle(STARTED_AT.col()))));
  }

  private static Column before() {
    return coalesce(lag(TOUCHPOINT_ID.col(), 1).over(IN_ORDER), lit(TermSpace.BOUNDARY));
  }

  private static Column isLast() {
    return lead(TOUCHPOINT_ID.col(), 1).over(IN_ORDER).isNull();
  }

  private static Column move(Column from, Column to) {
    return concat(from, lit(TermSpace.ARROW), to);
  }

  /** The quarter of the day, UTC: night to 6, morning to 12, afternoon to 18, then evening. */
  static Column hourBand(Column at) {
    return when(hour(at).lt(6), "night")
        .when(hour(at).lt(12), "morning")
        .when(hour(at).lt(18), "afternoon")
        .otherwise("evening");
  }

  /** Saturday and Sunday, UTC, are the weekend. */
  static Column weekPart(Column at) {
    return when(weekday(at).geq(5), "weekend").otherwise("weekday");
  }

  /** The time of day as an angle: nought at midnight UTC, to the minute. */
  static Column dayAngle(Column at) {
    return hour(at).multiply(60).plus(minute(at)).multiply(2 * Math.PI / (24 * 60));
  }

  /** The time of the week as an angle: nought at midnight UTC before Monday, to the hour. */
  static Column weekAngle(Column at) {
    return weekday(at).multiply(24).plus(hour(at)).multiply(2 * Math.PI / (7 * 24));
  }

  private static Column isKnown(Column feature) {
    Column measure = feature.getField(MEASURE.name());
    return measure.isNotNull().and(not(measure.isNaN()));
  }

  private static Column feature(FeatureGroup group, Column value, Column measure) {
    return struct(
        ATTRIBUTE.is(lit(group.attribute())), ATTRIBUTE_VALUE.is(value), MEASURE.is(measure));
  }

  private static Column named(FeatureGroup group, Column value) {
    return struct(
        lit(group.attribute()).as(ATTRIBUTE.name()),
        value.cast(StringType).as(ATTRIBUTE_VALUE.name()));
  }
}
