package org.desirepath.source;

import org.apache.spark.sql.SparkSession;

/** The SQL functions of a mapping. */
final class Functions {

  private Functions() {}

  /** Makes the functions known to the session; those of another mapping may be replaced. */
  static void register(SparkSession spark, Mapping mapping) {
    for (String function : mapping.functions()) {
      spark.sql("CREATE OR REPLACE TEMPORARY FUNCTION " + function);
    }
  }
}
