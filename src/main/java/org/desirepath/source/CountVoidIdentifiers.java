package org.desirepath.source;

import static org.apache.spark.sql.functions.array_join;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.format_number;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.sort_array;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.types.DataTypes.LongType;
import static org.apache.spark.sql.types.DataTypes.StringType;
import static org.desirepath.table.Checks.CHECK_NAME;
import static org.desirepath.table.Checks.MESSAGE;
import static org.desirepath.table.Checks.THRESHOLD;
import static org.desirepath.table.Events.IDENTIFIER_KIND;
import static org.desirepath.table.ModelScores.VALUE;
import static org.desirepath.table.Personas.STATUS;
import static org.desirepath.table.Records.VOID_KINDS;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.desirepath.table.Checks;
import org.desirepath.table.Field;
import org.desirepath.table.Records;

/** Counts the identifiers whose values stand for nobody. */
public final class CountVoidIdentifiers {

  private static final Field FOUND_COUNT =
      Field.required("found_count", LongType, "Values of the kind that stand for nobody");
  private static final Field TOLD =
      Field.optional("told", StringType, "The counts by kind, in words");

  private CountVoidIdentifiers() {}

  /**
   * One row, always {@code pass}, as there is no right number of them. Rows that are refused or
   * repeated count too. One aggregate over the rows that have any.
   */
  public static Checks from(Records records) {
    Dataset<Row> kinds =
        records
            .rows()
            .filter(size(VOID_KINDS.col()).gt(0))
            .select(explode(VOID_KINDS.col()).as(IDENTIFIER_KIND.name()))
            .groupBy(IDENTIFIER_KIND.col())
            .agg(FOUND_COUNT.is(count(lit(1))));
    Column told =
        concat_ws(" ", format_number(FOUND_COUNT.col(), 0), lit("of"), IDENTIFIER_KIND.col());
    return new Checks(
        kinds
            .agg(
                FOUND_COUNT.is(coalesce(sum(FOUND_COUNT.col()), lit(0))),
                TOLD.is(array_join(sort_array(collect_list(told)), ", ")))
            .select(
                CHECK_NAME.is(lit("identity_void_identifier")),
                STATUS.is(lit("pass")),
                VALUE.is(FOUND_COUNT.col()),
                THRESHOLD.isNull(),
                MESSAGE.is(
                    concat(
                        format_number(FOUND_COUNT.col(), 0),
                        lit(" identifiers have a value that stands for nobody, and join nothing"),
                        concat(lit(": "), TOLD.col())))));
  }
}
