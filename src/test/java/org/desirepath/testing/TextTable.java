package org.desirepath.testing;

import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.desirepath.table.Contract;
import org.desirepath.table.Field;

/** Tables as text: a header and a line per row, cells between bars; an empty cell is null. */
public final class TextTable {

  private TextTable() {}

  /** The rows of a text; columns of the contract that the text does not name are null. */
  public static Dataset<Row> of(SparkSession spark, Contract contract, String text) {
    List<String> lines = text.lines().filter(line -> !line.isBlank()).toList();
    List<String> header = cells(lines.get(0));
    StructType strings = new StructType();
    for (String name : header) {
      strings = strings.add(new StructField(name, DataTypes.StringType, true, Metadata.empty()));
    }
    List<Row> rows = new ArrayList<>();
    for (String line : lines.subList(1, lines.size())) {
      List<String> cells = cells(line);
      if (cells.size() != header.size()) {
        throw new IllegalArgumentException("Not as many cells as the header has: " + line);
      }
      rows.add(
          RowFactory.create(cells.stream().map(cell -> cell.isEmpty() ? null : cell).toArray()));
    }
    Map<String, Field> fields = new HashMap<>();
    contract.fields().forEach(field -> fields.put(field.name(), field));
    for (String name : header) {
      if (!fields.containsKey(name)) {
        throw new IllegalArgumentException(contract.name() + " knows no " + name);
      }
    }
    Column[] columns =
        contract.fields().stream()
            .map(
                field ->
                    header.contains(field.name())
                        ? field.is(expr("`" + field.name() + "`"))
                        : field.is(lit(null)))
            .toArray(Column[]::new);
    return spark.createDataFrame(rows, strings).select(columns);
  }

  /** The named columns of the rows as text, sorted, for a readable difference. */
  public static String show(Dataset<Row> rows, String... columns) {
    Dataset<Row> chosen = rows.select(Arrays.stream(columns).map(rows::col).toArray(Column[]::new));
    List<String> lines =
        chosen.collectAsList().stream()
            .map(
                row -> {
                  List<String> cells = new ArrayList<>();
                  for (int i = 0; i < row.length(); i++) {
                    cells.add(row.isNullAt(i) ? "" : row.get(i).toString());
                  }
                  return String.join(" | ", cells).strip();
                })
            .sorted()
            .toList();
    return String.join("\n", lines);
  }

  private static List<String> cells(String line) {
    return Arrays.stream(line.split("\\|", -1)).map(String::strip).toList();
  }
}
