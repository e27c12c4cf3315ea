package org.desirepath.lake;

import org.apache.hadoop.mapreduce.TaskAttemptContext;
import org.apache.spark.internal.io.FileNameSpec;
import org.apache.spark.sql.execution.datasources.SQLHadoopMapReduceCommitProtocol;
import org.desirepath.table.Field;
import scala.Option;

/**
 * Spark's own commit protocol with one difference: a column that makes folders stays in the files.
 *
 * <p>Spark drops a partition column from the files it writes, so a file alone would lack the day of
 * its rows. The lake partitions by a copy of the column, and here the folder gets the name of the
 * original: {@code event_date=2026-01-05/part-….parquet} with {@code event_date} inside. Readers
 * that know partitions and readers that know none see the same columns.
 */
public final class PartitionFolders extends SQLHadoopMapReduceCommitProtocol {

  private static final long serialVersionUID = 1L;

  private static final String COPY = "__folder_";

  /** Called by Spark, by name. */
  public PartitionFolders(String jobId, String path, boolean dynamicPartitionOverwrite) {
    super(jobId, path, dynamicPartitionOverwrite);
  }

  /** The name of the copy of a column by which Spark is told to partition. */
  static String copyOf(Field column) {
    return COPY + column.name();
  }

  @Override
  public String newTaskTempFile(TaskAttemptContext task, Option<String> folder, FileNameSpec name) {
    return super.newTaskTempFile(
        task, folder.isEmpty() ? folder : Option.apply(folder.get().replace(COPY, "")), name);
  }
}
