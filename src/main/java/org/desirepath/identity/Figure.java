package org.desirepath.identity;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.format_string;
import static org.apache.spark.sql.functions.inline;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;
import static org.desirepath.table.Checks.MESSAGE;
import static org.desirepath.table.IdentityQuality.MEASURE;
import static org.desirepath.table.IdentityQuality.MEMBER;
import static org.desirepath.table.IdentityQuality.OF_COUNT;
import static org.desirepath.table.IdentityQuality.VALUE_COUNT;
import static org.desirepath.table.IdentityQuality.VALUE_SHARE;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.RelationalGroupedDataset;
import org.apache.spark.sql.Row;
import org.desirepath.table.IdentityQuality.Measure;

/** One figure of a measure, as {@code ops_identity} holds it. */
final class Figure {

  private static final String FIGURES = "figures";

  private Figure() {}

  /**
   * So many of so many.
   *
   * @param words what they are or have, after "3 of 17 "
   */
  static Column of(Measure measure, Column member, Column value, Column whole, String words) {
    return told(
        measure,
        member,
        value,
        whole,
        concat(format_string("%,d of %,d ", value, whole), lit(words)));
  }

  /** The same with a message of its own. */
  static Column told(Measure measure, Column member, Column value, Column whole, Column message) {
    return struct(
        MEASURE.is(lit(measure.id())),
        MEMBER.is(member),
        VALUE_COUNT.is(value),
        OF_COUNT.is(whole),
        VALUE_SHARE.is(when(whole.gt(0), value.divide(whole))),
        MESSAGE.is(message));
  }

  /** The figures of each row, a row each. */
  static Dataset<Row> rows(Dataset<Row> sums, Column... figures) {
    return sums.select(inline(array(figures)));
  }

  /** The figures of each group, a row each; they may add up what the group holds. */
  static Dataset<Row> rows(RelationalGroupedDataset groups, Column... figures) {
    Dataset<Row> added = groups.agg(array(figures).as(FIGURES));
    return added.select(inline(added.col(FIGURES)));
  }
}
