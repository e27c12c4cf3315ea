package org.desirepath.table;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * What a table promises: its name, grain, key and columns, in order.
 *
 * @param name the table's name, as stored
 * @param grain what one row is
 * @param key the columns that no two rows share
 * @param fields every column but {@link #RUN_ID}, which publication adds
 * @param partitionedBy the columns that make folders; empty for most tables
 */
public record Contract(
    String name, String grain, List<Field> key, List<Field> fields, List<Field> partitionedBy) {

  /** Which run wrote a row; added to every published table. */
  public static final Field RUN_ID =
      Field.required("run_id", DataTypes.StringType, "The run that wrote the row");

  /** Refuses a contract that names a column twice or whose key is not among its columns. */
  public Contract {
    Set<String> names = new HashSet<>();
    for (Field field : fields) {
      if (!names.add(field.name())) {
        throw new IllegalArgumentException(name + " declares " + field.name() + " twice");
      }
    }
    for (Field field : key) {
      if (!names.contains(field.name())) {
        throw new IllegalArgumentException(name + " lacks its key " + field.name());
      }
    }
    key = List.copyOf(key);
    fields = List.copyOf(fields);
    partitionedBy = List.copyOf(partitionedBy);
  }

  /** A table in one folder. */
  public Contract(String name, String grain, List<Field> key, List<Field> fields) {
    this(name, grain, key, fields, List.of());
  }

  /**
   * Puts the columns in order, or refuses the rows. No job runs: only names and types are compared.
   *
   * @throws IllegalArgumentException if a column is missing, unknown or of another type
   */
  public Dataset<Row> conform(Dataset<Row> rows) {
    Map<String, DataType> found =
        Arrays.stream(rows.schema().fields())
            .collect(
                Collectors.toMap(StructField::name, StructField::dataType, (one, other) -> other));
    List<String> faults = new ArrayList<>();
    for (Field field : fields) {
      DataType type = found.remove(field.name());
      if (type == null) {
        faults.add("lacks " + field.name());
      } else if (!type.equals(field.type())) {
        faults.add(
            "has %s as %s, not %s"
                .formatted(field.name(), type.simpleString(), field.type().simpleString()));
      }
    }
    found.remove(RUN_ID.name());
    found.keySet().stream().sorted().forEach(name -> faults.add("knows no " + name));
    if (rows.columns().length != Set.copyOf(Arrays.asList(rows.columns())).size()) {
      faults.add("has a column twice");
    }
    if (!faults.isEmpty()) {
      throw new IllegalArgumentException("Table " + name + " " + String.join(", ", faults));
    }
    return rows.select(columns());
  }

  /** Every column, in order, for a select. */
  public Column[] columns() {
    return fields.stream().map(Field::col).toArray(Column[]::new);
  }

  /** The key's columns, for a sort or a partitioning. */
  public Column[] keyColumns() {
    return key.stream().map(Field::col).toArray(Column[]::new);
  }

  /** Names, types and meanings of the columns, all nullable as Parquet readers expect. */
  public StructType schema() {
    return new StructType(fields.stream().map(Field::structField).toArray(StructField[]::new));
  }
}
