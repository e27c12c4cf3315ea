package org.desirepath.source;

import static org.apache.spark.sql.functions.btrim;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.nullif;
import static org.apache.spark.sql.functions.substring;
import static org.apache.spark.sql.functions.timestamp_micros;
import static org.apache.spark.sql.functions.try_multiply;
import static org.apache.spark.sql.functions.try_to_timestamp;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.types.DataTypes.DateType;
import static org.apache.spark.sql.types.DataTypes.LongType;
import static org.apache.spark.sql.types.DataTypes.StringType;
import static org.apache.spark.sql.types.DataTypes.TimestampType;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.DataType;

/**
 * The type of a column, as a mapping writes it.
 *
 * <p>Values are taken as text and cast strictly: what is not blank and cannot be cast is a fault of
 * the row. Types are {@code string}, {@code boolean} (also 0 and 1), {@code bigint}, {@code
 * double}, {@code decimal(p,s)}, {@code date} and {@code timestamp} (ISO 8601, UTC if no zone is
 * told; or of a pattern, as in {@code date(dd-MM-yyyy)}), {@code epoch-seconds}, {@code
 * epoch-millis}, {@code epoch-micros}, and {@code ARRAY<…>} and {@code STRUCT<…>} for nested
 * columns of json and parquet. A question mark at the end allows the column to be missing.
 *
 * @param name the type without pattern and question mark
 * @param pattern how days and moments are written; null for ISO 8601
 * @param mayBeMissing whether the file need not have the column
 */
record ColumnType(String name, String pattern, boolean mayBeMissing) {

  private static final Pattern SIMPLE =
      Pattern.compile(
          "(string|boolean|bigint|double|decimal\\(\\d+,\\d+\\)|epoch-seconds|epoch-millis"
              + "|epoch-micros|date|timestamp)|(date|timestamp)\\((.+)\\)");
  private static final Pattern NESTED =
      Pattern.compile("(?:ARRAY|STRUCT)<.*>", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
  private static final Map<String, Long> MICROS =
      Map.of("epoch-seconds", 1_000_000L, "epoch-millis", 1_000L, "epoch-micros", 1L);

  /** What is wrong with a type, if anything is. */
  static Optional<String> fault(String text) {
    String type = withoutMark(text);
    return SIMPLE.matcher(type).matches() || NESTED.matcher(type).matches()
        ? Optional.empty()
        : Optional.of(
            "must be string, boolean, bigint, double, decimal(p,s), date, timestamp,"
                + " date(pattern), timestamp(pattern), epoch-seconds, epoch-millis, epoch-micros,"
                + " ARRAY<…> or STRUCT<…>, but is "
                + text);
  }

  /** Reads a type that has no fault. */
  static ColumnType of(String text) {
    String type = withoutMark(text);
    boolean mayBeMissing = text.strip().endsWith("?");
    Matcher simple = SIMPLE.matcher(type);
    if (simple.matches() && simple.group(2) != null) {
      return new ColumnType(simple.group(2), simple.group(3), mayBeMissing);
    }
    return new ColumnType(type, null, mayBeMissing);
  }

  /** Whether values have parts of their own. */
  boolean isNested() {
    return NESTED.matcher(name).matches();
  }

  /** Whether values are days or moments. */
  boolean isTime() {
    return name.equals("date") || name.equals("timestamp") || MICROS.containsKey(name);
  }

  /** The type of the typed column. */
  DataType dataType() {
    return MICROS.containsKey(name) ? TimestampType : DataType.fromDDL(name);
  }

  /** The type in which a JSON parser is to hand the values over: text, unless they have parts. */
  DataType rawType() {
    return isNested() ? dataType() : StringType;
  }

  /**
   * The typed value; null where there is none or it cannot be understood.
   *
   * @param raw the value as it was read
   * @param rawType the type in which it was read
   */
  Column typed(Column raw, DataType rawType) {
    if (rawType.equals(dataType()) && !rawType.equals(StringType)) {
      return raw;
    }
    if (isNested()) {
      return raw.cast(dataType());
    }
    if (MICROS.containsKey(name)) {
      return timestamp_micros(
          try_multiply(raw.try_cast(LongType), lit(MICROS.get(name).longValue())));
    }
    if (!rawType.equals(StringType)) {
      return raw.try_cast(dataType());
    }
    if (pattern != null) {
      Column moment = try_to_timestamp(raw, lit(pattern));
      return name.equals("date") ? moment.cast(DateType) : moment;
    }
    if (isTime()) {
      // Spark would also take a bare year, and a bare time as of today.
      return when(substring(raw, 5, 1).equalTo("-"), raw.try_cast(dataType()));
    }
    return name.equals("string") ? nullif(raw, lit("")) : raw.try_cast(dataType());
  }

  /** Whether a raw value is there at all. */
  Column isGiven(Column raw, DataType rawType) {
    return rawType.equals(StringType)
        ? raw.isNotNull().and(btrim(raw).notEqual(""))
        : raw.isNotNull();
  }

  private static String withoutMark(String text) {
    String type = text.strip();
    return type.endsWith("?") ? type.substring(0, type.length() - 1).strip() : type;
  }
}
