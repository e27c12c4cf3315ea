package org.desirepath.path;

import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;
import static org.desirepath.table.JourneySteps.STEP_NUMBER;
import static org.desirepath.table.Journeys.JOURNEY_LEVEL;
import static org.desirepath.table.Paths.SCOPE;
import static org.desirepath.table.Paths.SCOPE_VALUE;
import static org.desirepath.table.StepMatrix.JOURNEY_COUNT;
import static org.desirepath.table.StepMatrix.SCOPE_JOURNEY_COUNT;
import static org.desirepath.table.StepMatrix.SHARE;
import static org.desirepath.table.StepMatrix.TOUCHPOINT_ID;
import static org.desirepath.table.TouchpointCatalogue.ENDED;
import static org.desirepath.table.TouchpointCatalogue.OTHER;
import static org.desirepath.table.TouchpointCatalogue.START;

import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;
import org.apache.spark.sql.types.StructType;
import org.desirepath.settings.PathSettings;
import org.desirepath.table.Contract;
import org.desirepath.table.Field;
import org.desirepath.table.JourneyFacts;
import org.desirepath.table.JourneySteps;
import org.desirepath.table.StepMatrix;

/** Counts what journeys come to at each of their first steps. */
public final class CountSteps {

  private static final List<Field> KEY =
      List.of(JOURNEY_LEVEL, SCOPE, SCOPE_VALUE, STEP_NUMBER, TOUCHPOINT_ID);

  private static final StructType COUNTED =
      new Contract(
              "counted_step",
              "one row per task, level, scope value, step and touchpoint",
              List.of(),
              List.of(JOURNEY_LEVEL, SCOPE, SCOPE_VALUE, STEP_NUMBER, TOUCHPOINT_ID, JOURNEY_COUNT))
          .schema();

  private CountSteps() {}

  /**
   * The step matrix: for each of the first {@code max-steps} steps, the share of the journeys that
   * come to each touchpoint there, as retentioneering draws it.
   *
   * <p>Steps count repeats, as {@link CountTransitions} does, so that the first step holds what
   * leaves {@code start} there. A journey without so many touchpoints is {@code ended} at a step,
   * whether an outcome has come or it is still open; so every journey counts once at every step. Of
   * a step's touchpoints the {@code max-touchpoints-per-step} that most journeys come to are told,
   * by id where as many do, and the rest together as {@code other}.
   *
   * <p>One shuffle grows with the journeys: of their first steps, by journey; it is a pass of its
   * own, as it carries only those. Tasks add up what they read, so that the two that follow, by
   * touchpoint and by scope value, carry one row for each task, scope value, step and touchpoint.
   */
  public static StepMatrix from(JourneySteps steps, JourneyFacts journeys, PathSettings settings) {
    int maxSteps = settings.maxSteps();
    MapPartitionsFunction<Row, Row> count = sorted -> count(sorted, maxSteps);
    Column[] key = KEY.stream().map(Field::col).toArray(Column[]::new);
    JourneySteps first = new JourneySteps(steps.rows().filter(STEP_NUMBER.col().leq(maxSteps)));
    Dataset<Row> counted =
        JourneyReader.sorted(first, journeys.rows(), JourneyScope.OF_JOURNEYS)
            .mapPartitions(count, Encoders.row(COUNTED))
            .groupBy(key)
            .agg(JOURNEY_COUNT.is(sum(JOURNEY_COUNT.col())));
    WindowSpec ofScope = Window.partitionBy(JOURNEY_LEVEL.col(), SCOPE.col(), SCOPE_VALUE.col());
    Column started = when(TOUCHPOINT_ID.col().equalTo(START), JOURNEY_COUNT.col());
    return new StepMatrix(
        counted
            .withColumn(
                SCOPE_JOURNEY_COUNT.name(), SCOPE_JOURNEY_COUNT.is(sum(started).over(ofScope)))
            .filter(TOUCHPOINT_ID.col().notEqual(START))
            .withColumn(TOUCHPOINT_ID.name(), told(settings.maxTouchpointsPerStep()))
            .groupBy(
                JOURNEY_LEVEL.col(),
                SCOPE.col(),
                SCOPE_VALUE.col(),
                STEP_NUMBER.col(),
                TOUCHPOINT_ID.col(),
                SCOPE_JOURNEY_COUNT.col())
            .agg(JOURNEY_COUNT.is(sum(JOURNEY_COUNT.col())))
            .withColumn(
                SHARE.name(), SHARE.is(JOURNEY_COUNT.col().divide(SCOPE_JOURNEY_COUNT.col()))));
  }

  private static Iterator<Row> count(Iterator<Row> sorted, int maxSteps) {
    StepCounter counter = new StepCounter(maxSteps);
    new JourneyReader(sorted).forEachRemaining(counter::count);
    return counter.rows().iterator();
  }

  /** The touchpoint if it is among so many of its step, or other. */
  private static Column told(int maxTouchpoints) {
    Column isEnded = TOUCHPOINT_ID.col().equalTo(ENDED);
    Column rank =
        row_number()
            .over(
                Window.partitionBy(
                        JOURNEY_LEVEL.col(), SCOPE.col(), SCOPE_VALUE.col(), STEP_NUMBER.col())
                    .orderBy(isEnded, JOURNEY_COUNT.col().desc(), TOUCHPOINT_ID.col()));
    return when(isEnded.or(rank.leq(maxTouchpoints)), TOUCHPOINT_ID.col()).otherwise(OTHER);
  }
}
