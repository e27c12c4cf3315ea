package org.desirepath.check;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;
import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;
import static org.apache.spark.sql.functions.abs;
import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.bit_or;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.format_string;
import static org.apache.spark.sql.functions.inline;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;
import static org.apache.spark.sql.types.DataTypes.DoubleType;
import static org.apache.spark.sql.types.DataTypes.IntegerType;
import static org.apache.spark.sql.types.DataTypes.LongType;
import static org.apache.spark.sql.types.DataTypes.StringType;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.desirepath.check.Reading.Kind;
import org.desirepath.table.Field;

/**
 * Adds up what the laws read, all laws and tables together.
 *
 * <p>Readings have one shape for all laws, so that each table is read once. They are of fixed width
 * and name things by a 64-bit hash, so they are added up in place, where they are read; texts would
 * have to be sorted. Where that finds a law broken, the things of that law alone are added up again
 * by their names, so whatever is told is so. A thing that breaks a law hides behind another of the
 * same hash at odds of one to 10^10 among 10^9 things.
 */
final class Sums {

  /** For each probability of a group, its sum may be off by this. */
  static final double TOLERANCE = 1e-9;

  private static final Field SUBJECT =
      Field.required("subject", IntegerType, "Place of the law or target among the subjects");
  private static final Field REFERRERS =
      Field.required("referrers", LongType, "Bits of the references that name a thing");
  private static final Field THING_HASH =
      Field.optional("thing", LongType, "Hash of what is added up; null for what does not count");
  private static final Field THING =
      Field.optional("thing", StringType, "What is added up; null for what does not count");
  private static final Field ONCE =
      Field.required("once", LongType, "Hash of the value a reading counts once for");
  private static final Field STATED = Field.optional("stated", LongType, "Number stated");
  private static final Field AMOUNT = Field.required("amount", DoubleType, "Number added up");
  private static final Field SIZE = Field.required("size", LongType, "Readings of the thing");
  private static final Field BROKEN =
      Field.required("broken", LongType, "Things that break the law");
  private static final Field HELD_AGAINST =
      Field.required("held_against", LongType, "Things looked at");
  private static final Field EXAMPLE =
      Field.optional("example", StringType, "Least thing that breaks the law");

  private final PublishedRows tables;
  private final List<Reading> readings;
  private final List<String> subjects;

  Sums(PublishedRows tables, List<Reading> readings) {
    this.tables = tables;
    this.readings = readings;
    this.subjects = readings.stream().map(Reading::subject).distinct().toList();
  }

  /**
   * What the readings of a subject add up to.
   *
   * @param subject the law; for references, what they refer to
   * @param referrers the references that name the things, a bit each; 0 for all other laws
   * @param broken how many things break the law
   * @param heldAgainst how many were looked at
   * @param example the least that breaks it, in words; null where none does
   */
  record Sum(String subject, long referrers, long broken, long heldAgainst, String example) {

    private String key() {
      return referrers + " " + subject;
    }
  }

  /**
   * One sum for each law, and for each set of references that name the same things.
   *
   * <p>One job with two shuffles: of things, added up before, and of a few sums. Where a law is
   * broken, another of the same shape over its readings.
   */
  List<Sum> all() {
    List<Sum> sums =
        things(readings, Sums::hashed)
            .groupBy(SUBJECT.col(), REFERRERS.col())
            .agg(BROKEN.is(sum(BROKEN.col())), HELD_AGAINST.is(sum(HELD_AGAINST.col())))
            .collectAsList()
            .stream()
            .map(row -> read(row, null))
            .toList();
    Set<String> broken =
        sums.stream().filter(sum -> sum.broken() > 0).map(Sum::subject).collect(toSet());
    if (broken.isEmpty()) {
      return sums;
    }
    Map<String, Sum> told =
        things(
                readings.stream().filter(reading -> broken.contains(reading.subject())).toList(),
                Sums::spelt)
            .filter(BROKEN.col().gt(0))
            .groupBy(SUBJECT.col(), REFERRERS.col())
            .agg(
                BROKEN.is(sum(BROKEN.col())),
                HELD_AGAINST.is(sum(HELD_AGAINST.col())),
                EXAMPLE.is(min(EXAMPLE.col())))
            .collectAsList()
            .stream()
            .map(row -> read(row, row.getString(4)))
            .collect(toMap(Sum::key, sum -> sum));
    return sums.stream()
        .map(
            sum ->
                Optional.ofNullable(told.get(sum.key()))
                    .map(
                        exact ->
                            new Sum(
                                sum.subject(),
                                sum.referrers(),
                                exact.broken(),
                                sum.heldAgainst(),
                                exact.example()))
                    .orElse(new Sum(sum.subject(), sum.referrers(), 0, sum.heldAgainst(), null)))
        .toList();
  }

  private Sum read(Row row, String example) {
    return new Sum(
        subjects.get(row.getInt(0)), row.getLong(1), row.getLong(2), row.getLong(3), example);
  }

  /** One row for each thing of a subject, and whether it breaks the law. */
  private Dataset<Row> things(List<Reading> wanted, BiFunction<Integer, Reading, Column> thing) {
    List<Dataset<Row>> read = new ArrayList<>();
    wanted.stream()
        .collect(groupingBy(Reading::table, LinkedHashMap::new, toList()))
        .forEach(
            (table, ofTable) -> {
              Dataset<Row> rows = tables.of(table);
              Column[] every =
                  ofTable.stream()
                      .filter(reading -> reading.oncePer() == null)
                      .map(reading -> column(reading, thing))
                      .toArray(Column[]::new);
              if (every.length > 0) {
                read.add(rows.select(inline(array(every))));
              }
              ofTable.stream()
                  .filter(reading -> reading.oncePer() != null)
                  .forEach(reading -> read.add(once(rows, reading, thing)));
            });
    return read.stream()
        .reduce(Dataset::unionAll)
        .orElseThrow()
        .filter(THING.col().isNotNull())
        .groupBy(SUBJECT.col(), THING.col())
        .agg(
            // Several rows may state the number of one thing, such as those of a path's scopes.
            STATED.is(max(STATED.col())),
            AMOUNT.is(sum(AMOUNT.col())),
            SIZE.is(count(lit(1))),
            REFERRERS.is(bit_or(REFERRERS.col())))
        // A member that nothing refers to keeps no law and breaks none.
        .filter(is(Kind.REFERENCE).and(REFERRERS.col().equalTo(0)).equalTo(false))
        .filter(is(Kind.COUNT_WHERE_STATED).and(STATED.col().isNull()).equalTo(false))
        .select(
            SUBJECT.col(),
            REFERRERS.col(),
            BROKEN.is(broken()),
            HELD_AGAINST.is(when(is(Kind.ROW), SIZE.col()).otherwise(1)),
            EXAMPLE.is(example()));
  }

  /** Readings of which those with the same value count once. One shuffle of its own. */
  private Dataset<Row> once(
      Dataset<Row> rows, Reading reading, BiFunction<Integer, Reading, Column> thing) {
    String counted = "counted";
    return rows.filter(reading.oncePer().isNotNull())
        .select(column(reading, thing).as(counted), ONCE.is(xxhash64(reading.oncePer())))
        .distinct()
        .select(counted + ".*");
  }

  private Column column(Reading reading, BiFunction<Integer, Reading, Column> thing) {
    int subject = subjects.indexOf(reading.subject());
    return struct(
        SUBJECT.is(lit(subject)),
        thing.apply(subject, reading),
        STATED.is(reading.stated()),
        AMOUNT.is(reading.amount()),
        REFERRERS.is(lit(reading.referrers())));
  }

  /** A row's own law is added up over all rows together. */
  private static Column hashed(int subject, Reading reading) {
    return THING_HASH.is(
        reading.kind() == Kind.ROW
            ? lit(0L)
            : when(reading.thing().isNotNull(), xxhash64(lit(subject), reading.thing())));
  }

  private static Column spelt(int subject, Reading reading) {
    return THING.is(
        reading.kind() == Kind.ROW
            ? when(reading.amount().gt(0), reading.thing())
            : reading.thing());
  }

  private Column broken() {
    return when(is(Kind.ROW), AMOUNT.col())
        .when(isCount(), coalesce(STATED.col(), lit(0L)).notEqual(AMOUNT.col()).cast("int"))
        .when(is(Kind.BALANCE), AMOUNT.col().lt(0).cast("int"))
        .when(is(Kind.PROBABILITY), isOff(AMOUNT.col(), SIZE.col()).cast("int"))
        .otherwise(STATED.col().isNull().cast("int"));
  }

  private Column example() {
    return when(
            isCount(),
            format_string(
                "%s with %d stated, %.0f held",
                THING.col(), coalesce(STATED.col(), lit(0L)), AMOUNT.col()))
        .when(is(Kind.BALANCE), format_string("%s with %.0f", THING.col(), AMOUNT.col()))
        .when(is(Kind.PROBABILITY), format_string("%s with %.12f", THING.col(), AMOUNT.col()))
        .otherwise(THING.col());
  }

  private Column isCount() {
    return is(Kind.COUNT).or(is(Kind.COUNT_WHERE_STATED));
  }

  /** Whether a sum is of such readings; all of a subject are of one kind. */
  private Column is(Kind kind) {
    return SUBJECT
        .col()
        .isin(
            readings.stream()
                .filter(reading -> reading.kind() == kind)
                .map(reading -> subjects.indexOf(reading.subject()))
                .distinct()
                .toArray());
  }

  /** Whether a sum of so many probabilities is further from 1 than rounding explains. */
  static Column isOff(Column total, Column size) {
    return abs(total.minus(1)).gt(size.multiply(TOLERANCE)).or(total.isNaN());
  }
}
