package org.desirepath.table;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Rows that keep a contract; each table is a record that cannot hold others. */
public interface Table {

  /** The rows, in the contract's columns and order. */
  Dataset<Row> rows();

  /** What the rows keep to. */
  Contract contract();
}
