package org.desirepath.source;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.types.DataTypes.LongType;
import static org.desirepath.table.Quarantine.FILE_NAME;
import static org.desirepath.table.Quarantine.ROW_NUMBER;
import static org.desirepath.table.Records.BLOCK_START;
import static org.desirepath.table.Records.IS_FILE;
import static org.desirepath.table.Records.ROW_ID;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.desirepath.table.Field;
import org.desirepath.table.Records;

/** Numbers rows within their files. */
final class NumberRows {

  private static final Field FIRST_ROW =
      Field.required("__first_row", LongType, "Lowest row of the part of a file");
  private static final Field ROW_COUNT =
      Field.required("__row_count", LongType, "Rows of the part of a file");
  private static final Field ROWS_BEFORE =
      Field.required("__rows_before", LongType, "Rows of the parts of the file that lie before");

  private NumberRows() {}

  /**
   * Adds the number of each row in its file, from 1, neither header nor blank lines counted.
   *
   * <p>A file read in several parts is numbered through: its parts are counted first, one shuffle
   * of a row a part. The rows themselves are not shuffled.
   *
   * @param rows rows of the records, with file, part and row
   */
  static Dataset<Row> in(Dataset<Row> rows, Records records) {
    Dataset<Row> parts =
        records
            .rows()
            .where(not(IS_FILE.col()))
            .groupBy(FILE_NAME.col(), BLOCK_START.col())
            .agg(min(ROW_ID.col()).as(FIRST_ROW.name()), count(lit(1)).as(ROW_COUNT.name()))
            .withColumn(
                ROWS_BEFORE.name(),
                coalesce(
                    sum(ROW_COUNT.col())
                        .over(
                            Window.partitionBy(FILE_NAME.col())
                                .orderBy(BLOCK_START.col())
                                .rowsBetween(Window.unboundedPreceding(), -1)),
                    lit(0L)));
    return rows.join(
            parts,
            rows.col(FILE_NAME.name())
                .equalTo(parts.col(FILE_NAME.name()))
                .and(rows.col(BLOCK_START.name()).equalTo(parts.col(BLOCK_START.name()))))
        .select(
            rows.col("*"),
            ROW_NUMBER.is(ROW_ID.col().minus(FIRST_ROW.col()).plus(ROWS_BEFORE.col()).plus(1)));
  }
}
