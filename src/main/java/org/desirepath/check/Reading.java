package org.desirepath.check;

import static org.apache.spark.sql.functions.abs;
import static org.apache.spark.sql.functions.bit_or;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.format_string;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.types.DataTypes.DoubleType;
import static org.apache.spark.sql.types.DataTypes.LongType;
import static org.apache.spark.sql.types.DataTypes.StringType;

import java.util.List;
import java.util.Locale;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.desirepath.table.Contract;
import org.desirepath.table.Field;

/**
 * What a law reads in each row of a table, in a shape that is the same for all laws, so that each
 * table is read once and all laws are added up together.
 *
 * @param table the table
 * @param column what is read, a struct
 */
record Reading(Contract table, Column column) {

  /** The law; for references, what they refer to. */
  static final Field SUBJECT = Field.required("subject", StringType, "Law or target");

  /** References that name a value, a bit for each; 0 for all other readings. */
  static final Field REFERRERS = Field.required("referrers", LongType, "Bits of references");

  /** Things that break the law. */
  static final Field BROKEN = Field.required("broken", LongType, "Things that break the law");

  /** Things the law was held against. */
  static final Field HELD_AGAINST = Field.required("held_against", LongType, "Things looked at");

  /** The least of those that break it. */
  static final Field EXAMPLE = Field.optional("example", StringType, "Least that breaks it");

  /** For each probability of a group, its sum may be off by this. */
  static final double TOLERANCE = 1e-9;

  private static final Field KIND = Field.required("kind", StringType, "How it is added up");
  private static final Field THING =
      Field.optional("thing", StringType, "What is added up; null for what does not count");
  private static final Field STATED = Field.optional("stated", LongType, "Number stated");
  private static final Field AMOUNT = Field.required("amount", DoubleType, "Number added up");
  private static final Field SIZE = Field.required("size", LongType, "Readings of the thing");

  private enum Kind {
    ROW,
    COUNT,
    PROBABILITY,
    REFERENCE;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    Column is() {
      return KIND.col().equalTo(word());
    }
  }

  /** A law of each row alone; where it cannot be told for lack of a value, it holds. */
  static Reading ofRow(Contract table, Law law, Column holds, Column example) {
    Column breaks = coalesce(not(holds), lit(false));
    return of(
        table,
        Kind.ROW,
        law.name(),
        lit(""),
        lit(null),
        breaks.cast(DoubleType),
        0,
        when(breaks, example));
  }

  /** A number that the table states of a thing. */
  static Reading stated(Contract table, Law law, Column thing, Field number) {
    return of(table, Kind.COUNT, law.name(), thing, number.col(), lit(0), 0, lit(null));
  }

  /** A row that counts for a thing. */
  static Reading counted(Contract table, Law law, Column thing) {
    return of(table, Kind.COUNT, law.name(), thing, lit(null), lit(1), 0, lit(null));
  }

  /** A probability of a group. */
  static Reading probability(Contract table, Law law, Column group, Field probability) {
    return of(
        table, Kind.PROBABILITY, law.name(), group, lit(null), probability.col(), 0, lit(null));
  }

  /** A value that is a member of a target. */
  static Reading member(Contract table, String target, Column value) {
    return of(table, Kind.REFERENCE, target, value, lit(1), lit(0), 0, lit(null));
  }

  /** A value that a reference says is a member of a target. */
  static Reading reference(Contract table, String target, Column value, long bit) {
    return of(table, Kind.REFERENCE, target, value, lit(null), lit(0), bit, lit(null));
  }

  private static Reading of(
      Contract table,
      Kind kind,
      String subject,
      Column thing,
      Column stated,
      Column amount,
      long referrers,
      Column example) {
    return new Reading(
        table,
        struct(
            KIND.is(lit(kind.word())),
            SUBJECT.is(lit(subject)),
            THING.is(thing),
            STATED.is(stated),
            AMOUNT.is(amount),
            REFERRERS.is(lit(referrers)),
            EXAMPLE.is(example)));
  }

  /**
   * Adds up readings: for each law, and for each set of references, how many things break it.
   *
   * <p>Two shuffles: of things, added up before, and of a few sums.
   */
  static Dataset<Row> sums(Dataset<Row> readings) {
    Column broken =
        when(Kind.ROW.is(), AMOUNT.col())
            .when(
                Kind.COUNT.is(), coalesce(STATED.col(), lit(0L)).notEqual(AMOUNT.col()).cast("int"))
            .when(Kind.PROBABILITY.is(), isOff(AMOUNT.col(), SIZE.col()).cast("int"))
            .otherwise(STATED.col().isNull().cast("int"));
    Column example =
        when(Kind.ROW.is(), EXAMPLE.col())
            .when(
                Kind.COUNT.is(),
                format_string(
                    "%s with %d stated, %.0f held",
                    THING.col(), coalesce(STATED.col(), lit(0L)), AMOUNT.col()))
            .when(Kind.PROBABILITY.is(), format_string("%s with %.12f", THING.col(), AMOUNT.col()))
            .otherwise(THING.col());
    return readings
        .filter(THING.col().isNotNull())
        .groupBy(KIND.col(), SUBJECT.col(), THING.col())
        .agg(
            STATED.is(max(STATED.col())),
            AMOUNT.is(sum(AMOUNT.col())),
            SIZE.is(count(lit(1))),
            REFERRERS.is(bit_or(REFERRERS.col())),
            EXAMPLE.is(min(EXAMPLE.col())))
        .filter(Kind.REFERENCE.is().and(REFERRERS.col().equalTo(0)).equalTo(false))
        .select(
            SUBJECT.col(),
            REFERRERS.col(),
            BROKEN.is(broken),
            HELD_AGAINST.is(when(Kind.ROW.is(), SIZE.col()).otherwise(1)),
            EXAMPLE.is(example))
        .groupBy(SUBJECT.col(), REFERRERS.col())
        .agg(
            BROKEN.is(sum(BROKEN.col())),
            HELD_AGAINST.is(sum(HELD_AGAINST.col())),
            EXAMPLE.is(min(when(BROKEN.col().gt(0), EXAMPLE.col()))));
  }

  /** Whether a sum of so many probabilities is further from 1 than rounding explains. */
  static Column isOff(Column total, Column size) {
    return abs(total.minus(1)).gt(size.multiply(TOLERANCE)).or(total.isNaN());
  }

  /** All columns of readings. */
  static Column[] columns(List<Reading> readings) {
    return readings.stream().map(Reading::column).toArray(Column[]::new);
  }
}
