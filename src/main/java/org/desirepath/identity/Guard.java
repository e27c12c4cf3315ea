package org.desirepath.identity;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.desirepath.table.Ties;

/** Finds identifiers that several people use, before anything is joined through them. */
interface Guard {

  /** The guard's name, for reports. */
  String name();

  /** One row per guarded identifier: {@code node} and what it {@code stands_for}. */
  Dataset<Row> guarded(Ties ties);
}
