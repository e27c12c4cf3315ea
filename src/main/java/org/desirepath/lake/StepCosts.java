package org.desirepath.lake;

import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.TimeoutException;
import java.util.stream.LongStream;
import org.apache.spark.SparkContext;
import org.apache.spark.executor.TaskMetrics;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerStageCompleted;
import org.apache.spark.scheduler.SparkListenerStageSubmitted;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the tasks of each step of a run cost, as Spark tells its listeners; of a stage of Spark that
 * is under way three numbers a task are kept, of one that has ended a few sums.
 */
final class StepCosts extends SparkListener implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(StepCosts.class);
  private static final double NANOS_PER_SECOND = 1e9;
  private static final double MILLIS_PER_SECOND = 1e3;
  private static final long PATIENCE_MILLIS = 10_000;

  private final SparkContext spark;
  private final String run;
  private final Map<String, Cost> costs = new TreeMap<>();
  private final Map<Integer, StageTasks> underWay = new HashMap<>();
  private int tasksAtOnce;

  private StepCosts(SparkContext spark, RunId run) {
    this.spark = spark;
    this.run = run.text();
  }

  /**
   * What a step cost.
   *
   * @param tasks how many there were, those that failed included
   * @param taskSeconds how long they ran, added up
   * @param cpuSeconds processor time of it
   * @param longestSeconds of any task
   * @param medianSeconds of the tasks of the same stage of Spark as the longest
   * @param shuffledBytes what was written for other tasks
   * @param spilledBytes what was written to disk because memory was short
   * @param peakMemoryBytes the most that sorts, joins and aggregates of one task held at a time
   */
  record Cost(
      long tasks,
      double taskSeconds,
      double cpuSeconds,
      double longestSeconds,
      double medianSeconds,
      long shuffledBytes,
      long spilledBytes,
      long peakMemoryBytes) {

    /** Of a step without a task. */
    static final Cost NONE = new Cost(0, 0, 0, 0, 0, 0, 0, 0);

    Cost plus(Cost other) {
      Cost longer = other.longestSeconds > longestSeconds ? other : this;
      return new Cost(
          tasks + other.tasks,
          taskSeconds + other.taskSeconds,
          cpuSeconds + other.cpuSeconds,
          longer.longestSeconds,
          longer.medianSeconds,
          shuffledBytes + other.shuffledBytes,
          spilledBytes + other.spilledBytes,
          Math.max(peakMemoryBytes, other.peakMemoryBytes));
    }
  }

  /** The tasks so far of a stage of Spark. */
  private static final class StageTasks {

    private final String step;
    private final LongStream.Builder millis = LongStream.builder();
    private final LongStream.Builder starts = LongStream.builder();
    private final LongStream.Builder ends = LongStream.builder();
    private long tasks;
    private long cpuNanos;
    private long shuffledBytes;
    private long spilledBytes;
    private long peakMemoryBytes;

    StageTasks(String step) {
      this.step = step;
    }

    void add(long launched, long duration, TaskMetrics metrics) {
      tasks++;
      millis.add(duration);
      if (metrics != null) {
        starts.add(launched);
        // Its core is given to another task before the driver takes note that it has ended.
        ends.add(launched + metrics.executorRunTime());
        cpuNanos += metrics.executorCpuTime();
        shuffledBytes += metrics.shuffleWriteMetrics().bytesWritten();
        spilledBytes += metrics.diskBytesSpilled();
        peakMemoryBytes = Math.max(peakMemoryBytes, metrics.peakExecutionMemory());
      }
    }

    /** How many ran at a time at most. */
    int atOnce() {
      long[] started = starts.build().sorted().toArray();
      long[] ended = ends.build().sorted().toArray();
      int most = 0;
      int over = 0;
      for (int task = 0; task < started.length; task++) {
        while (ended[over] <= started[task] && over < task) {
          over++;
        }
        most = Math.max(most, task + 1 - over);
      }
      return most;
    }

    Cost cost() {
      long[] sorted = millis.build().sorted().toArray();
      if (sorted.length == 0) {
        return Cost.NONE;
      }
      return new Cost(
          tasks,
          LongStream.of(sorted).sum() / MILLIS_PER_SECOND,
          cpuNanos / NANOS_PER_SECOND,
          sorted[sorted.length - 1] / MILLIS_PER_SECOND,
          sorted[sorted.length / 2] / MILLIS_PER_SECOND,
          shuffledBytes,
          spilledBytes,
          peakMemoryBytes);
    }
  }

  /** Begins to listen to the jobs of a run. */
  static StepCosts of(SparkContext spark, RunId run) {
    StepCosts costs = new StepCosts(spark, run);
    spark.addSparkListener(costs);
    return costs;
  }

  /** How many tasks of one stage of Spark ran at a time at most; 1 before the first has ended. */
  int tasksAtOnce() {
    awaitWhatIsToBeTold();
    synchronized (this) {
      return Math.max(1, tasksAtOnce);
    }
  }

  /** What each step has cost so far, by its name. */
  Map<String, Cost> costs() {
    awaitWhatIsToBeTold();
    synchronized (this) {
      return Map.copyOf(costs);
    }
  }

  private void awaitWhatIsToBeTold() {
    try {
      spark.listenerBus().waitUntilEmpty(PATIENCE_MILLIS);
    } catch (TimeoutException late) {
      LOG.warn("Spark tells of tasks late; costs of steps are lower than they were", late);
    }
  }

  @Override
  public synchronized void onStageSubmitted(SparkListenerStageSubmitted stage) {
    Properties properties = stage.properties();
    if (properties != null && run.equals(properties.getProperty(StepContext.RUN_ID))) {
      underWay.putIfAbsent(
          stage.stageInfo().stageId(), new StageTasks(properties.getProperty(StepContext.STEP)));
    }
  }

  @Override
  public synchronized void onTaskEnd(SparkListenerTaskEnd task) {
    StageTasks stage = underWay.get(task.stageId());
    if (stage != null && task.taskInfo() != null) {
      stage.add(task.taskInfo().launchTime(), task.taskInfo().duration(), task.taskMetrics());
    }
  }

  @Override
  public synchronized void onStageCompleted(SparkListenerStageCompleted stage) {
    StageTasks tasks = underWay.remove(stage.stageInfo().stageId());
    if (tasks != null) {
      tasksAtOnce = Math.max(tasksAtOnce, tasks.atOnce());
      costs.merge(tasks.step, tasks.cost(), Cost::plus);
    }
  }

  @Override
  public void close() {
    spark.removeSparkListener(this);
  }
}
