package org.desirepath.source;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.get;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.size;
import static org.desirepath.table.Events.ACCOUNT_KEY;
import static org.desirepath.table.Events.DEAL_KEY;
import static org.desirepath.table.Events.EVENT_ID;
import static org.desirepath.table.Events.EVENT_TYPE;
import static org.desirepath.table.Events.IDENTIFIER_KEY;
import static org.desirepath.table.Events.IDENTIFIER_KIND;
import static org.desirepath.table.Events.RECORD_NAME;
import static org.desirepath.table.Events.SOURCE_KIND;
import static org.desirepath.table.Events.SOURCE_NAME;
import static org.desirepath.table.Records.EVENTS;
import static org.desirepath.table.Records.IDENTIFIERS;
import static org.desirepath.table.Records.RECORD_KEY;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.desirepath.table.Events;
import org.desirepath.table.Records;
import org.desirepath.table.Refusals;

/** Hands out what the accepted rows say happened. */
public final class AcceptedEvents {

  private static final String EVENT = "__event";

  private AcceptedEvents() {}

  /**
   * One row per accepted event. An event belongs to the strongest identifier of its row. No
   * shuffle, but for the join to the refused rows where these are many.
   */
  public static Events from(Records records, Refusals refusals) {
    Column strongest = get(IDENTIFIERS.col(), lit(0));
    Dataset<Row> events =
        AcceptedRows.of(records, refusals, size(EVENTS.col()).gt(0))
            .select(
                SOURCE_NAME.col(),
                SOURCE_KIND.col(),
                RECORD_NAME.col(),
                RECORD_KEY.col(),
                ACCOUNT_KEY.col(),
                DEAL_KEY.col(),
                IDENTIFIER_KIND.is(strongest.getField(IDENTIFIER_KIND.name())),
                IDENTIFIER_KEY.is(strongest.getField(IDENTIFIER_KEY.name())),
                explode(EVENTS.col()).as(EVENT))
            .select(col("*"), col(EVENT + ".*"));
    return new Events(
        events
            .withColumn(
                EVENT_ID.name(),
                ShapeRecords.hash(concat(RECORD_KEY.col(), lit("|"), EVENT_TYPE.col())))
            .drop(EVENT, RECORD_KEY.name()));
  }
}
