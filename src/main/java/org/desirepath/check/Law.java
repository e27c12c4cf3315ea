package org.desirepath.check;

import static org.apache.spark.sql.types.DataTypes.LongType;
import static org.apache.spark.sql.types.DataTypes.StringType;

import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.desirepath.table.Field;

/**
 * One law and how its measure is told.
 *
 * @param name the law, unique
 * @param broken what the counted things are that break it, after "3 of 17 "
 * @param threshold how many may break it; for a warning, the share that may
 * @param severity what becomes of a law that is broken
 */
record Law(String name, String broken, double threshold, Severity severity) {

  /** What becomes of a law that is broken. */
  enum Severity {
    /** Nothing is published. */
    FAIL,
    /** Published, but told. */
    WARN
  }

  /** Law whose measure this is. */
  static final Field NAME = Field.required("law", StringType, "The law");

  /** Things that break the law. */
  static final Field BROKEN = Field.required("broken", LongType, "Things that break the law");

  /** Things the law was held against. */
  static final Field ALL = Field.required("all", LongType, "Things the law was held against");

  /** One of those that break it. */
  static final Field EXAMPLE =
      Field.optional("example", StringType, "The first of those that break it");

  /** A law that nothing may break. */
  static Law strict(String name, String broken) {
    return new Law(name, broken, 0, Severity.FAIL);
  }

  /** A law that at most a share may break, or it is told. */
  static Law warning(String name, String broken, double share) {
    return new Law(name, broken, share, Severity.WARN);
  }

  /** The columns of a measure, in order. */
  static Column[] measure(Column name, Column broken, Column all, Column example) {
    return new Column[] {NAME.is(name), BROKEN.is(broken), ALL.is(all), EXAMPLE.is(example)};
  }

  /** All rows under each other. */
  static Dataset<Row> together(List<Dataset<Row>> parts) {
    return parts.stream().reduce(Dataset::unionAll).orElseThrow();
  }

  /** Number of rows that meet a condition; 0 for no rows. */
  static Column number(Column condition) {
    return functions.count(functions.when(condition, 1));
  }
}
