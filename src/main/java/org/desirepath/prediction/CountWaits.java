package org.desirepath.prediction;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.floor;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.log1p;
import static org.apache.spark.sql.functions.timestamp_millis;
import static org.apache.spark.sql.functions.unix_millis;
import static org.apache.spark.sql.types.DataTypes.BooleanType;
import static org.apache.spark.sql.types.DataTypes.DoubleType;
import static org.apache.spark.sql.types.DataTypes.IntegerType;
import static org.desirepath.table.CaseEvents.CAME_AT;
import static org.desirepath.table.CaseEvents.NEXT_ID;
import static org.desirepath.table.Events.OCCURRED_AT;
import static org.desirepath.table.TouchpointCatalogue.TOUCHPOINT_ID;

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.desirepath.forecast.Waiting;
import org.desirepath.table.Field;

/**
 * Counts how long journeys waited for what came next. A journey that went dormant was not seen to
 * wait until anything came, nor was one of which it is not known yet.
 */
final class CountWaits {

  /** An outcome that is the end of patience, not of waiting. */
  private static final String DORMANT = Moves.OUTCOME_PREFIX + "dormant";

  private static final Field SECONDS =
      Field.required("seconds", DoubleType, "How long was waited, as far as is seen");
  private static final Field IS_ENDED =
      Field.required("is_ended", BooleanType, "Whether something came then");
  private static final Field STEP =
      Field.required("step", IntegerType, "Step of the logarithm of the time");

  private CountWaits() {}

  /**
   * How long is waited after each touchpoint, from what was seen until a moment. One small shuffle;
   * touchpoints times about 600 steps come to the driver.
   *
   * @param events rows of {@code CaseEvents}
   * @param until ms since 1970, UTC
   */
  static Waits of(Dataset<Row> events, long until) {
    SortedMap<String, SortedMap<Integer, long[]>> counts = new TreeMap<>();
    Column step = floor(log1p(SECONDS.col()).multiply(Waiting.STEPS));
    seen(events, until)
        .groupBy(TOUCHPOINT_ID.col(), STEP.is(step), IS_ENDED.col())
        .agg(count(lit(1)))
        .collectAsList()
        .forEach(
            row ->
                counts.computeIfAbsent(row.getString(0), any -> new TreeMap<>())
                        .computeIfAbsent(row.getInt(1), any -> new long[2])[
                        row.getBoolean(2) ? 0 : 1] +=
                    row.getLong(3));
    return new Waits(counts);
  }

  /**
   * How well what was foretold covers what came.
   *
   * @param share of waitings that ended between the tenth and the ninetieth of a hundred, as what
   *     was foretold has them; null where there were none
   * @param waitings how many there were, those that were not seen to end included
   */
  record Coverage(Double share, long waitings) {}

  /**
   * How well what was foretold covers what came until a moment. Counts by task reach the driver.
   */
  static Coverage coverage(Dataset<Row> events, long until, Waits foretold) {
    Broadcast<Waits> waits =
        JavaSparkContext.fromSparkContext(events.sparkSession().sparkContext()).broadcast(foretold);
    SortedMap<Integer, long[]> counts = new TreeMap<>();
    seen(events, until)
        .javaRDD()
        .mapPartitions(rows -> List.of(parts(rows, waits.value())).iterator())
        .collect()
        .forEach(
            parts ->
                parts.forEach(
                    (part, both) -> {
                      long[] sum = counts.computeIfAbsent(part, any -> new long[2]);
                      sum[0] += both[0];
                      sum[1] += both[1];
                    }));
    return new Coverage(
        counts.isEmpty() ? null : Waiting.coverage(counts, 10, 90),
        counts.values().stream().mapToLong(both -> both[0] + both[1]).sum());
  }

  private static Map<Integer, long[]> parts(Iterator<Row> rows, Waits waits) {
    Map<Integer, long[]> parts = new TreeMap<>();
    rows.forEachRemaining(
        row ->
            parts
                .computeIfAbsent(
                    waits.after(row.getString(0)).part(row.getDouble(1)), any -> new long[2])[
                row.getBoolean(2) ? 0 : 1]++);
    return parts;
  }

  /** Touchpoint, seconds and whether waiting ended, of every event before a moment. */
  private static Dataset<Row> seen(Dataset<Row> events, long until) {
    Column limit = timestamp_millis(lit(until));
    Column came = CAME_AT.col();
    Column isEnded = coalesce(came.lt(limit).and(NEXT_ID.col().notEqual(DORMANT)), lit(false));
    Column seenUntil = least(coalesce(came, limit), limit);
    Column millis = unix_millis(seenUntil).minus(unix_millis(OCCURRED_AT.col()));
    return events
        .filter(OCCURRED_AT.col().lt(limit))
        .select(
            TOUCHPOINT_ID.col(),
            SECONDS.is(greatest(millis, lit(0L)).divide(1000.0)),
            IS_ENDED.is(isEnded));
  }
}
