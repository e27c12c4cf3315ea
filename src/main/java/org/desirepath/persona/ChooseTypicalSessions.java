package org.desirepath.persona;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.filter;
import static org.apache.spark.sql.functions.get;
import static org.apache.spark.sql.functions.log;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.slice;
import static org.apache.spark.sql.functions.sort_array;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.transform;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.types.DataTypes.LongType;
import static org.apache.spark.sql.types.DataTypes.StringType;
import static org.apache.spark.sql.types.DataTypes.createArrayType;
import static org.apache.spark.sql.types.DataTypes.createDecimalType;
import static org.desirepath.table.PersonaProfiles.ATTRIBUTE;
import static org.desirepath.table.PersonaProfiles.ATTRIBUTE_VALUE;
import static org.desirepath.table.Personas.PERSONA_ID;
import static org.desirepath.table.Personas.TYPICAL_SESSION;
import static org.desirepath.table.SessionFeatures.FEATURES;
import static org.desirepath.table.SessionFeatures.MEASURE;
import static org.desirepath.table.SessionTouchpoints.SESSION_ID;
import static org.desirepath.table.SessionTouchpoints.SESSION_POSITION;
import static org.desirepath.table.Sessions.TOUCHPOINT_COUNT;
import static org.desirepath.table.TouchpointCatalogue.TOUCHPOINT_ID;
import static org.desirepath.table.TouchpointCatalogue.TOUCHPOINT_NAME;

import java.util.Arrays;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.desirepath.table.Field;
import org.desirepath.table.PersonaAssignments;
import org.desirepath.table.SessionFeatures;
import org.desirepath.table.SessionTouchpoints;
import org.desirepath.table.TouchpointCatalogue;
import org.desirepath.table.TypicalSessions;

/** Chooses the session that shows best what sessions of a persona are like. */
public final class ChooseTypicalSessions {

  private static final int MOST_STEPS = 12;
  private static final String FEATURE = "feature";
  private static final String BEST = "best";

  private static final Field MEDIAN =
      Field.required("median", LongType, "The lower median of the persona's touchpoint counts");
  private static final Field TIMES =
      Field.required("times", LongType, "How often the move is made");
  private static final Field RARITY =
      Field.required(
          "rarity",
          createDecimalType(28, 9),
          "Minus the logarithm of the move's share of the persona's moves; of a session, their sum");
  private static final Field STEPS =
      Field.required("steps", createArrayType(StringType), "Names of touchpoints, in order");

  private ChooseTypicalSessions() {}

  /**
   * One row per persona that any longer session has, {@code unknown} apart: of its sessions with as
   * many touchpoints as the median one (the lower one of two) of those of {@code minTouchpoints} or
   * more, the one whose moves are the likeliest by the persona's own shares of moves, on average
   * per move; of equally likely ones the first by its text. It shows names of touchpoints, nothing
   * of the person.
   *
   * <p>All that is compared is whole or decimal, so nothing depends on the order of rows. Sessions
   * meet their personas four times, twice without their features; touchpoints are shuffled by
   * session.
   */
  public static TypicalSessions from(
      SessionFeatures features,
      PersonaAssignments assignments,
      SessionTouchpoints touchpoints,
      TouchpointCatalogue catalogue,
      int minTouchpoints) {
    Dataset<Row> sessions =
        features
            .rows()
            .join(assignments.rows(), SESSION_ID.name())
            .filter(PERSONA_ID.col().notEqual(PersonaModel.UNKNOWN))
            .filter(TOUCHPOINT_COUNT.col().geq(minTouchpoints));
    Dataset<Row> median =
        sessions.join(broadcast(medians(sessions)), PERSONA_ID.name()).filter(isMedian());
    // As all of a persona have as many moves, their sum compares them as their mean does.
    Dataset<Row> rarities =
        moves(median)
            .join(rarities(moves(sessions)), names(PERSONA_ID, ATTRIBUTE_VALUE))
            .groupBy(PERSONA_ID.col(), SESSION_ID.col())
            .agg(RARITY.is(sum(RARITY.col().multiply(TIMES.col()))));
    return new TypicalSessions(
        rarities
            .join(texts(touchpoints, median.select(SESSION_ID.col()), catalogue), SESSION_ID.name())
            .groupBy(PERSONA_ID.col())
            .agg(min(struct(RARITY.col(), TYPICAL_SESSION.col())).as(BEST))
            .select(PERSONA_ID.col(), TYPICAL_SESSION.of(BEST)));
  }

  private static Dataset<Row> medians(Dataset<Row> sessions) {
    String median = "percentile_disc(0.5) WITHIN GROUP (ORDER BY %s)";
    return sessions
        .groupBy(PERSONA_ID.col())
        .agg(MEDIAN.is(expr(median.formatted(TOUCHPOINT_COUNT.name()))));
  }

  private static Column isMedian() {
    return TOUCHPOINT_COUNT.col().equalTo(MEDIAN.col());
  }

  private static Dataset<Row> moves(Dataset<Row> sessions) {
    return sessions
        .select(PERSONA_ID.col(), SESSION_ID.col(), explode(FEATURES.col()).as(FEATURE))
        .filter(ATTRIBUTE.of(FEATURE).equalTo(FeatureGroup.MOVE.attribute()))
        .select(
            PERSONA_ID.col(),
            SESSION_ID.col(),
            ATTRIBUTE_VALUE.of(FEATURE),
            TIMES.is(MEASURE.of(FEATURE)));
  }

  private static Dataset<Row> rarities(Dataset<Row> moves) {
    Column all = sum(TIMES.col()).over(Window.partitionBy(PERSONA_ID.col()));
    return moves
        .groupBy(PERSONA_ID.col(), ATTRIBUTE_VALUE.col())
        .agg(TIMES.is(sum(TIMES.col())))
        .select(PERSONA_ID.col(), ATTRIBUTE_VALUE.col(), RARITY.is(log(all.divide(TIMES.col()))));
  }

  /** The texts of these sessions. */
  private static Dataset<Row> texts(
      SessionTouchpoints touchpoints, Dataset<Row> sessions, TouchpointCatalogue catalogue) {
    Dataset<Row> names = catalogue.rows().select(TOUCHPOINT_ID.col(), TOUCHPOINT_NAME.col());
    Column name = coalesce(TOUCHPOINT_NAME.col(), TOUCHPOINT_ID.col()).as(TOUCHPOINT_NAME.name());
    return touchpoints
        .rows()
        .select(SESSION_ID.col(), SESSION_POSITION.col(), TOUCHPOINT_ID.col())
        .join(sessions, names(SESSION_ID), "left_semi")
        .join(names, names(TOUCHPOINT_ID), "left")
        .groupBy(SESSION_ID.col())
        .agg(
            transform(
                    sort_array(collect_list(struct(SESSION_POSITION.col(), name))),
                    step -> step.getField(TOUCHPOINT_NAME.name()))
                .as(STEPS.name()))
        .select(SESSION_ID.col(), TYPICAL_SESSION.is(text(STEPS.col())));
  }

  /** The steps with arrows between them, repeats told once, at most twelve of them. */
  static Column text(Column steps) {
    Column different =
        filter(steps, (step, place) -> not(step.eqNullSafe(get(steps, place.minus(1)))));
    return concat(
        concat_ws(TermSpace.ARROW, slice(different, 1, MOST_STEPS)),
        when(size(different).gt(MOST_STEPS), TermSpace.ARROW + "…").otherwise(""));
  }

  private static String[] names(Field... fields) {
    return Arrays.stream(fields).map(Field::name).toArray(String[]::new);
  }
}
