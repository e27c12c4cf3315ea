package org.desirepath.lake;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.xxhash64;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Observation;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.desirepath.lake.LakeException.BrokenLaw;
import org.desirepath.table.Contract;
import org.desirepath.table.Field;

/**
 * The stored rows of a table, to be held against its contract: none is lost, no two share a key,
 * required values are present.
 *
 * @param contract what the table promises
 * @param rows the rows, read back
 * @param written how many rows the files have
 */
record StoredRows(Contract contract, Dataset<Row> rows, long written) {

  private static final Field TABLE =
      Field.required("table", DataTypes.IntegerType, "Place of the table among those checked");
  private static final Field LACKS =
      Field.required("lacks", DataTypes.LongType, "Rows in which a required value is missing");

  private static final Field KEY_HASH =
      Field.required("key_hash", DataTypes.LongType, "Hash of the key");
  private static final Field REPEATS =
      Field.required("repeats", DataTypes.LongType, "Rows with the same key");
  private static final Field ROWS = Field.required("row_count", DataTypes.LongType, "Rows");
  private static final Field SUSPECTS =
      Field.required("suspects", DataTypes.LongType, "Rows that may break the contract");

  /** What was read back of a table, and how many rows of it may break its contract. */
  private record Screened(long rows, long suspects) {}

  /**
   * Checks all tables.
   *
   * <p>One job over keys and required columns, with one shuffle of a 64-bit hash of the key. Equal
   * keys have equal hashes, so where no hash occurs twice no key does. Only where one does, or
   * something is missing, the table is looked at closely; the answer is exact in both cases.
   *
   * @throws BrokenLaw if a law is broken, with the number that breaks it
   */
  static void check(List<StoredRows> tables) {
    Map<Integer, Screened> screened = screened(tables);
    for (int i = 0; i < tables.size(); i++) {
      StoredRows table = tables.get(i);
      Screened found = screened.getOrDefault(i, new Screened(0, 0));
      if (found.rows() != table.written() || found.suspects() > 0) {
        table.check();
      }
    }
  }

  private static Map<Integer, Screened> screened(List<StoredRows> tables) {
    Map<Integer, Screened> screened = new HashMap<>();
    IntStream.range(0, tables.size())
        .mapToObj(i -> tables.get(i).hashed(i))
        .reduce(Dataset::unionAll)
        .map(
            rows ->
                rows.groupBy(TABLE.col(), KEY_HASH.col())
                    .agg(REPEATS.is(count(lit(1))), LACKS.is(sum(LACKS.col())))
                    .groupBy(TABLE.col())
                    .agg(
                        ROWS.is(sum(REPEATS.col())),
                        SUSPECTS.is(sum(REPEATS.col().minus(1)).plus(sum(LACKS.col()))))
                    .collectAsList())
        .orElse(List.of())
        .forEach(row -> screened.put(row.getInt(0), new Screened(row.getLong(1), row.getLong(2))));
    return screened;
  }

  private Dataset<Row> hashed(int place) {
    Column lacks =
        required().stream()
            .map(field -> field.col().isNull())
            .reduce(Column::or)
            .orElse(lit(false));
    return rows.select(
        TABLE.is(lit(place)),
        KEY_HASH.is(xxhash64(contract.keyColumns())),
        LACKS.is(lacks.cast("int")));
  }

  private List<Field> required() {
    return contract.fields().stream().filter(Field::required).toList();
  }

  /** Checks one table and tells what is wrong with it. */
  private void check() {
    List<Field> required = required();
    Set<Field> read = new LinkedHashSet<>(required);
    contract.key().forEach(read::add);
    Observation seen = new Observation();
    Row counts =
        rows.select(columns(List.copyOf(read)))
            .observe(seen, ROWS.is(count(lit(1))), absences(required))
            .select(KEY_HASH.is(xxhash64(contract.keyColumns())))
            .groupBy(KEY_HASH.col())
            .agg(REPEATS.is(count(lit(1))))
            .agg(
                ROWS.is(coalesce(sum(REPEATS.col()), lit(0))),
                SUSPECTS.is(coalesce(sum(REPEATS.col().minus(1)), lit(0))))
            .collectAsList()
            .get(0);
    long found = counts.getLong(0);
    List<String> broken = new ArrayList<>();
    if (found != written) {
      broken.add("%,d rows were written, but %,d are read back".formatted(written, found));
    }
    Map<String, Object> absent = metrics(seen);
    for (Field field : required) {
      Object number = absent.get(field.name());
      if (number instanceof Long missing && missing > 0) {
        broken.add("%s must have a value, but %,d rows have none".formatted(field.name(), missing));
      }
    }
    if (counts.getLong(1) > 0) {
      broken.addAll(repeatedKeys());
    }
    if (!broken.isEmpty()) {
      throw new BrokenLaw(
          "Table %s of %,d rows: %s".formatted(contract.name(), found, String.join("; ", broken)));
    }
  }

  /** The rows that repeat a key, compared in full. One shuffle, by key. */
  private List<String> repeatedKeys() {
    List<Row> examples =
        rows.groupBy(contract.keyColumns())
            .agg(REPEATS.is(count(lit(1))))
            .filter(REPEATS.col().gt(1))
            .agg(sum(REPEATS.col().minus(1)), min(struct(contract.keyColumns()).cast("string")))
            .collectAsList();
    Row found = examples.get(0);
    if (found.isNullAt(0)) {
      return List.of();
    }
    return List.of(
        "%s must be unique, but %,d rows repeat another, such as %s"
            .formatted(
                String.join(" and ", contract.key().stream().map(Field::name).toList()),
                found.getLong(0),
                found.getString(1)));
  }

  /** The metrics of a job that has ended. */
  private static Map<String, Object> metrics(Observation observation) {
    try {
      return observation.getAsJava();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while checking a table", interrupted);
    }
  }

  private static Column[] absences(List<Field> required) {
    return required.stream()
        .map(field -> count_if(field.col().isNull()).as(field.name()))
        .toArray(Column[]::new);
  }

  private static Column[] columns(List<Field> fields) {
    return fields.stream().map(Field::col).toArray(Column[]::new);
  }
}
