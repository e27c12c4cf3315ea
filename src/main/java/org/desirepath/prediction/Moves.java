package org.desirepath.prediction;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.log1p;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.percentile;
import static org.apache.spark.sql.functions.rint;
import static org.apache.spark.sql.functions.unix_millis;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.types.DataTypes.DoubleType;
import static org.apache.spark.sql.types.DataTypes.TimestampType;
import static org.apache.spark.sql.types.DataTypes.createArrayType;
import static org.desirepath.table.Deals.OUTCOME;
import static org.desirepath.table.Events.OCCURRED_AT;
import static org.desirepath.table.JourneySteps.GAP_SECONDS;
import static org.desirepath.table.JourneySteps.NEXT_AT;
import static org.desirepath.table.JourneySteps.NEXT_TOUCHPOINT_ID;
import static org.desirepath.table.Journeys.IS_OPEN;
import static org.desirepath.table.Journeys.JOURNEY_ID;
import static org.desirepath.table.Journeys.JOURNEY_LEVEL;
import static org.desirepath.table.Journeys.LAST_TOUCHPOINT_ID;
import static org.desirepath.table.Journeys.OUTCOME_AT;
import static org.desirepath.table.Sessions.ENDED_AT;
import static org.desirepath.table.TouchpointCatalogue.TOUCHPOINT_ID;
import static org.desirepath.table.Transitions.FROM_TOUCHPOINT_ID;
import static org.desirepath.table.Transitions.TO_TOUCHPOINT_ID;
import static org.desirepath.table.Transitions.TRANSITION_COUNT;

import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.desirepath.table.Field;
import org.desirepath.table.JourneyFacts;
import org.desirepath.table.JourneySteps;

/** What followed what in journeys: each touchpoint with the next one or the outcome. */
final class Moves {

  /** Stands before the name of an outcome where a touchpoint could stand. */
  static final String OUTCOME_PREFIX = "outcome:";

  static final Field MOVED_AT =
      Field.required("moved_at", TimestampType, "When the next touchpoint or the outcome came");

  private static final Field GAP_QUANTILES =
      Field.optional(
          "gap_quantiles",
          createArrayType(DoubleType),
          "10th, 50th and 90th percentile of the logarithm of the gap");

  /** Gap steps per unit of the natural logarithm: quantiles are right to about 1.5 %. */
  private static final int GAP_STEPS = 32;

  private Moves() {}

  /**
   * One row per touchpoint of a journey of the level that was followed by something.
   *
   * <p>The last touchpoint of a closed journey is followed by its outcome; that of an open one by
   * nothing, for what will come is not known. No shuffle.
   */
  static Dataset<Row> of(JourneySteps steps, JourneyFacts journeys, String level) {
    Dataset<Row> followed =
        steps
            .rows()
            .filter(JOURNEY_LEVEL.col().equalTo(level).and(NEXT_TOUCHPOINT_ID.col().isNotNull()))
            .select(
                JOURNEY_ID.col(),
                FROM_TOUCHPOINT_ID.is(TOUCHPOINT_ID.col()),
                TO_TOUCHPOINT_ID.is(NEXT_TOUCHPOINT_ID.col()),
                GAP_SECONDS.is(seconds(OCCURRED_AT.col(), NEXT_AT.col())),
                MOVED_AT.is(NEXT_AT.col()));
    Dataset<Row> ends =
        journeys
            .rows()
            .filter(JOURNEY_LEVEL.col().equalTo(level).and(not(IS_OPEN.col())))
            .select(
                JOURNEY_ID.col(),
                FROM_TOUCHPOINT_ID.is(LAST_TOUCHPOINT_ID.col()),
                TO_TOUCHPOINT_ID.is(concat(lit(OUTCOME_PREFIX), OUTCOME.col())),
                GAP_SECONDS.is(seconds(ENDED_AT.col(), OUTCOME_AT.col())),
                MOVED_AT.is(coalesce(OUTCOME_AT.col(), ENDED_AT.col())));
    return followed.unionByName(ends);
  }

  private static Column seconds(Column from, Column to) {
    return unix_millis(to).minus(unix_millis(from)).divide(1000.0);
  }

  /**
   * Counts and gaps per pair, per touchpoint left and over all, in one aggregate; no more rows than
   * pairs of touchpoints, so they may meet on the driver.
   */
  static MoveCounts counts(Dataset<Row> moves) {
    // Few different values, however many the moves: quantiles stay exact and their buffers small.
    Column logarithm =
        when(
            GAP_SECONDS.col().isNotNull(),
            rint(log1p(greatest(GAP_SECONDS.col(), lit(0.0))).multiply(GAP_STEPS)));
    MoveCounts counts = new MoveCounts();
    moves
        .rollup(FROM_TOUCHPOINT_ID.col(), TO_TOUCHPOINT_ID.col())
        .agg(
            TRANSITION_COUNT.is(count(lit(1))),
            GAP_QUANTILES.is(
                percentile(logarithm.divide(GAP_STEPS), array(lit(0.1), lit(0.5), lit(0.9)))))
        .collectAsList()
        .forEach(
            row ->
                counts.add(
                    row.getString(0),
                    row.getString(1),
                    row.getLong(2),
                    row.isNullAt(3) ? null : gap(row.getList(3))));
    return counts;
  }

  private static MoveCounts.Gap gap(List<Double> logarithms) {
    return new MoveCounts.Gap(
        StrictMath.expm1(logarithms.get(0)),
        StrictMath.expm1(logarithms.get(1)),
        StrictMath.expm1(logarithms.get(2)));
  }
}
