package org.desirepath.check;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.desirepath.table.Contract;
import org.desirepath.table.Table;

/** The rows of published tables, by contract. */
record PublishedRows(Map<String, Table> tables) {

  static PublishedRows of(List<Table> tables) {
    return new PublishedRows(
        tables.stream()
            .collect(Collectors.toMap(table -> table.contract().name(), Function.identity())));
  }

  /** The rows of the table that keeps the contract. */
  Dataset<Row> of(Contract contract) {
    Table table = tables.get(contract.name());
    if (table == null) {
      throw new IllegalArgumentException("The run has not published " + contract.name());
    }
    return table.rows();
  }
}
