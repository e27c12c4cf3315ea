package org.desirepath.table;

import static org.apache.spark.sql.types.DataTypes.DateType;
import static org.apache.spark.sql.types.DataTypes.DoubleType;
import static org.apache.spark.sql.types.DataTypes.IntegerType;
import static org.apache.spark.sql.types.DataTypes.LongType;
import static org.apache.spark.sql.types.DataTypes.StringType;
import static org.desirepath.table.Personas.STATUS;
import static org.desirepath.table.Sessions.ENDED_AT;
import static org.desirepath.table.Sessions.STARTED_AT;
import static org.desirepath.table.TouchpointCatalogue.STAGE;

import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** How the run went and what it cost, stage by stage: the tables it stored, and models. */
public record RunLog(Dataset<Row> rows) implements Table {

  public static final Field SNAPSHOT_DATE =
      Field.required("snapshot_date", DateType, "The day the data is taken as of");
  public static final Field CODE_VERSION =
      Field.required("code_version", StringType, "Version of Desirepath");
  public static final Field CONFIG_FINGERPRINT =
      Field.required("config_fingerprint", StringType, "Hash of settings, mappings and catalogue");
  public static final Field SPARK_VERSION =
      Field.required("spark_version", StringType, "Version of Spark");
  public static final Field STAGE_NUMBER =
      Field.required("stage_number", IntegerType, "Place of the stage in the run, from 1");
  public static final Field STAGE_SECONDS =
      Field.optional(
          "stage_seconds", DoubleType, "Seconds to make and store the table; none of a model");
  public static final Field ROWS_OUT =
      Field.optional("rows_out", LongType, "Rows the stage wrote; none of a model");
  public static final Field TASK_COUNT =
      Field.required("task_count", LongType, "Tasks of Spark, those that failed included");
  public static final Field TASK_SECONDS =
      Field.required("task_seconds", DoubleType, "Seconds that the tasks ran, added up");
  public static final Field CPU_SECONDS =
      Field.required("cpu_seconds", DoubleType, "Processor time of the tasks");
  public static final Field LONGEST_TASK_SECONDS =
      Field.required("longest_task_seconds", DoubleType, "Seconds of the longest task");
  public static final Field MEDIAN_TASK_SECONDS =
      Field.required(
          "median_task_seconds",
          DoubleType,
          "Median seconds of the tasks beside the longest; far below it, rows lie unevenly");
  public static final Field SHUFFLE_BYTES =
      Field.required("shuffle_bytes", LongType, "Bytes that tasks wrote for each other");
  public static final Field SPILL_BYTES =
      Field.required("spill_bytes", LongType, "Bytes written to disk because memory was short");
  public static final Field PEAK_MEMORY_BYTES =
      Field.required(
          "peak_memory_bytes",
          LongType,
          "The most that sorts, joins and aggregates of one task held at a time");

  public static final Contract CONTRACT =
      new Contract(
          "ops_run",
          "one row per run and stage",
          List.of(STAGE),
          List.of(
              SNAPSHOT_DATE,
              STARTED_AT,
              ENDED_AT,
              STATUS,
              CODE_VERSION,
              CONFIG_FINGERPRINT,
              SPARK_VERSION,
              STAGE,
              STAGE_NUMBER,
              STAGE_SECONDS,
              ROWS_OUT,
              TASK_COUNT,
              TASK_SECONDS,
              CPU_SECONDS,
              LONGEST_TASK_SECONDS,
              MEDIAN_TASK_SECONDS,
              SHUFFLE_BYTES,
              SPILL_BYTES,
              PEAK_MEMORY_BYTES));

  /** Refuses rows that do not keep the contract. */
  public RunLog {
    rows = CONTRACT.conform(rows);
  }

  @Override
  public Contract contract() {
    return CONTRACT;
  }
}
