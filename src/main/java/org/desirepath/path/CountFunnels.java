package org.desirepath.path;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.first_value;
import static org.apache.spark.sql.functions.flatten;
import static org.apache.spark.sql.functions.lag;
import static org.apache.spark.sql.functions.lead;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;
import static org.desirepath.path.CountTransitions.GAPS;
import static org.desirepath.path.MinePaths.ratio;
import static org.desirepath.table.Funnels.DROP_OFF_COUNT;
import static org.desirepath.table.Funnels.FUNNEL_NAME;
import static org.desirepath.table.Funnels.FUNNEL_TITLE;
import static org.desirepath.table.Funnels.JOURNEY_COUNT;
import static org.desirepath.table.Funnels.MEDIAN_SECONDS_FROM_PREVIOUS;
import static org.desirepath.table.Funnels.P90_SECONDS_FROM_PREVIOUS;
import static org.desirepath.table.Funnels.SHARE_OF_PREVIOUS;
import static org.desirepath.table.Funnels.SHARE_OF_START;
import static org.desirepath.table.Funnels.STEP_COUNT;
import static org.desirepath.table.Funnels.STEP_NAME;
import static org.desirepath.table.Funnels.STEP_NUMBER;
import static org.desirepath.table.Funnels.WON_COUNT;
import static org.desirepath.table.Journeys.JOURNEY_LEVEL;
import static org.desirepath.table.Paths.OUTCOME_COUNT;
import static org.desirepath.table.Paths.SCOPE;
import static org.desirepath.table.Paths.SCOPE_VALUE;
import static org.desirepath.table.StepMatrix.SCOPE_JOURNEY_COUNT;
import static org.desirepath.table.TouchpointCatalogue.TOUCHPOINT_ID;

import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructType;
import org.desirepath.settings.FunnelSettings;
import org.desirepath.table.Contract;
import org.desirepath.table.Field;
import org.desirepath.table.Funnels;
import org.desirepath.table.JourneyFacts;
import org.desirepath.table.JourneySteps;

/** Counts how far journeys come in the configured funnels. */
public final class CountFunnels {

  private static final List<Field> KEY =
      List.of(
          FUNNEL_NAME,
          FUNNEL_TITLE,
          JOURNEY_LEVEL,
          SCOPE,
          SCOPE_VALUE,
          STEP_NUMBER,
          STEP_NAME,
          STEP_COUNT);
  private static final List<Field> COUNTS =
      List.of(SCOPE_JOURNEY_COUNT, JOURNEY_COUNT, OUTCOME_COUNT, WON_COUNT);

  private static final StructType COUNTED =
      columns("counted_funnel", "one row per task, funnel, scope value and step", GAPS);
  private static final StructType MEASURED =
      columns(
          "measured_funnel",
          "one row per funnel, scope value and step",
          MEDIAN_SECONDS_FROM_PREVIOUS,
          P90_SECONDS_FROM_PREVIOUS);

  private CountFunnels() {}

  /**
   * For each funnel, scope and step, the journeys that came at least this far in their best
   * attempt, as {@link FunnelMatcher} finds it, and how long they took from the step before.
   *
   * <p>Steps see journeys with all their repeats. With single touchpoints, no window and anything
   * between, journeys that came to a step are those that hold the gapped path up to it. Outcomes
   * are censored as there: those of open and dormant journeys are not known. Times are rounded as
   * {@link CountTransitions} does, so they are the same whatever the order of the rows.
   *
   * <p>One shuffle grows with the steps: by journey, of the levels and touchpoints that funnels
   * name; of all touchpoints where one is strict. Tasks add up what they read, so that the two that
   * follow, by step and by scope value, carry one row for each task, funnel, scope value and step.
   */
  public static Funnels from(
      JourneySteps steps, JourneyFacts journeys, List<FunnelSettings> settings) {
    List<Funnel> funnels = settings.stream().map(Funnel::of).toList();
    MapPartitionsFunction<Row, Row> count = sorted -> count(sorted, funnels);
    MapFunction<Row, Row> measure = CountFunnels::measure;
    Column ofLevels =
        JOURNEY_LEVEL.col().isInCollection(funnels.stream().map(Funnel::level).distinct().toList());
    Dataset<Row> counted =
        JourneyReader.sorted(
                new JourneySteps(steps.rows().filter(ofLevels.and(areLookedAt(funnels)))),
                journeys.rows().filter(ofLevels),
                JourneyScope.OF_JOURNEYS)
            .mapPartitions(count, Encoders.row(COUNTED))
            .groupBy(KEY.stream().map(Field::col).toArray(Column[]::new))
            .agg(
                flatten(collect_list(GAPS.col())).as(GAPS.name()),
                COUNTS.stream().map(field -> field.is(sum(field.col()))).toArray(Column[]::new))
            .select(names(COUNTED));
    return new Funnels(compared(counted.map(measure, Encoders.row(MEASURED))));
  }

  /** Each step beside the first, the one before and the one after. */
  private static Dataset<Row> compared(Dataset<Row> measured) {
    Column came = JOURNEY_COUNT.col();
    WindowSpec steps =
        Window.partitionBy(FUNNEL_NAME.col(), JOURNEY_LEVEL.col(), SCOPE.col(), SCOPE_VALUE.col())
            .orderBy(STEP_NUMBER.col());
    return measured
        .withColumn(
            SHARE_OF_START.name(), SHARE_OF_START.is(ratio(came, first_value(came).over(steps))))
        .withColumn(
            SHARE_OF_PREVIOUS.name(), SHARE_OF_PREVIOUS.is(ratio(came, lag(came, 1).over(steps))))
        .withColumn(
            DROP_OFF_COUNT.name(),
            DROP_OFF_COUNT.is(coalesce(came.minus(lead(came, 1).over(steps)), lit(0))));
  }

  private static Column areLookedAt(List<Funnel> funnels) {
    return funnels.stream().anyMatch(Funnel::isStrict)
        ? lit(true)
        : TOUCHPOINT_ID
            .col()
            .isInCollection(
                funnels.stream()
                    .flatMap(funnel -> funnel.made().keySet().stream())
                    .distinct()
                    .sorted()
                    .toList());
  }

  private static Iterator<Row> count(Iterator<Row> sorted, List<Funnel> funnels) {
    FunnelCounter counter = new FunnelCounter(funnels);
    new JourneyReader(sorted).forEachRemaining(counter::count);
    return counter.rows().iterator();
  }

  /** Puts the times of all tasks together. */
  private static Row measure(Row counted) {
    int place = KEY.size() + COUNTS.size();
    GapCounts gaps = new GapCounts();
    counted.<Long>getList(place).forEach(gaps::addEntry);
    Object[] values = new Object[MEASURED.size()];
    for (int i = 0; i < place; i++) {
      values[i] = counted.get(i);
    }
    values[place] = gaps.percentileSeconds(0.5);
    values[place + 1] = gaps.percentileSeconds(0.9);
    return RowFactory.create(values);
  }

  private static StructType columns(String name, String grain, Field... further) {
    return new Contract(
            name,
            grain,
            List.of(),
            Stream.of(KEY, COUNTS, List.of(further)).flatMap(List::stream).toList())
        .schema();
  }

  private static Column[] names(StructType columns) {
    return Stream.of(columns.fieldNames()).map(functions::col).toArray(Column[]::new);
  }
}
