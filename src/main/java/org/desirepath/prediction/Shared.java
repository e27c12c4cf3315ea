package org.desirepath.prediction;

import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;

/** Sends models, which may be large, once to each process and not with every task. */
final class Shared {

  private Shared() {}

  /** The model for tasks over some rows. */
  static <T> Broadcast<T> with(JavaRDD<?> rows, T model) {
    return JavaSparkContext.fromSparkContext(rows.context()).broadcast(model);
  }
}
