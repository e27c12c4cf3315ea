package org.desirepath.path;

import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.flatten;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.types.DataTypes.LongType;
import static org.apache.spark.sql.types.DataTypes.createArrayType;
import static org.desirepath.table.Journeys.JOURNEY_LEVEL;
import static org.desirepath.table.Paths.JOURNEY_COUNT;
import static org.desirepath.table.Paths.SCOPE;
import static org.desirepath.table.Paths.SCOPE_VALUE;
import static org.desirepath.table.Transitions.FROM_TOUCHPOINT_ID;
import static org.desirepath.table.Transitions.MEDIAN_GAP_SECONDS;
import static org.desirepath.table.Transitions.P90_GAP_SECONDS;
import static org.desirepath.table.Transitions.PROBABILITY;
import static org.desirepath.table.Transitions.TO_TOUCHPOINT_ID;
import static org.desirepath.table.Transitions.TRANSITION_COUNT;

import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.types.StructType;
import org.desirepath.table.Contract;
import org.desirepath.table.Field;
import org.desirepath.table.JourneyFacts;
import org.desirepath.table.JourneySteps;
import org.desirepath.table.Transitions;

/** Counts how often one touchpoint follows another. */
public final class CountTransitions {

  static final Field GAPS =
      Field.required("gaps", createArrayType(LongType, false), "As GapCounts encodes them");

  private static final List<Field> KEY =
      List.of(JOURNEY_LEVEL, SCOPE, SCOPE_VALUE, FROM_TOUCHPOINT_ID, TO_TOUCHPOINT_ID);

  private static final StructType COUNTED =
      new Contract(
              "counted_transition",
              "one row per task, level, scope value and pair",
              List.of(),
              List.of(
                  JOURNEY_LEVEL,
                  SCOPE,
                  SCOPE_VALUE,
                  FROM_TOUCHPOINT_ID,
                  TO_TOUCHPOINT_ID,
                  TRANSITION_COUNT,
                  JOURNEY_COUNT,
                  GAPS))
          .schema();
  private static final StructType MEASURED =
      new Contract(
              "measured_transition",
              "one row per level, scope value and pair",
              KEY,
              List.of(
                  JOURNEY_LEVEL,
                  SCOPE,
                  SCOPE_VALUE,
                  FROM_TOUCHPOINT_ID,
                  TO_TOUCHPOINT_ID,
                  TRANSITION_COUNT,
                  JOURNEY_COUNT,
                  MEDIAN_GAP_SECONDS,
                  P90_GAP_SECONDS))
          .schema();

  private CountTransitions() {}

  /**
   * Follows every journey from {@code start} through its touchpoints, repeats included, to its
   * outcome, or to {@code open} where none has come.
   *
   * <p>So each touchpoint is entered as often as it is left, and {@code start} is left once a
   * journey. The median and the 90th percentile are taken of gaps rounded to three significant
   * digits (an error of 0.5 % at most), which makes them the same whatever the order of the rows.
   * An outcome dated before the last touchpoint counts as following it at once.
   *
   * <p>One shuffle grows with the steps: by journey. Tasks add up what they read, so that the two
   * that follow, by pair and by the touchpoint left, carry one row for each task, scope value and
   * pair.
   */
  public static Transitions from(JourneySteps steps, JourneyFacts journeys) {
    MapPartitionsFunction<Row, Row> count = CountTransitions::count;
    MapFunction<Row, Row> measure = CountTransitions::measure;
    Column leaving =
        sum(TRANSITION_COUNT.col())
            .over(
                Window.partitionBy(
                    JOURNEY_LEVEL.col(), SCOPE.col(), SCOPE_VALUE.col(), FROM_TOUCHPOINT_ID.col()));
    Dataset<Row> measured =
        JourneyReader.sorted(steps, journeys.rows(), JourneyScope.OF_JOURNEYS)
            .mapPartitions(count, Encoders.row(COUNTED))
            .groupBy(KEY.stream().map(Field::col).toArray(Column[]::new))
            .agg(
                TRANSITION_COUNT.is(sum(TRANSITION_COUNT.col())),
                JOURNEY_COUNT.is(sum(JOURNEY_COUNT.col())),
                flatten(collect_list(GAPS.col())).as(GAPS.name()))
            .map(measure, Encoders.row(MEASURED));
    return new Transitions(
        measured.withColumn(
            PROBABILITY.name(), PROBABILITY.is(TRANSITION_COUNT.col().divide(leaving))));
  }

  private static Iterator<Row> count(Iterator<Row> sorted) {
    TransitionCounter counter = new TransitionCounter();
    new JourneyReader(sorted).forEachRemaining(counter::count);
    return counter.rows().iterator();
  }

  /** Puts the gaps of all tasks together. */
  private static Row measure(Row counted) {
    GapCounts gaps = new GapCounts();
    counted.<Long>getList(7).forEach(gaps::addEntry);
    return RowFactory.create(
        counted.get(0),
        counted.get(1),
        counted.get(2),
        counted.get(3),
        counted.get(4),
        counted.get(5),
        counted.get(6),
        gaps.percentileSeconds(0.5),
        gaps.percentileSeconds(0.9));
  }
}
