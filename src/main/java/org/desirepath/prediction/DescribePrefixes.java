package org.desirepath.prediction;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.transform;
import static org.apache.spark.sql.functions.unix_millis;
import static org.apache.spark.sql.functions.xxhash64;
import static org.apache.spark.sql.types.DataTypes.FloatType;
import static org.apache.spark.sql.types.DataTypes.IntegerType;
import static org.apache.spark.sql.types.DataTypes.LongType;
import static org.apache.spark.sql.types.DataTypes.createArrayType;
import static org.desirepath.prediction.SplitCases.CASE_PART;
import static org.desirepath.table.CaseEvents.ATTRIBUTES;
import static org.desirepath.table.CaseEvents.CAME_AT;
import static org.desirepath.table.CaseEvents.CASE_ID;
import static org.desirepath.table.CaseEvents.EVENT_NUMBER;
import static org.desirepath.table.CaseEvents.NEXT_ID;
import static org.desirepath.table.Events.OCCURRED_AT;
import static org.desirepath.table.TouchpointCatalogue.TOUCHPOINT_ID;

import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.desirepath.forecast.Contexts;
import org.desirepath.forecast.Occurrences;
import org.desirepath.table.CaseEvents;
import org.desirepath.table.Field;

/** Tells for every event of a case in which contexts the case then stood, and what came next. */
final class DescribePrefixes {

  /** Stands for what has not come yet. */
  static final int NOT_KNOWN = -1;

  static final Field NEXT_CODE =
      Field.required("next_code", IntegerType, "Code of what came, 0 if never seen, -1 if not yet");
  static final Field AT_MILLIS =
      Field.required("at_millis", LongType, "When the event was, in ms since 1970, UTC");
  static final Field CAME_MILLIS =
      Field.required("came_millis", LongType, "When that came, in ms since 1970, UTC");
  static final Field KEYS =
      Field.required(
          "context_keys", createArrayType(LongType), "The contexts of the case, by place");

  static final Field NUMBERS =
      Field.required("numbers", createArrayType(FloatType), "What is known of the case by numbers");
  static final Field OCCURRED =
      Field.required(
          "occurred", createArrayType(IntegerType), "Which touchpoints came so far, and how often");

  private static final StructType SCHEMA =
      new StructType()
          .add(CASE_ID.name(), CASE_ID.type())
          .add(EVENT_NUMBER.name(), EVENT_NUMBER.type())
          .add(CASE_PART.name(), CASE_PART.type())
          .add(NEXT_CODE.name(), NEXT_CODE.type())
          .add(CAME_MILLIS.name(), CAME_MILLIS.type())
          .add(KEYS.name(), KEYS.type())
          .add(NUMBERS.name(), NUMBERS.type())
          .add(OCCURRED.name(), OCCURRED.type())
          .add(AT_MILLIS.name(), AT_MILLIS.type());

  private DescribePrefixes() {}

  /** The same for cases that are all of one part. */
  static Dataset<Row> of(CaseEvents cases, Contexts contexts, Codes codes) {
    return of(cases.rows().select(col("*"), CASE_PART.is(lit(0))), contexts, codes);
  }

  /**
   * One row per event. One shuffle, by case; a task holds the different touchpoints of one case at
   * a time.
   *
   * @param events rows of {@code CaseEvents} with the part of the case
   */
  static Dataset<Row> of(Dataset<Row> events, Contexts contexts, Codes codes) {
    MapPartitionsFunction<Row, Row> describe = rows -> new Reading(rows, contexts.reader(), codes);
    return events
        .repartition(CASE_ID.col())
        .sortWithinPartitions(CASE_ID.col(), EVENT_NUMBER.col())
        .select(
            CASE_ID.col(),
            EVENT_NUMBER.col(),
            CASE_PART.col(),
            xxhash64(TOUCHPOINT_ID.col()),
            unix_millis(OCCURRED_AT.col()),
            transform(ATTRIBUTES.col(), value -> xxhash64(value)),
            NEXT_ID.col(),
            coalesce(unix_millis(CAME_AT.col()), lit(0L)),
            TOUCHPOINT_ID.col())
        .mapPartitions(describe, Encoders.row(SCHEMA));
  }

  /** Follows the cases of a partition, one after the other. */
  private static final class Reading implements Iterator<Row> {

    private final Iterator<Row> rows;
    private final Contexts.Reader reader;
    private final Codes codes;
    private final Occurrences occurrences = new Occurrences();
    private String current;
    private long[] attributes = new long[0];

    private Reading(Iterator<Row> rows, Contexts.Reader reader, Codes codes) {
      this.rows = rows;
      this.reader = reader;
      this.codes = codes;
    }

    @Override
    public boolean hasNext() {
      return rows.hasNext();
    }

    @Override
    public Row next() {
      Row event = rows.next();
      if (!event.getString(0).equals(current)) {
        reader.history().clear();
        occurrences.clear();
        current = event.getString(0);
      }
      List<Long> values = event.getList(5);
      attributes = attributes.length == values.size() ? attributes : new long[values.size()];
      for (int i = 0; i < attributes.length; i++) {
        attributes[i] = values.get(i);
      }
      reader.history().add(event.getLong(3), event.getLong(4), attributes);
      occurrences.add(codes.code(event.getString(8)));
      int next = event.isNullAt(6) ? NOT_KNOWN : codes.code(event.getString(6));
      return RowFactory.create(
          current,
          event.getLong(1),
          event.getInt(2),
          next,
          event.getLong(7),
          reader.keys(),
          reader.history().numbers(),
          occurrences.told(),
          event.getLong(4));
    }
  }
}
