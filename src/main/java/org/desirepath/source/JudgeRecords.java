package org.desirepath.source;

import static org.apache.spark.sql.functions.bool_or;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.date_trunc;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.unix_micros;
import static org.apache.spark.sql.functions.xxhash64;
import static org.apache.spark.sql.types.DataTypes.LongType;
import static org.apache.spark.sql.types.DataTypes.StringType;
import static org.apache.spark.sql.types.DataTypes.TimestampType;
import static org.desirepath.table.Events.SOURCE_NAME;
import static org.desirepath.table.Quarantine.FILE_NAME;
import static org.desirepath.table.Quarantine.REASON_CODE;
import static org.desirepath.table.Records.BLOCK_START;
import static org.desirepath.table.Records.CONTENT_HASH;
import static org.desirepath.table.Records.IS_BOT;
import static org.desirepath.table.Records.IS_FILE;
import static org.desirepath.table.Records.RECORD_KEY;
import static org.desirepath.table.Records.ROW_ID;
import static org.desirepath.table.Records.VERDICT;
import static org.desirepath.table.Records.VERSION;
import static org.desirepath.table.Records.VISITOR_HASH;
import static org.desirepath.table.Sightings.SEEN_AT;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.desirepath.settings.SourceSettings;
import org.desirepath.table.Field;
import org.desirepath.table.Records;
import org.desirepath.table.Refusals;

/** Refuses the rows that only other rows speak against: machines first, then doubles. */
public final class JudgeRecords {

  private static final Field HOUR = Field.optional("_hour", TimestampType, "Clock hour, UTC");
  private static final Field EVENT_COUNT =
      Field.required("_event_count", LongType, "Events within the hour");
  private static final Field KEY_HASH =
      Field.required("_key_hash", LongType, "Short hash of the key, to find doubles by");
  private static final Field ROW_COUNT =
      Field.required("_row_count", LongType, "Rows of one key, or of several with one hash");
  private static final Field BEST = Field.optional("_best", StringType, "The row that is kept");

  private JudgeRecords() {}

  /**
   * Finds the rows of machines and the doubles.
   *
   * <p>A visitor that says to be a machine, or has more than {@code max-events-per-hour} rows
   * within one clock hour, is a machine in all its rows. Of the other rows with one key the latest
   * version is kept; of equal versions the one with the lowest hash of content, then the first file
   * by name, so that what is kept does not depend on the order of files and rows. Narrow columns
   * only: one shuffle by visitor and hour and one by key, both combined before the shuffle, and
   * joins to what they found.
   */
  public static Refusals from(Records records, SourceSettings settings) {
    Dataset<Row> candidates =
        records
            .rows()
            .where(not(IS_FILE.col()).and(VERDICT.col().notEqual(Records.QUARANTINED)))
            .select(
                ROW_ID.col(),
                SOURCE_NAME.col(),
                FILE_NAME.col(),
                BLOCK_START.col(),
                RECORD_KEY.col(),
                VERSION.col(),
                CONTENT_HASH.col(),
                VISITOR_HASH.col(),
                IS_BOT.col(),
                SEEN_AT.col());
    Dataset<Row> machines = machines(candidates, settings.maxEventsPerHour());
    Column isMachine =
        candidates.col(VISITOR_HASH.name()).equalTo(machines.col(VISITOR_HASH.name()));
    Dataset<Row> madeByMachines =
        candidates
            .join(machines, isMachine, "left_semi")
            .unionAll(candidates.where(VISITOR_HASH.col().isNull().and(IS_BOT.col())));
    Dataset<Row> others =
        candidates
            .join(machines, isMachine, "left_anti")
            .where(VISITOR_HASH.col().isNotNull().or(not(IS_BOT.col())));
    return new Refusals(
        refused(madeByMachines, Records.QUARANTINED, ReasonCode.BOT.code())
            .unionAll(refused(doubles(others), Records.DUPLICATE, null)));
  }

  /** The visitors that are machines. */
  private static Dataset<Row> machines(Dataset<Row> candidates, int maxEventsPerHour) {
    return candidates
        .where(VISITOR_HASH.col().isNotNull())
        .groupBy(VISITOR_HASH.col(), date_trunc("hour", SEEN_AT.col()).as(HOUR.name()))
        .agg(count(lit(1)).as(EVENT_COUNT.name()), bool_or(IS_BOT.col()).as(IS_BOT.name()))
        .where(IS_BOT.col().or(EVENT_COUNT.col().gt(maxEventsPerHour)))
        .select(VISITOR_HASH.col())
        .distinct();
  }

  /** All but the best row of every key. Most keys have one row: these are put aside first. */
  private static Dataset<Row> doubles(Dataset<Row> rows) {
    Dataset<Row> hashed = rows.withColumn(KEY_HASH.name(), xxhash64(RECORD_KEY.col()));
    Dataset<Row> repeated =
        hashed
            .groupBy(KEY_HASH.col())
            .agg(count(lit(1)).as(ROW_COUNT.name()))
            .where(ROW_COUNT.col().gt(1))
            .select(KEY_HASH.col());
    Dataset<Row> suspects =
        hashed.join(
            repeated,
            hashed.col(KEY_HASH.name()).equalTo(repeated.col(KEY_HASH.name())),
            "left_semi");
    Column order =
        struct(
            coalesce(unix_micros(VERSION.col()).multiply(-1), lit(Long.MAX_VALUE)).as("_age"),
            CONTENT_HASH.col(),
            FILE_NAME.col(),
            ROW_ID.col());
    Dataset<Row> best =
        suspects
            .groupBy(RECORD_KEY.col())
            .agg(min(order).as(BEST.name()))
            .select(
                RECORD_KEY.col().as(BEST.name() + "_key"),
                BEST.col().getField(ROW_ID.name()).as(BEST.name()));
    return suspects
        .join(best, RECORD_KEY.col().equalTo(best.col(BEST.name() + "_key")))
        .where(ROW_ID.col().notEqual(best.col(BEST.name())));
  }

  private static Dataset<Row> refused(Dataset<Row> rows, String verdict, String reason) {
    return rows.select(
        ROW_ID.col(),
        SOURCE_NAME.col(),
        FILE_NAME.col(),
        BLOCK_START.col(),
        VERDICT.is(lit(verdict)),
        REASON_CODE.is(lit(reason)));
  }
}
