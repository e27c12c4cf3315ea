package org.desirepath.source;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.when;
import static org.desirepath.table.Events.SOURCE_NAME;
import static org.desirepath.table.Quarantine.FIELD;
import static org.desirepath.table.Quarantine.FILE_NAME;
import static org.desirepath.table.Quarantine.RAW_EXCERPT;
import static org.desirepath.table.Quarantine.REASON;
import static org.desirepath.table.Quarantine.REASON_CODE;
import static org.desirepath.table.Quarantine.ROW_NUMBER;
import static org.desirepath.table.Records.BLOCK_START;
import static org.desirepath.table.Records.IS_FILE;
import static org.desirepath.table.Records.ROW_ID;
import static org.desirepath.table.Records.VERDICT;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.desirepath.table.Quarantine;
import org.desirepath.table.Records;
import org.desirepath.table.Refusals;

/** Lists what was refused, and why. */
public final class ListQuarantine {

  private ListQuarantine() {}

  /**
   * One row per refused file and per refused row. Rows of machines have no excerpt: there may be
   * millions of them, and none is at fault in itself.
   */
  public static Quarantine from(Records records, Refusals refusals) {
    Dataset<Row> refused = records.rows().where(VERDICT.col().equalTo(Records.QUARANTINED));
    Dataset<Row> rows =
        refused
            .where(not(IS_FILE.col()))
            .select(
                ROW_ID.col(),
                SOURCE_NAME.col(),
                FILE_NAME.col(),
                BLOCK_START.col(),
                REASON_CODE.col(),
                FIELD.col(),
                RAW_EXCERPT.col())
            .unionByName(
                refusals
                    .rows()
                    .where(VERDICT.col().equalTo(Records.QUARANTINED))
                    .select(
                        ROW_ID.col(),
                        SOURCE_NAME.col(),
                        FILE_NAME.col(),
                        BLOCK_START.col(),
                        REASON_CODE.col(),
                        FIELD.isNull(),
                        RAW_EXCERPT.isNull()));
    Dataset<Row> files =
        refused.where(IS_FILE.col()).withColumn(ROW_NUMBER.name(), ROW_NUMBER.is(lit(0)));
    return new Quarantine(shown(NumberRows.in(rows, records)).unionByName(shown(files)));
  }

  private static Dataset<Row> shown(Dataset<Row> refused) {
    return refused.select(
        SOURCE_NAME.col(),
        FILE_NAME.col(),
        ROW_NUMBER.col(),
        REASON_CODE.col(),
        REASON.is(sentence(REASON_CODE.col())),
        FIELD.col(),
        RAW_EXCERPT.col());
  }

  /** The sentence of a code. */
  static Column sentence(Column code) {
    Column sentence = lit(null).cast(REASON.type());
    for (ReasonCode reason : ReasonCode.values()) {
      sentence = coalesce(sentence, when(code.equalTo(reason.code()), lit(reason.sentence())));
    }
    return sentence;
  }
}
