package org.desirepath.lake;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.spark.SparkContext;
import org.slf4j.MDC;

/**
 * Whose work a thread does: its lines of the log name run and step, and so do its jobs of Spark and
 * the lines of their tasks.
 */
public final class StepContext {

  /**
   * The run, in the context of lines and among the properties of jobs: Spark copies properties that
   * begin so into the context of tasks, under the same name.
   */
  public static final String RUN_ID = "mdc.run_id";

  /** The step, a table or what else it makes; told in the same places. */
  public static final String STEP = "mdc.step";

  private static final String JOB_GROUP = "spark.jobGroup.id";
  private static final String JOB_DESCRIPTION = "spark.job.description";

  private StepContext() {}

  /**
   * Does work of a step on this thread. Steps may lie in each other; the inner one is named.
   *
   * <p>Spark shows the run as the group of the jobs and the step as their description.
   */
  static <T> T with(SparkContext spark, RunId runId, String step, Supplier<T> work) {
    Map<String, String> line = Map.of(RUN_ID, runId.text(), STEP, step);
    Map<String, String> jobs =
        Map.of(RUN_ID, runId.text(), STEP, step, JOB_GROUP, runId.text(), JOB_DESCRIPTION, step);
    Map<String, String> lineBefore = new HashMap<>();
    Map<String, String> jobsBefore = new HashMap<>();
    line.keySet().forEach(name -> lineBefore.put(name, MDC.get(name)));
    jobs.keySet().forEach(name -> jobsBefore.put(name, spark.getLocalProperty(name)));
    try {
      line.forEach(StepContext::put);
      jobs.forEach(spark::setLocalProperty);
      return work.get();
    } finally {
      lineBefore.forEach(StepContext::put);
      jobsBefore.forEach(spark::setLocalProperty);
    }
  }

  private static void put(String name, String value) {
    if (value == null) {
      MDC.remove(name);
    } else {
      MDC.put(name, value);
    }
  }
}
