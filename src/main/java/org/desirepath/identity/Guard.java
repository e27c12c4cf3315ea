package org.desirepath.identity;

import static org.apache.spark.sql.types.DataTypes.StringType;
import static org.desirepath.identity.ConnectedComponents.NODE;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.desirepath.table.Field;

/** Finds identifiers that several people use, before anything is joined through them. */
interface Guard {

  /** Which guard found it. */
  Field GUARD = Field.required("guard", StringType, "The guard that found the identifier");

  /**
   * The shared thing that an identifier stands for, mostly itself. Ties between two identifiers
   * that stand for the same are kept, all other ties by record are cut.
   */
  Field STANDS_FOR = NODE.as("stands_for", "The shared identifier that this one stands for");

  /** The guard's name, for reports. */
  String name();

  /**
   * One row per guarded identifier: {@link ConnectedComponents#NODE} and {@link #STANDS_FOR}.
   *
   * @param ties as {@link CollectTies} makes them
   */
  Dataset<Row> guarded(Dataset<Row> ties);
}
