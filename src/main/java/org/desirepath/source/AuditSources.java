package org.desirepath.source;

import static org.apache.spark.sql.functions.array_max;
import static org.apache.spark.sql.functions.array_min;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.when;
import static org.desirepath.table.Events.OCCURRED_AT;
import static org.desirepath.table.Events.SOURCE_NAME;
import static org.desirepath.table.Quarantine.FILE_NAME;
import static org.desirepath.table.Quarantine.REASON_CODE;
import static org.desirepath.table.Records.EVENTS;
import static org.desirepath.table.Records.IS_FILE;
import static org.desirepath.table.Records.ROW_ID;
import static org.desirepath.table.Records.VERDICT;
import static org.desirepath.table.SourceAudit.FILE_COUNT;
import static org.desirepath.table.SourceAudit.FIRST_EVENT_AT;
import static org.desirepath.table.SourceAudit.LAST_EVENT_AT;
import static org.desirepath.table.SourceAudit.ROWS_ACCEPTED;
import static org.desirepath.table.SourceAudit.ROWS_BOT;
import static org.desirepath.table.SourceAudit.ROWS_DUPLICATE;
import static org.desirepath.table.SourceAudit.ROWS_OUT_OF_WINDOW;
import static org.desirepath.table.SourceAudit.ROWS_QUARANTINED;
import static org.desirepath.table.SourceAudit.ROWS_READ;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.desirepath.table.Records;
import org.desirepath.table.Refusals;
import org.desirepath.table.SourceAudit;

/** Counts what became of every row. */
public final class AuditSources {

  private static final String FINAL_VERDICT = "__final_verdict";
  private static final String IS_MACHINE = "__is_machine";
  private static final String FIRST = "__first";
  private static final String LAST = "__last";

  private AuditSources() {}

  /**
   * One row per file, files without a row included. A refused file counts as no row read. One scan
   * of narrow columns, one join to the refused rows, one small shuffle by file.
   */
  public static SourceAudit from(Records records, Refusals refusals) {
    Dataset<Row> read = records.rows();
    Dataset<Row> refused = refusals.rows();
    Column verdict = coalesce(refused.col(VERDICT.name()), read.col(VERDICT.name()));
    Column happened = EVENTS.col().getField(OCCURRED_AT.name());
    Dataset<Row> judged =
        read.join(
                refused, read.col(ROW_ID.name()).equalTo(refused.col(ROW_ID.name())), "left_outer")
            .select(
                read.col(SOURCE_NAME.name()),
                read.col(FILE_NAME.name()),
                IS_FILE.col(),
                verdict.as(FINAL_VERDICT),
                coalesce(refused.col(REASON_CODE.name()).equalTo(ReasonCode.BOT.code()), lit(false))
                    .as(IS_MACHINE),
                when(verdict.equalTo(Records.ACCEPTED), array_min(happened)).as(FIRST),
                when(verdict.equalTo(Records.ACCEPTED), array_max(happened)).as(LAST));
    return new SourceAudit(
        judged
            .groupBy(SOURCE_NAME.col(), FILE_NAME.col())
            .agg(
                FILE_COUNT.is(count_if(IS_FILE.col())),
                ROWS_READ.is(count_if(not(IS_FILE.col()))),
                ROWS_ACCEPTED.is(rows(Records.ACCEPTED)),
                ROWS_QUARANTINED.is(rows(Records.QUARANTINED)),
                ROWS_DUPLICATE.is(rows(Records.DUPLICATE)),
                ROWS_OUT_OF_WINDOW.is(rows(Records.OUT_OF_WINDOW)),
                ROWS_BOT.is(count_if(col(IS_MACHINE))),
                FIRST_EVENT_AT.is(min(col(FIRST))),
                LAST_EVENT_AT.is(max(col(LAST)))));
  }

  private static Column rows(String verdict) {
    return count_if(not(IS_FILE.col()).and(col(FINAL_VERDICT).equalTo(verdict)));
  }
}
