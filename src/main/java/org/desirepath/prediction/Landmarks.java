package org.desirepath.prediction;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.floor;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sequence;
import static org.apache.spark.sql.functions.unix_millis;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.types.DataTypes.IntegerType;
import static org.apache.spark.sql.types.DataTypes.LongType;
import static org.desirepath.prediction.DescribePrefixes.AT_MILLIS;
import static org.desirepath.prediction.DescribePrefixes.CAME_MILLIS;
import static org.desirepath.prediction.DescribePrefixes.NEXT_CODE;
import static org.desirepath.prediction.DescribePrefixes.NOT_KNOWN;
import static org.desirepath.prediction.DescribePrefixes.NUMBERS;
import static org.desirepath.prediction.DescribePrefixes.OCCURRED;
import static org.desirepath.prediction.SplitCases.CASE_PART;
import static org.desirepath.table.CaseEvents.CAME_AT;
import static org.desirepath.table.CaseEvents.CASE_ID;
import static org.desirepath.table.CaseEvents.NEXT_ID;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.desirepath.forecast.CaseFeatures;
import org.desirepath.forecast.Contexts;
import org.desirepath.table.CaseEvents;
import org.desirepath.table.Field;

/**
 * Cases that were open at moments of the past, a week apart, as they stood then, and whether they
 * were won, or churned, within a horizon after: landmarks (van Houwelingen, "Dynamic prediction by
 * landmarking in event history analysis", Scandinavian Journal of Statistics 34, 2007). What is
 * learnt from them fits any moment, and silence is part of what is known.
 */
final class Landmarks {

  static final Field MOMENT =
      Field.required("moment", LongType, "When the case is looked at, in ms since 1970, UTC");
  static final Field ENDING =
      Field.required("ending", IntegerType, "What came within the horizon: an ending's number");

  /** Neither of the others. */
  static final int OTHER = 0;

  static final int WON = 1;
  static final int CHURNED = 2;

  /** So many endings are told apart. */
  static final int ENDINGS = 3;

  private static final List<String> WINS =
      List.of(Moves.OUTCOME_PREFIX + "won", Moves.OUTCOME_PREFIX + "renewed");
  private static final String CHURN = Moves.OUTCOME_PREFIX + "churned";

  private static final long APART = Duration.ofDays(7).toMillis();

  /** So many moments there are at most: a year. */
  private static final int MOST = 52;

  private static final Field ENDED_MILLIS =
      Field.required("ended_millis", LongType, "When the case was won or churned");

  private Landmarks() {}

  /**
   * One row per case and moment at which it was open, if the horizon after it is over. Two
   * shuffles, by case.
   *
   * @param asOf nothing later is known
   */
  static Dataset<Row> of(
      CaseEvents events, Contexts contexts, Codes codes, Duration horizon, Instant asOf) {
    Dataset<Row> ends =
        events
            .rows()
            .filter(NEXT_ID.col().isin(WINS.toArray()).or(NEXT_ID.col().equalTo(CHURN)))
            .select(
                CASE_ID.col(),
                when(NEXT_ID.col().equalTo(CHURN), lit(CHURNED)).otherwise(lit(WON)).as("end"),
                ENDED_MILLIS.is(unix_millis(CAME_AT.col())));
    long last = asOf.toEpochMilli() - horizon.toMillis();
    Column cameMillis =
        when(NEXT_CODE.col().equalTo(NOT_KNOWN), lit(asOf.toEpochMilli()))
            .otherwise(CAME_MILLIS.col());
    // Moments are counted back from the last; the case has come so far, and not yet further.
    Column first = greatest(floor(back(last, cameMillis)).plus(1), lit(0L));
    Column until = least(floor(back(last, AT_MILLIS.col())), lit(MOST - 1L));
    Column moment = lit(last).minus(col("back").multiply(APART));
    Column isWithin = ENDED_MILLIS.col().leq(MOMENT.col().plus(horizon.toMillis()));
    return DescribePrefixes.of(
            events.rows().select(col("*"), CASE_PART.is(lit(0))), contexts, codes)
        .select(
            CASE_ID.col(),
            AT_MILLIS.col(),
            NUMBERS.col(),
            OCCURRED.col(),
            first.as("first"),
            until.as("until"))
        .filter(col("first").leq(col("until")))
        .select(col("*"), explode(sequence(col("first"), col("until"))).as("back"))
        .select(CASE_ID.col(), AT_MILLIS.col(), NUMBERS.col(), OCCURRED.col(), MOMENT.is(moment))
        .join(ends, CASE_ID.name(), "left")
        .select(
            CASE_ID.col(),
            MOMENT.col(),
            ENDING.is(coalesce(when(isWithin, col("end")), lit(OTHER))),
            AT_MILLIS.col(),
            NUMBERS.col(),
            OCCURRED.col());
  }

  /** The rows as lessons; what came is the ending. */
  static JavaRDD<Lesson> lessons(Dataset<Row> landmarks) {
    return landmarks
        .queryExecution()
        .toRdd()
        .toJavaRDD()
        .map(
            row -> {
              long moment = row.getLong(1);
              CaseFeatures features =
                  new CaseFeatures(row.getArray(4).toFloatArray(), row.getArray(5).toIntArray());
              return new Lesson(
                  new AskedCase.Place(row.getUTF8String(0).toString(), moment, 0),
                  row.getInt(2),
                  moment,
                  features.after((moment - row.getLong(3)) / 1000.0));
            });
  }

  private static Column back(long last, Column millis) {
    return lit(last).minus(millis).divide(lit((double) APART));
  }
}
