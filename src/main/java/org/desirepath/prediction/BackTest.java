package org.desirepath.prediction;

import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.date_trunc;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.pmod;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.timestamp_millis;
import static org.apache.spark.sql.functions.unix_millis;
import static org.apache.spark.sql.functions.xxhash64;
import static org.apache.spark.sql.types.DataTypes.IntegerType;
import static org.apache.spark.sql.types.DataTypes.LongType;
import static org.apache.spark.sql.types.DataTypes.StringType;
import static org.desirepath.table.Journeys.JOURNEY_ID;
import static org.desirepath.table.Journeys.JOURNEY_LEVEL;
import static org.desirepath.table.ModelScores.CANDIDATE;
import static org.desirepath.table.Sessions.STARTED_AT;
import static org.desirepath.table.Transitions.FROM_TOUCHPOINT_ID;
import static org.desirepath.table.Transitions.TO_TOUCHPOINT_ID;
import static org.desirepath.table.Transitions.TRANSITION_COUNT;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.desirepath.settings.PredictionSettings;
import org.desirepath.table.Field;
import org.desirepath.table.JourneyFacts;
import org.desirepath.table.JourneySteps;
import org.desirepath.table.ModelScores;

/** Measures how well candidates would have foretold the latest journeys, and chooses one. */
public final class BackTest {

  static final String MODEL = "next_touchpoint";

  private static final int GROUPS = 30;

  /** Sums are kept in whole millionths, so that they are exact in any order. */
  private static final double UNIT = 1e6;

  private static final Field HOUR_MILLIS =
      Field.required("hour_millis", LongType, "Start of an hour, since 1970");
  private static final Field JOURNEY_COUNT =
      Field.required("journey_count", LongType, "Journeys that start in it");
  private static final Field JOURNEY_GROUP =
      Field.required("journey_group", IntegerType, "One of a few groups of journeys, by hash");
  private static final Field BIN =
      Field.required("bin", IntegerType, "Part of the confidence, from 0");
  private static final List<Field> SUMS =
      Stream.of("cases", "top_1", "top_3", "reciprocal_rank", "log_loss", "brier", "confidence")
          .map(name -> Field.required(name, LongType, "Sum of " + name + ", in millionths"))
          .toList();

  private BackTest() {}

  /**
   * Scores of every candidate on the journeys of a level that start last.
   *
   * <p>Journeys are parted at a full hour: the earliest from which on no more than {@code
   * testShare} of them start, and if that leaves none, the last hour in which any starts. The
   * candidates learn from what happened before that hour, and are asked, after each touchpoint of a
   * later journey, for the next one or the outcome. What an open journey will do is not asked.
   *
   * <p>Measures: {@code top_1}, {@code top_3}, {@code mean_reciprocal_rank} (nought for what was
   * never seen), {@code log_loss} in nats, {@code brier} (0 to 2), {@code
   * expected_calibration_error} of the first rank in ten equal bins; each with a 95 % interval over
   * journeys by the delete-a-group jackknife, where there are ten groups or more. The candidate
   * with the least log-loss is marked as published; {@code most_frequent} stays unless another is
   * better, and where nothing could be measured.
   *
   * <p>Shuffles: moves and journeys by journey where journeys are many, and small aggregates.
   */
  public static ModelScores from(
      JourneySteps steps, JourneyFacts journeys, PredictionSettings settings, String level) {
    Map<NextModel.Candidate, TestSums> results = new EnumMap<>(NextModel.Candidate.class);
    for (NextModel.Candidate candidate : NextModel.Candidate.values()) {
      results.put(candidate, new TestSums());
    }
    Dataset<Row> starts =
        journeys
            .rows()
            .filter(JOURNEY_LEVEL.col().equalTo(level))
            .select(JOURNEY_ID.col(), STARTED_AT.col());
    OptionalLong cut = cut(starts, settings.testShare());
    if (cut.isPresent()) {
      Column at = timestamp_millis(lit(cut.getAsLong()));
      Dataset<Row> moves = Moves.of(steps, journeys, level).join(starts, JOURNEY_ID.name());
      SortedMap<String, SortedMap<String, Long>> learnt =
          Moves.counts(moves.filter(isLearnt(STARTED_AT.col(), Moves.MOVED_AT.col(), at))).pairs();
      if (!learnt.isEmpty()) {
        ask(models(learnt), moves.filter(STARTED_AT.col().geq(at)), results);
      }
    }
    return new ModelScores(
        steps.rows().sparkSession().createDataFrame(rows(results), ModelScores.CONTRACT.schema()));
  }

  /** The moment, in milliseconds since 1970, from which on journeys are kept aside. */
  private static OptionalLong cut(Dataset<Row> starts, double testShare) {
    SortedMap<Long, Long> byHour = new TreeMap<>();
    // One row per hour of the window of data, however many the journeys.
    starts
        .groupBy(HOUR_MILLIS.is(unix_millis(date_trunc("hour", STARTED_AT.col()))))
        .agg(JOURNEY_COUNT.is(count(lit(1))))
        .collectAsList()
        .forEach(row -> byHour.put(row.getLong(0), row.getLong(1)));
    return cut(byHour, testShare);
  }

  /** As above, from the number of journeys that start in each hour; empty without journeys. */
  static OptionalLong cut(SortedMap<Long, Long> byHour, double testShare) {
    if (byHour.isEmpty()) {
      return OptionalLong.empty();
    }
    long left = byHour.values().stream().mapToLong(Long::longValue).sum();
    double allowed = left * testShare;
    for (Map.Entry<Long, Long> hour : byHour.entrySet()) {
      if (left <= allowed) {
        return OptionalLong.of(hour.getKey());
      }
      left -= hour.getValue();
    }
    return OptionalLong.of(byHour.lastKey());
  }

  /** Whether a move lies before the cut, together with the start of its journey. */
  static Column isLearnt(Column startedAt, Column movedAt, Column cut) {
    return startedAt.lt(cut).and(movedAt.lt(cut));
  }

  private static Map<NextModel.Candidate, NextModel> models(
      SortedMap<String, SortedMap<String, Long>> learnt) {
    // A map of the standard library's own kind, for it is sent to the tasks.
    EnumMap<NextModel.Candidate, NextModel> models = new EnumMap<>(NextModel.Candidate.class);
    for (NextModel.Candidate candidate : NextModel.Candidate.values()) {
      models.put(candidate, NextModel.of(candidate, learnt));
    }
    return models;
  }

  private static void ask(
      Map<NextModel.Candidate, NextModel> models,
      Dataset<Row> moves,
      Map<NextModel.Candidate, TestSums> results) {
    StructType schema =
        new StructType()
            .add(CANDIDATE.name(), StringType)
            .add(JOURNEY_GROUP.name(), IntegerType)
            .add(BIN.name(), IntegerType);
    for (Field sum : SUMS) {
      schema = schema.add(sum.name(), LongType);
    }
    moves
        .groupBy(
            JOURNEY_GROUP.is(pmod(xxhash64(JOURNEY_ID.col()), lit(GROUPS))),
            FROM_TOUCHPOINT_ID.col(),
            TO_TOUCHPOINT_ID.col())
        .agg(TRANSITION_COUNT.is(count(lit(1))))
        .flatMap(
            (FlatMapFunction<Row, Row>)
                row ->
                    models.entrySet().stream()
                        .map(
                            model ->
                                answer(
                                    model.getKey(),
                                    row.getInt(0),
                                    model.getValue().after(row.getString(1)),
                                    row.getString(2),
                                    row.getLong(3)))
                        .iterator(),
            Encoders.row(schema))
        .groupBy(CANDIDATE.col(), JOURNEY_GROUP.col(), BIN.col())
        .agg(total(SUMS.get(0)), SUMS.stream().skip(1).map(BackTest::total).toArray(Column[]::new))
        .collectAsList()
        .forEach(
            row ->
                results
                    .get(NextModel.Candidate.valueOf(row.getString(0)))
                    .add(
                        row.getInt(1),
                        row.getInt(2),
                        new TestSums.Sum(
                            row.getLong(3) / UNIT,
                            row.getLong(4) / UNIT,
                            row.getLong(5) / UNIT,
                            row.getLong(6) / UNIT,
                            row.getLong(7) / UNIT,
                            row.getLong(8) / UNIT,
                            row.getLong(9) / UNIT)));
  }

  private static Column total(Field field) {
    return field.is(sum(field.col()));
  }

  /** What a candidate earns where the same thing came several times. */
  private static Row answer(
      NextModel.Candidate candidate, int group, Distribution next, String came, long times) {
    int rank = next.rank(came);
    double probability = next.probability(came);
    return RowFactory.create(
        candidate.name(),
        group,
        Math.min(TestSums.BINS - 1, (int) (next.best() * TestSums.BINS)),
        units(1, times),
        units(rank == 1 ? 1 : 0, times),
        units(rank >= 1 && rank <= 3 ? 1 : 0, times),
        units(rank == 0 ? 0 : 1.0 / rank, times),
        units(-StrictMath.log(probability), times),
        units(next.squares() - 2 * probability + 1, times),
        units(next.best(), times));
  }

  private static long units(double value, long times) {
    return Math.round(value * UNIT) * times;
  }

  private static List<Row> rows(Map<NextModel.Candidate, TestSums> results) {
    NextModel.Candidate published = NextModel.Candidate.MOST_FREQUENT;
    for (Map.Entry<NextModel.Candidate, TestSums> result : results.entrySet()) {
      if (result.getValue().caseCount() > 0
          && result.getValue().logLoss() < results.get(published).logLoss()) {
        published = result.getKey();
      }
    }
    List<Row> rows = new ArrayList<>();
    for (Map.Entry<NextModel.Candidate, TestSums> result : results.entrySet()) {
      for (TestSums.Measure measure : result.getValue().measures()) {
        rows.add(
            RowFactory.create(
                MODEL,
                result.getKey().label(),
                "later_journeys",
                measure.metric(),
                measure.value(),
                measure.low(),
                measure.high(),
                result.getValue().caseCount(),
                result.getKey() == published));
      }
    }
    return rows;
  }
}
