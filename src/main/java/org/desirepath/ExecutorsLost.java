package org.desirepath;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.SparkThrowable;

/**
 * A step lost executors each time it was done, or the night all of them; the same command can
 * succeed when it is given again.
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

  /** What Spark says when its cluster ended the application: nobody is left to do a step again. */
  private static final List<String> SIGNS_OF_THE_END =
      List.of(
          "cancelled because SparkContext was shut down",
          "Cannot call methods on a stopped SparkContext");

  private final boolean isOfAll;

  private ExecutorsLost(String message, boolean isOfAll, Throwable cause) {
    super(message, cause);
    this.isOfAll = isOfAll;
  }

  /** Whether the application was ended: nothing can be done in its session again. */
  public boolean isOfAll() {
    return isOfAll;
  }

  /** A step was done so many times. */
  static ExecutorsLost eachOf(int times, Throwable last) {
    return new ExecutorsLost(
        ("A step was done %d times and lost executors each time; try again. If it goes on,"
                + " executors may have too little memory: their own logs tell")
            .formatted(times),
        false,
        last);
  }

  /** The application was ended. */
  static ExecutorsLost all(Throwable cause) {
    return new ExecutorsLost(
        "The cluster ended the application, as it does where it loses many executors; try again",
        true,
        cause);
  }

  /**
   * What a failure says about executors that were lost.
   *
   * @return empty if they were not the cause
   */
  static Optional<String> sign(Throwable failure) {
    return causes(failure)
        .filter(cause -> cause instanceof SparkThrowable)
        .map(cause -> String.valueOf(cause.getMessage()))
        .filter(message -> SIGNS.stream().anyMatch(message::contains))
        .flatMap(String::lines)
        .findFirst();
  }

  /** Whether a failure says that the application was ended. */
  static boolean isTheEnd(Throwable failure) {
    return causes(failure)
        .map(cause -> String.valueOf(cause.getMessage()))
        .anyMatch(message -> SIGNS_OF_THE_END.stream().anyMatch(message::contains));
  }

  private static Stream<Throwable> causes(Throwable failure) {
    return Stream.iterate(failure, Objects::nonNull, Throwable::getCause);
  }
}
