package org.desirepath.source;

import static org.apache.spark.sql.functions.not;
import static org.desirepath.table.Records.IS_FILE;
import static org.desirepath.table.Records.ROW_ID;
import static org.desirepath.table.Records.VERDICT;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.desirepath.table.Records;
import org.desirepath.table.Refusals;

/** The rows that nothing speaks against. */
final class AcceptedRows {

  private AcceptedRows() {}

  /**
   * Accepted rows, by their own content and that of others.
   *
   * @param which a further condition on the rows, over their stored columns
   */
  static Dataset<Row> of(Records records, Refusals refusals, Column which) {
    Dataset<Row> rows =
        records
            .rows()
            .where(not(IS_FILE.col()).and(VERDICT.col().equalTo(Records.ACCEPTED)).and(which));
    return rows.join(
        refusals.rows(),
        rows.col(ROW_ID.name()).equalTo(refusals.rows().col(ROW_ID.name())),
        "left_anti");
  }
}
