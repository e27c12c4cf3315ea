package org.desirepath.check;

import static org.apache.spark.sql.functions.abs;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.format_string;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.types.DataTypes.DoubleType;
import static org.apache.spark.sql.types.DataTypes.LongType;
import static org.apache.spark.sql.types.DataTypes.StringType;

import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.desirepath.table.Field;
import org.desirepath.table.Journeys;
import org.desirepath.table.NextTouchpoints;
import org.desirepath.table.Paths;
import org.desirepath.table.Transitions;

/** The probabilities of one group sum to 1. One shuffle, by group. */
final class SumLaws {

  /** For each probability of a group, its sum may be off by this. */
  static final double TOLERANCE = 1e-9;

  private static final Field GROUP = Field.required("group", StringType, "Law and group");
  private static final Field TOTAL = Field.required("total", DoubleType, "Sum of the group");
  private static final Field SIZE = Field.required("size", LongType, "Probabilities in the group");

  private static final Law TRANSITIONS =
      Law.strict(
          "agg_transition.probability sums to 1 over what follows a touchpoint", "groups do not");
  private static final Law NEXT =
      Law.strict(
          "fact_next_touchpoint.probability sums to 1 over what may follow in a journey",
          "journeys do not");

  private SumLaws() {}

  static List<Law> laws() {
    return List.of(TRANSITIONS, NEXT);
  }

  static List<Dataset<Row>> measures(PublishedRows tables) {
    Dataset<Row> probabilities =
        probabilities(
                tables.of(Transitions.CONTRACT),
                TRANSITIONS,
                concat_ws(
                    "|",
                    Journeys.JOURNEY_LEVEL.col(),
                    Paths.SCOPE.col(),
                    Paths.SCOPE_VALUE.col(),
                    Transitions.FROM_TOUCHPOINT_ID.col()))
            .unionAll(
                probabilities(
                    tables.of(NextTouchpoints.CONTRACT), NEXT, Journeys.JOURNEY_ID.col()));
    return List.of(
        probabilities
            .groupBy(Law.NAME.col(), GROUP.col())
            .agg(TOTAL.is(sum(TOTAL.col())), SIZE.is(count(lit(1))))
            .groupBy(Law.NAME.col())
            .agg(
                Law.BROKEN.is(Law.number(isOff(TOTAL.col(), SIZE.col()))),
                Law.ALL.is(count(lit(1))),
                Law.EXAMPLE.is(
                    min(
                        when(
                            isOff(TOTAL.col(), SIZE.col()),
                            format_string("%s with %.12f", GROUP.col(), TOTAL.col()))))));
  }

  /** Whether a sum of so many probabilities is further from 1 than rounding explains. */
  static Column isOff(Column total, Column size) {
    return abs(total.minus(1)).gt(size.multiply(TOLERANCE)).or(total.isNaN());
  }

  private static Dataset<Row> probabilities(Dataset<Row> rows, Law law, Column group) {
    return rows.select(
        Law.NAME.is(lit(law.name())), GROUP.is(group), TOTAL.is(Transitions.PROBABILITY.col()));
  }
}
