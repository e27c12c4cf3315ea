package org.desirepath;

import java.util.List;
import java.util.Optional;
import org.apache.spark.SparkThrowable;

/**
 * A step lost executors each time it was done; the same command can succeed when it is given again.
 */
public final class ExecutorsLost extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * What Spark says when executors were lost and neither its own attempts of a task nor those of a
   * stage can make up for it. A broadcast is not among them: the driver has all of it, so where it
   * is not found, it was destroyed too early.
   */
  private static final List<String> SIGNS =
      List.of(
          // Rows that executors alone kept.
          "[CHECKPOINT_RDD_BLOCK_ID_NOT_FOUND]",
          // A task whose executors died, one after another, or did before its result was fetched.
          ": ExecutorLostFailure (executor ",
          ": TaskResultLost (result lost from block manager)",
          // A stage whose input was lost again and again.
          "has failed the maximum allowable number of times",
          // A stage that cannot begin anew, as rows of its input would come in another order.
          "A shuffle map stage with indeterminate output was failed and retried");

  ExecutorsLost(int times, Throwable last) {
    super(
        ("A step was done %d times and lost executors each time; try again. If it goes on,"
                + " executors may have too little memory: their own logs tell")
            .formatted(times),
        last);
  }

  /**
   * What a failure says about executors that were lost.
   *
   * @return empty if they were not the cause, or another step has been done often enough
   */
  static Optional<String> sign(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      String message = String.valueOf(cause.getMessage());
      if (cause instanceof ExecutorsLost) {
        return Optional.empty();
      }
      if (cause instanceof SparkThrowable && SIGNS.stream().anyMatch(message::contains)) {
        return message.lines().findFirst();
      }
    }
    return Optional.empty();
  }
}
