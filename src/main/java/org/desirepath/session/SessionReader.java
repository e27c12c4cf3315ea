package org.desirepath.session;

import static org.apache.spark.sql.functions.unix_micros;
import static org.apache.spark.sql.types.DataTypes.LongType;
import static org.desirepath.table.Events.DEVICE;
import static org.desirepath.table.Events.OCCURRED_AT;
import static org.desirepath.table.Events.SENTIMENT;
import static org.desirepath.table.Identifiers.PERSON_ID;
import static org.desirepath.table.Persons.ACCOUNT_ID;
import static org.desirepath.table.SessionTouchpoints.SESSION_ID;
import static org.desirepath.table.SessionTouchpoints.SESSION_POSITION;
import static org.desirepath.table.Sessions.DISTINCT_TOUCHPOINT_COUNT;
import static org.desirepath.table.Sessions.ENTRY_CHANNEL;
import static org.desirepath.table.Sessions.ENTRY_TOUCHPOINT_ID;
import static org.desirepath.table.Sessions.EXIT_TOUCHPOINT_ID;
import static org.desirepath.table.Sessions.SENTIMENT_MEAN;
import static org.desirepath.table.Sessions.TOUCHPOINT_COUNT;
import static org.desirepath.table.TouchpointCatalogue.CHANNEL;
import static org.desirepath.table.TouchpointCatalogue.TOUCHPOINT_ID;
import static org.desirepath.table.TouchpointCatalogue.UNKNOWN;

import java.util.HashSet;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.desirepath.table.Field;
import org.desirepath.table.SessionTouchpoints;

/**
 * Reads the touchpoints of sessions in order and sums each session up. It holds one session's
 * distinct touchpoints at a time.
 */
final class SessionReader implements Iterator<Row> {

  static final Field START_MICROS =
      Field.required("start_micros", LongType, "First touchpoint, since 1970");
  static final Field END_MICROS =
      Field.required("end_micros", LongType, "Last touchpoint, since 1970");

  /** What {@link #next} gives. */
  static final StructType SUMS =
      new StructType(
          Stream.of(
                  SESSION_ID,
                  PERSON_ID,
                  ACCOUNT_ID,
                  START_MICROS,
                  END_MICROS,
                  TOUCHPOINT_COUNT,
                  DISTINCT_TOUCHPOINT_COUNT,
                  ENTRY_TOUCHPOINT_ID,
                  EXIT_TOUCHPOINT_ID,
                  ENTRY_CHANNEL,
                  DEVICE,
                  SENTIMENT_MEAN)
              .map(Field::structField)
              .toArray(StructField[]::new));

  private final Iterator<Row> rows;
  private Row next;

  /** Reads rows as {@link #sorted} puts them. */
  SessionReader(Iterator<Row> rows) {
    this.rows = rows;
    advance();
  }

  /** Brings the touchpoints of each session together, in order. One shuffle and one sort. */
  static Dataset<Row> sorted(SessionTouchpoints touchpoints) {
    return touchpoints
        .rows()
        .select(
            SESSION_ID.col(),
            SESSION_POSITION.col(),
            PERSON_ID.col(),
            ACCOUNT_ID.col(),
            START_MICROS.is(unix_micros(OCCURRED_AT.col())),
            TOUCHPOINT_ID.col(),
            CHANNEL.col(),
            DEVICE.col(),
            SENTIMENT.col())
        .repartition(SESSION_ID.col())
        .sortWithinPartitions(SESSION_ID.col(), SESSION_POSITION.col());
  }

  @Override
  public boolean hasNext() {
    return next != null;
  }

  @Override
  public Row next() {
    if (next == null) {
      throw new NoSuchElementException();
    }
    Row first = next;
    Row last = first;
    String accountId = UNKNOWN;
    String device = null;
    Set<String> distinct = new HashSet<>();
    long count = 0;
    double sentiment = 0;
    long sentimentCount = 0;
    for (; next != null && next.getString(0).equals(first.getString(0)); advance()) {
      last = next;
      count++;
      distinct.add(last.getString(5));
      if (accountId.equals(UNKNOWN)) {
        accountId = last.getString(3);
      }
      if (device == null) {
        device = last.getString(7);
      }
      if (!last.isNullAt(8)) {
        sentiment += last.getDouble(8);
        sentimentCount++;
      }
    }
    return RowFactory.create(
        first.getString(0),
        first.getString(2),
        accountId,
        first.getLong(4),
        last.getLong(4),
        count,
        (long) distinct.size(),
        first.getString(5),
        last.getString(5),
        first.getString(6),
        device,
        sentimentCount == 0 ? null : sentiment / sentimentCount);
  }

  private void advance() {
    next = rows.hasNext() ? rows.next() : null;
  }
}
