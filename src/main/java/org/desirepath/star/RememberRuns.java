package org.desirepath.star;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.unix_millis;
import static org.desirepath.table.RunLog.CODE_VERSION;
import static org.desirepath.table.RunLog.CONFIG_FINGERPRINT;
import static org.desirepath.table.RunLog.CPU_SECONDS;
import static org.desirepath.table.RunLog.LONGEST_TASK_SECONDS;
import static org.desirepath.table.RunLog.PEAK_MEMORY_BYTES;
import static org.desirepath.table.RunLog.SHUFFLE_BYTES;
import static org.desirepath.table.RunLog.SNAPSHOT_DATE;
import static org.desirepath.table.RunLog.SPARK_VERSION;
import static org.desirepath.table.RunLog.SPILL_BYTES;
import static org.desirepath.table.RunLog.TASK_SECONDS;
import static org.desirepath.table.Sessions.ENDED_AT;
import static org.desirepath.table.Sessions.STARTED_AT;
import static org.desirepath.table.SourceAudit.ROWS_ACCEPTED;
import static org.desirepath.table.SourceAudit.ROWS_QUARANTINED;
import static org.desirepath.table.SourceAudit.ROWS_READ;

import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.desirepath.table.Field;
import org.desirepath.table.RunHistory;
import org.desirepath.table.RunLog;
import org.desirepath.table.SourceAudit;

/** Carries on from version to version how runs went. */
public final class RememberRuns {

  private static final double MILLIS_PER_SECOND = 1000;

  private RememberRuns() {}

  /**
   * What the version before remembers, and this run. A row a run; after a rollback the runs that it
   * goes on from.
   *
   * @param before of the version that the run goes on from, if it had one
   * @param log of this run, of one start and one end
   */
  public static RunHistory from(
      Optional<RunHistory> before, RunLog log, SourceAudit audit, String runId) {
    Column[] same =
        Stream.of(
                SNAPSHOT_DATE,
                STARTED_AT,
                ENDED_AT,
                CODE_VERSION,
                CONFIG_FINGERPRINT,
                SPARK_VERSION)
            .map(Field::col)
            .toArray(Column[]::new);
    Dataset<Row> read =
        audit.rows().agg(total(ROWS_READ), total(ROWS_ACCEPTED), total(ROWS_QUARANTINED));
    Dataset<Row> now =
        log.rows()
            .groupBy(same)
            .agg(
                total(TASK_SECONDS),
                total(CPU_SECONDS),
                most(LONGEST_TASK_SECONDS),
                total(SHUFFLE_BYTES),
                total(SPILL_BYTES),
                most(PEAK_MEMORY_BYTES))
            .withColumn(RunHistory.PAST_RUN_ID.name(), lit(runId))
            .withColumn(
                RunHistory.RUN_SECONDS.name(),
                unix_millis(ENDED_AT.col())
                    .minus(unix_millis(STARTED_AT.col()))
                    .divide(MILLIS_PER_SECOND))
            .crossJoin(read);
    RunHistory history = new RunHistory(now);
    return before
        .map(runs -> new RunHistory(runs.rows().unionByName(history.rows())))
        .orElse(history);
  }

  private static Column total(Field figure) {
    return figure.is(coalesce(sum(figure.col()), lit(0)));
  }

  private static Column most(Field figure) {
    return figure.is(max(figure.col()));
  }
}
