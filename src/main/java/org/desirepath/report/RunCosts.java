package org.desirepath.report;

import static org.desirepath.table.RunLog.CPU_SECONDS;
import static org.desirepath.table.RunLog.LONGEST_TASK_SECONDS;
import static org.desirepath.table.RunLog.MEDIAN_TASK_SECONDS;
import static org.desirepath.table.RunLog.PEAK_MEMORY_BYTES;
import static org.desirepath.table.RunLog.ROWS_OUT;
import static org.desirepath.table.RunLog.SHUFFLE_BYTES;
import static org.desirepath.table.RunLog.SPILL_BYTES;
import static org.desirepath.table.RunLog.STAGE_SECONDS;
import static org.desirepath.table.RunLog.TASK_COUNT;
import static org.desirepath.table.RunLog.TASK_SECONDS;
import static org.desirepath.table.TouchpointCatalogue.STAGE;

import java.util.Comparator;
import java.util.List;
import org.apache.spark.sql.Row;
import org.desirepath.table.Field;
import org.desirepath.table.RunLog;
import org.desirepath.table.SourceAudit;

/**
 * What a run cost, for people.
 *
 * @param steps what each step cost, the dearest first
 * @param rowsRead rows of exports that the run read
 * @param cores how many tasks ran at a time at most
 */
public record RunCosts(List<Step> steps, long rowsRead, int cores) {

  /** A task that is not longer is no trouble, however short the others are. */
  private static final double LONG_SECONDS = 10;

  /** How many times the median a task takes that holds up its step. */
  private static final double UNEVEN = 5;

  /** How many times what the step would take, evenly divided among the cores, it takes then. */
  private static final double TOO_LONG = 1.5;

  private static final double SECONDS_PER_HOUR = 3600;

  /**
   * What a step cost, as {@link RunLog} has it.
   *
   * @param seconds null where it stores no table, as are its rows
   */
  record Step(
      String name,
      Double seconds,
      Long rows,
      long tasks,
      double taskSeconds,
      double cpuSeconds,
      double longestSeconds,
      double medianSeconds,
      long shuffleBytes,
      long spillBytes,
      long peakMemoryBytes) {

    /** Whether one task held up the step: its rows lie unevenly for so many cores. */
    boolean isUneven(int cores) {
      return longestSeconds >= LONG_SECONDS
          && longestSeconds >= UNEVEN * medianSeconds
          && longestSeconds >= TOO_LONG * taskSeconds / cores;
    }
  }

  /**
   * Reads the log of a run; a few dozen rows, and one of sums.
   *
   * @param cores how many tasks ran at a time at most
   */
  public static RunCosts of(RunLog log, SourceAudit audit, int cores) {
    long read =
        audit.rows().select(SourceAudit.ROWS_READ.col()).collectAsList().stream()
            .mapToLong(row -> row.getLong(0))
            .sum();
    return new RunCosts(
        log.rows().collectAsList().stream()
            .map(RunCosts::step)
            .sorted(Comparator.comparingDouble(Step::taskSeconds).reversed())
            .toList(),
        read,
        cores);
  }

  /** How long all tasks ran, in hours of one core. */
  double coreHours() {
    return steps.stream().mapToDouble(Step::taskSeconds).sum() / SECONDS_PER_HOUR;
  }

  /** Rows of exports that an hour of one core takes through the whole night. */
  double rowsPerCoreHour() {
    return coreHours() == 0 ? 0 : rowsRead / coreHours();
  }

  /** Steps that one task held up, the longest task first. */
  List<Step> uneven() {
    return steps.stream()
        .filter(step -> step.isUneven(cores))
        .sorted(Comparator.comparingDouble(Step::longestSeconds).reversed())
        .toList();
  }

  /** Bytes that were written to disk because memory was short. */
  long spillBytes() {
    return steps.stream().mapToLong(Step::spillBytes).sum();
  }

  private static Step step(Row row) {
    return new Step(
        row.getAs(STAGE.name()),
        row.getAs(STAGE_SECONDS.name()),
        row.getAs(ROWS_OUT.name()),
        number(row, TASK_COUNT).longValue(),
        number(row, TASK_SECONDS).doubleValue(),
        number(row, CPU_SECONDS).doubleValue(),
        number(row, LONGEST_TASK_SECONDS).doubleValue(),
        number(row, MEDIAN_TASK_SECONDS).doubleValue(),
        number(row, SHUFFLE_BYTES).longValue(),
        number(row, SPILL_BYTES).longValue(),
        number(row, PEAK_MEMORY_BYTES).longValue());
  }

  private static Number number(Row row, Field field) {
    return row.getAs(field.name());
  }
}
