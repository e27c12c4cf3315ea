package org.desirepath.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.desirepath.table.Contract;
import org.desirepath.table.Field;
import org.desirepath.table.PublishedTables;

/**
 * The tables of a run as DuckDB reads them, which takes no Spark job a table.
 *
 * @param folder the run's, or a link to it
 */
public record PublishedRun(Path folder) {

  /** Columns that name a run; texts of models do, too, but versions tell whether they are equal. */
  private static final Set<String> OF_THE_RUN =
      Set.of("first_run_id", "changed_run_id", "trained_run_id", "model_text");

  /**
   * Rows that one run has and the other has not, a few of each table; what names the run does not
   * count.
   *
   * @param apart tables that are not compared
   */
  public static List<String> differences(PublishedRun one, PublishedRun other, Set<String> apart)
      throws SQLException {
    List<String> differences = new ArrayList<>();
    for (Contract table : PublishedTables.ALL) {
      if (!apart.contains(table.name())) {
        for (String row : strings(one.rows(table) + " EXCEPT ALL " + other.rows(table))) {
          differences.add(table.name() + " has once only " + row);
        }
        for (String row : strings(other.rows(table) + " EXCEPT ALL " + one.rows(table))) {
          differences.add(table.name() + " has the other time only " + row);
        }
      }
    }
    return differences;
  }

  /** Rows of a table that hold a text in any column; a few of them. */
  public List<String> rowsWith(Contract table, String text) throws SQLException {
    return strings(
        "SELECT * FROM (%s) AS found WHERE contains(found::varchar, '%s')"
            .formatted(rows(table), text));
  }

  /**
   * Rows of a table that hold one of some texts, in capitals or not, in any column, those that name
   * the run included; a few of them. All texts are looked for at once, in one pass.
   */
  public List<String> rowsWithAny(Contract table, List<String> texts) throws SQLException {
    String any =
        texts.stream()
            .map(text -> "regexp_escape(lower('%s'))".formatted(text.replace("'", "''")))
            .collect(Collectors.joining(" || '|' || "));
    return query(
        "SELECT found FROM (SELECT lower(concat_ws('|', *COLUMNS(*))) AS found FROM %s)"
                .formatted(files(table))
            + " WHERE regexp_matches(found, %s) LIMIT 3".formatted(any));
  }

  /** The value of an aggregate over a table. */
  public long number(Contract table, String aggregate) throws SQLException {
    return Long.parseLong(query("SELECT %s FROM (%s)".formatted(aggregate, rows(table))).get(0));
  }

  /** The first column of a query over the views that the run publishes for DuckDB. */
  public List<String> answers(String sql) throws SQLException, IOException {
    String views = Files.readString(folder.resolve("sql/duckdb.sql"));
    try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duckdb.createStatement()) {
      statement.execute(views);
      return firstColumn(statement, sql);
    }
  }

  String rows(Contract table) {
    return table.fields().stream()
        .map(Field::name)
        .filter(name -> !OF_THE_RUN.contains(name))
        .collect(Collectors.joining(", ", "SELECT ", " FROM " + files(table)));
  }

  private String files(Contract table) {
    return "read_parquet('%s/%s/**/*.parquet', hive_partitioning = false)"
        .formatted(folder, table.name());
  }

  private static List<String> strings(String rows) throws SQLException {
    return query("SELECT found::varchar FROM (%s) AS found LIMIT 3".formatted(rows));
  }

  static List<String> query(String sql) throws SQLException {
    try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duckdb.createStatement()) {
      return firstColumn(statement, sql);
    }
  }

  private static List<String> firstColumn(Statement statement, String sql) throws SQLException {
    List<String> values = new ArrayList<>();
    try (ResultSet result = statement.executeQuery(sql)) {
      while (result.next()) {
        values.add(result.getString(1));
      }
    }
    return values;
  }
}
