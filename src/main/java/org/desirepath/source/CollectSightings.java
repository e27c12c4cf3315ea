package org.desirepath.source;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.get;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.slice;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.transform;
import static org.apache.spark.sql.functions.when;
import static org.desirepath.table.Events.IDENTIFIER_KEY;
import static org.desirepath.table.Events.IDENTIFIER_KIND;
import static org.desirepath.table.Records.IDENTIFIERS;
import static org.desirepath.table.Records.RECORD_KEY;
import static org.desirepath.table.Records.TIES;
import static org.desirepath.table.Sightings.LEFT_KEY;
import static org.desirepath.table.Sightings.LEFT_KIND;
import static org.desirepath.table.Sightings.RIGHT_KEY;
import static org.desirepath.table.Sightings.RIGHT_KIND;
import static org.desirepath.table.Sightings.SEEN_AT;
import static org.desirepath.table.Sightings.SIGHTING_ID;
import static org.desirepath.table.Sightings.TIE;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.desirepath.table.Field;
import org.desirepath.table.Records;
import org.desirepath.table.Refusals;
import org.desirepath.table.Sightings;

/** Hands out which identifiers stood in one row. */
public final class CollectSightings {

  /** Two identifiers of the same row. */
  private static final String SAME_ROW = "record";

  private static final Field OTHER =
      Field.optional("__other", DataTypes.StringType, "The other identifier and the tie");

  private CollectSightings() {}

  /**
   * One row for each pair of the row's strongest identifier and another, and for each record that
   * the CRM says is the same person; a row with one identifier and no such record gives one row
   * without another. No shuffle, but for the join to the refused rows where these are many.
   */
  public static Sightings from(Records records, Refusals refusals) {
    Column strongest = get(IDENTIFIERS.col(), lit(0));
    Column sameRow =
        transform(
            slice(IDENTIFIERS.col(), lit(2), size(IDENTIFIERS.col())),
            other ->
                other(
                    lit(SAME_ROW),
                    other.getField(IDENTIFIER_KIND.name()),
                    other.getField(IDENTIFIER_KEY.name())));
    Column nobody =
        array(
            other(
                lit(SAME_ROW),
                lit(null).cast(RIGHT_KIND.type()),
                lit(null).cast(RIGHT_KEY.type())));
    Column others =
        when(
                size(TIES.col()).gt(0),
                concat(
                    sameRow,
                    transform(
                        TIES.col(),
                        tie ->
                            other(
                                tie.getField(TIE.name()),
                                tie.getField(IDENTIFIER_KIND.name()),
                                tie.getField(IDENTIFIER_KEY.name())))))
            .when(size(IDENTIFIERS.col()).gt(1), sameRow)
            .otherwise(nobody);
    Dataset<Row> pairs =
        AcceptedRows.of(records, refusals, size(IDENTIFIERS.col()).gt(0))
            .select(
                RECORD_KEY.col(),
                SEEN_AT.col(),
                LEFT_KIND.is(strongest.getField(IDENTIFIER_KIND.name())),
                LEFT_KEY.is(strongest.getField(IDENTIFIER_KEY.name())),
                explode(others).as(OTHER.name()));
    Column rightKey = OTHER.col().getField(RIGHT_KEY.name());
    Column tie = OTHER.col().getField(TIE.name());
    return new Sightings(
        pairs.select(
            SIGHTING_ID.is(
                ShapeRecords.hash(
                    concat_ws("|", RECORD_KEY.col(), tie, coalesce(rightKey, lit(""))))),
            SEEN_AT.col(),
            TIE.is(tie),
            LEFT_KIND.col(),
            LEFT_KEY.col(),
            RIGHT_KIND.is(OTHER.col().getField(RIGHT_KIND.name())),
            RIGHT_KEY.is(rightKey)));
  }

  private static Column other(Column tie, Column kind, Column key) {
    return struct(TIE.is(tie), RIGHT_KIND.is(kind), RIGHT_KEY.is(key));
  }
}
