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

/** How the run went, stage by stage. */
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
      Field.required("stage_seconds", DoubleType, "Seconds the stage took");
  public static final Field ROWS_OUT = Field.required("rows_out", LongType, "Rows the stage wrote");

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
              ROWS_OUT));

  /** Refuses rows that do not keep the contract. */
  public RunLog {
    rows = CONTRACT.conform(rows);
  }

  @Override
  public Contract contract() {
    return CONTRACT;
  }
}
