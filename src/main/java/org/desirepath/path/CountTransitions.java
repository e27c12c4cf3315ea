package org.desirepath.path;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.inline;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.percentile;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.types.DataTypes.LongType;
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

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.desirepath.table.Field;
import org.desirepath.table.JourneyFacts;
import org.desirepath.table.JourneySteps;
import org.desirepath.table.Transitions;

/** Counts how often one touchpoint follows another. */
public final class CountTransitions {

  private static final String START = "start";
  private static final String OPEN = "open";
  private static final String OUTCOME_PREFIX = "outcome:";

  private static final Field MEMBERSHIPS =
      Field.required("memberships", JourneyScope.MEMBERSHIPS_TYPE, "Scopes and values");
  private static final Field GAP =
      Field.optional("gap", LongType, "Time between the two in ms, three significant digits");
  private static final Field GAPS =
      Field.optional(
          "gaps", DataTypes.createArrayType(DataTypes.DoubleType), "Median and 90th percentile");

  private static final StructType OF_ONE_JOURNEY =
      new StructType()
          .add(JOURNEY_LEVEL.name(), JOURNEY_LEVEL.type())
          .add(MEMBERSHIPS.name(), MEMBERSHIPS.type())
          .add(FROM_TOUCHPOINT_ID.name(), FROM_TOUCHPOINT_ID.type())
          .add(TO_TOUCHPOINT_ID.name(), TO_TOUCHPOINT_ID.type())
          .add(GAP.name(), GAP.type())
          .add(TRANSITION_COUNT.name(), TRANSITION_COUNT.type())
          .add(JOURNEY_COUNT.name(), JOURNEY_COUNT.type());

  private CountTransitions() {}

  /**
   * Follows every journey from {@code start} through its touchpoints, repeats included, to its
   * outcome, or to {@code open} where none has come.
   *
   * <p>So each touchpoint is entered as often as it is left, and {@code start} is left once a
   * journey. Gaps are rounded to three significant digits before their median and 90th percentile
   * are taken: this bounds what is kept (900 values for each power of ten of milliseconds), errs by
   * 0.5 % at most, and gives the same figures whatever the order of the rows. An outcome dated
   * before the last touchpoint counts as following it at once.
   *
   * <p>Four shuffles: the steps by journey, then counts by scope, pair and gap, by scope and pair,
   * and by scope and the touchpoint left; the last three do not grow with the number of journeys.
   */
  public static Transitions from(JourneySteps steps, JourneyFacts journeys) {
    MapPartitionsFunction<Row, Row> follow =
        rows -> JourneyReader.flatMap(rows, CountTransitions::follow);
    Dataset<Row> counted =
        JourneyReader.sorted(steps, journeys.rows(), JourneyScope.OF_JOURNEYS)
            .mapPartitions(follow, Encoders.row(OF_ONE_JOURNEY))
            .select(col("*"), inline(MEMBERSHIPS.col()))
            .groupBy(
                JOURNEY_LEVEL.col(),
                SCOPE.col(),
                SCOPE_VALUE.col(),
                FROM_TOUCHPOINT_ID.col(),
                TO_TOUCHPOINT_ID.col(),
                GAP.col())
            .agg(
                TRANSITION_COUNT.is(sum(TRANSITION_COUNT.col())),
                JOURNEY_COUNT.is(sum(JOURNEY_COUNT.col())))
            .groupBy(
                JOURNEY_LEVEL.col(),
                SCOPE.col(),
                SCOPE_VALUE.col(),
                FROM_TOUCHPOINT_ID.col(),
                TO_TOUCHPOINT_ID.col())
            .agg(
                TRANSITION_COUNT.is(sum(TRANSITION_COUNT.col())),
                JOURNEY_COUNT.is(sum(JOURNEY_COUNT.col())),
                GAPS.is(percentile(GAP.col(), array(lit(0.5), lit(0.9)), TRANSITION_COUNT.col())));
    Column leaving =
        sum(TRANSITION_COUNT.col())
            .over(
                Window.partitionBy(
                    JOURNEY_LEVEL.col(), SCOPE.col(), SCOPE_VALUE.col(), FROM_TOUCHPOINT_ID.col()));
    return new Transitions(
        counted.select(
            JOURNEY_LEVEL.col(),
            SCOPE.col(),
            SCOPE_VALUE.col(),
            FROM_TOUCHPOINT_ID.col(),
            TO_TOUCHPOINT_ID.col(),
            TRANSITION_COUNT.col(),
            JOURNEY_COUNT.col(),
            PROBABILITY.is(TRANSITION_COUNT.col().divide(leaving)),
            MEDIAN_GAP_SECONDS.is(GAPS.col().getItem(0).divide(1000)),
            P90_GAP_SECONDS.is(GAPS.col().getItem(1).divide(1000))));
  }

  /**
   * The transitions of one journey, one row for each pair of touchpoints and rounded gap; the
   * journey is counted in the first row of its pair.
   */
  private static List<Row> follow(Journey journey) {
    Map<Pair, Map<Long, Long>> pairs = new HashMap<>();
    String from = START;
    for (int i = 0; i < journey.length(); i++) {
      Long gap = i == 0 ? null : roundedGap(journey.at(i - 1), journey.at(i));
      pairs
          .computeIfAbsent(new Pair(from, journey.touchpoint(i)), any -> new HashMap<>())
          .merge(gap, 1L, Long::sum);
      from = journey.touchpoint(i);
    }
    Long lastGap =
        journey.outcomeAt() == null || journey.length() == 0
            ? null
            : roundedGap(journey.at(journey.length() - 1), journey.outcomeAt());
    pairs
        .computeIfAbsent(new Pair(from, end(journey.outcome())), any -> new HashMap<>())
        .merge(lastGap, 1L, Long::sum);

    Object[] memberships = journey.memberships().toArray();
    List<Row> rows = new ArrayList<>();
    pairs.forEach(
        (pair, gaps) -> {
          long journeys = 1;
          for (Map.Entry<Long, Long> gap : gaps.entrySet()) {
            rows.add(
                RowFactory.create(
                    journey.level(),
                    memberships,
                    pair.from(),
                    pair.to(),
                    gap.getKey(),
                    gap.getValue(),
                    journeys));
            journeys = 0;
          }
        });
    return rows;
  }

  private static String end(String outcome) {
    return outcome.equals(OPEN) ? OPEN : OUTCOME_PREFIX + outcome;
  }

  /** The time from one moment to another in three significant digits, halves upwards. */
  static long roundedGap(long from, long to) {
    long gap = Math.max(0, to - from);
    long unit = 1;
    while (gap / unit >= 1000) {
      unit *= 10;
    }
    return (gap + unit / 2) / unit * unit;
  }

  private record Pair(String from, String to) {}
}
