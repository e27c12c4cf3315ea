package org.desirepath.lake;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.desirepath.table.Contract;
import org.desirepath.table.Field;

/**
 * SQL scripts that make a view for each table of one run, named like the table, with the meaning of
 * each column.
 *
 * @param folder the run's folder, as a URI
 * @param run the run
 */
record ViewScripts(String folder, RunId run) {

  /** DuckDB reads the files in place. */
  String duckdb(List<Contract> tables) {
    return tables.stream()
        .map(
            table ->
                """
                CREATE OR REPLACE VIEW %s AS
                SELECT %s
                FROM read_parquet(%s, hive_partitioning = false);
                COMMENT ON VIEW %s IS %s;
                %s
                """
                    .formatted(
                        table.name(),
                        names(table),
                        text(place("", "s3:") + "/" + table.name() + "/**/*.parquet"),
                        table.name(),
                        text(table.grain()),
                        fields(table)
                            .map(
                                field ->
                                    "COMMENT ON COLUMN %s.%s IS %s;"
                                        .formatted(
                                            table.name(), quoted(field), text(field.meaning())))
                            .collect(Collectors.joining("\n"))))
        .collect(Collectors.joining("\n", title("duckdb -init duckdb.sql"), ""));
  }

  /** Spark reads the files in place, with the types of the contract. */
  String spark(List<Contract> tables) {
    return tables.stream()
        .map(
            table ->
                """
                CREATE OR REPLACE TEMPORARY VIEW %s (
                %s
                ) USING parquet OPTIONS (path %s);
                """
                    .formatted(
                        table.name(),
                        fields(table)
                            .map(
                                field ->
                                    "  `%s` %s COMMENT %s"
                                        .formatted(
                                            field.name(),
                                            field.type().sql(),
                                            escaped(field.meaning())))
                            .collect(Collectors.joining(",\n")),
                        escaped(folder + "/" + table.name())))
        .collect(Collectors.joining("\n", title("spark-sql -i spark.sql"), ""));
  }

  /**
   * Trino needs a table for files, and a view that carries the name: the tables of a run keep
   * theirs, so a query under way goes on reading what it started with.
   */
  String trino(List<Contract> tables) {
    return tables.stream()
        .map(this::trinoTable)
        .collect(
            Collectors.joining(
                "\n",
                title("trino --catalog hive -f trino.sql")
                    + "CREATE SCHEMA IF NOT EXISTS desirepath;\nUSE desirepath;\n\n",
                ""));
  }

  private String trinoTable(Contract table) {
    List<String> folders = table.partitionedBy().stream().map(Field::name).toList();
    String stored = "\"%s__%s\"".formatted(table.name(), run.text().toLowerCase(Locale.ROOT));
    // The Hive connector wants the columns that make folders last.
    String columns =
        Stream.concat(
                fields(table).filter(field -> !folders.contains(field.name())),
                table.partitionedBy().stream())
            .map(
                field ->
                    "  %s %s COMMENT %s"
                        .formatted(quoted(field), trinoType(field.type()), text(field.meaning())))
            .collect(Collectors.joining(",\n"));
    String partitions =
        folders.isEmpty()
            ? ""
            : ", partitioned_by = ARRAY[%s]"
                .formatted(
                    folders.stream().map(ViewScripts::text).collect(Collectors.joining(", ")));
    String discover =
        folders.isEmpty()
            ? ""
            : "CALL system.sync_partition_metadata('desirepath', '%s', 'FULL');\n"
                .formatted(stored.replace("\"", ""));
    return """
        CREATE TABLE IF NOT EXISTS %s (
        %s
        ) COMMENT %s
        WITH (format = 'PARQUET', external_location = %s%s);
        %sCREATE OR REPLACE VIEW %s COMMENT %s AS
        SELECT %s
        FROM %s;
        """
        .formatted(
            stored,
            columns,
            text(table.grain()),
            text(place("file:", "s3:") + "/" + table.name()),
            partitions,
            discover,
            table.name(),
            text(table.grain()),
            names(table),
            stored);
  }

  private String title(String usage) {
    return "-- The tables of run %s; read with: %s\n\n".formatted(run, usage);
  }

  /** The folder as engines outside of Hadoop name it. */
  private String place(String local, String store) {
    return folder.replaceFirst("^file:/+", local + "/").replaceFirst("^s3a:", store);
  }

  private static String names(Contract table) {
    return fields(table).map(ViewScripts::quoted).collect(Collectors.joining(", "));
  }

  private static Stream<Field> fields(Contract table) {
    return Stream.concat(table.fields().stream(), Stream.of(Contract.RUN_ID));
  }

  private static String quoted(Field field) {
    return '"' + field.name() + '"';
  }

  private static String text(String value) {
    return "'" + value.replace("'", "''") + "'";
  }

  /** A text as Spark reads it. */
  private static String escaped(String value) {
    return "'" + value.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }

  private static String trinoType(DataType type) {
    if (type.equals(DataTypes.StringType)) {
      return "varchar";
    } else if (type.equals(DataTypes.IntegerType)) {
      return "integer";
    } else if (type.equals(DataTypes.TimestampType)) {
      return "timestamp(3)";
    }
    return type.simpleString();
  }
}
