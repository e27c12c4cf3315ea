package org.desirepath.lake;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.date_trunc;
import static org.desirepath.lake.LakeException.orCannotWrite;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.desirepath.lake.Manifest.StoredFile;
import org.desirepath.table.Contract;
import org.desirepath.table.Field;

/** Writes the rows of a table as Parquet into a folder of its own, and reads them back. */
record TableFiles(SparkSession spark, Warehouse warehouse) {

  private static final String TIMESTAMP_TYPE = "spark.sql.parquet.outputTimestampType";
  private static final String COMMIT_PROTOCOL = "spark.sql.sources.commitProtocolClass";

  /** Has the session write files as every table of the lake is written. */
  static TableFiles in(SparkSession spark, Warehouse warehouse) {
    spark.conf().set(TIMESTAMP_TYPE, "TIMESTAMP_MICROS");
    spark.conf().set(COMMIT_PROTOCOL, PartitionFolders.class.getName());
    return new TableFiles(spark, warehouse);
  }

  /**
   * Writes rows in the order of the key within files.
   *
   * <p>One shuffle, by key, or by the folders' column where the contract has folders: Spark joins
   * small partitions into one file and splits large ones by measured size.
   *
   * @param schema the columns of the rows, with their meanings
   */
  List<StoredFile> writeSorted(
      Dataset<Row> rows, Contract contract, Path folder, StructType schema) {
    Dataset<Row> storable = storable(rows, schema);
    if (contract.partitionedBy().isEmpty()) {
      return write(
          storable
              .hint("rebalance", (Object[]) contract.keyColumns())
              .sortWithinPartitions(contract.keyColumns()),
          folder,
          schema);
    }
    String[] folders =
        contract.partitionedBy().stream().map(PartitionFolders::copyOf).toArray(String[]::new);
    Column[] copies = Arrays.stream(folders).map(functions::col).toArray(Column[]::new);
    Column[] order =
        Stream.concat(Arrays.stream(copies), Arrays.stream(contract.keyColumns()))
            .toArray(Column[]::new);
    Dataset<Row> placed = storable;
    for (Field column : contract.partitionedBy()) {
      placed = placed.withColumn(PartitionFolders.copyOf(column), column.col());
    }
    List<StoredFile> files =
        write(
            placed.hint("rebalance", (Object[]) copies).sortWithinPartitions(order),
            folder,
            schema,
            folders);
    if (!files.isEmpty()) {
      return files;
    }
    // No rows make no folders; one empty file tells every reader the columns.
    orCannotWrite("Cannot write " + folder, () -> warehouse.files().delete(folder, true));
    return write(storable.limit(0), folder, schema);
  }

  /** Writes rows as they come. No shuffle. */
  List<StoredFile> writeAsTheyCome(Dataset<Row> rows, Path folder, StructType schema) {
    return write(storable(rows, schema), folder, schema);
  }

  /** The stored rows; lazily, as every Spark table. */
  Dataset<Row> read(Path folder, StructType schema) {
    return spark.read().schema(schema).parquet(folder.toString());
  }

  /** Times cut to milliseconds, which every BI tool reads, and the meaning of each column. */
  private static Dataset<Row> storable(Dataset<Row> rows, StructType schema) {
    return rows.select(
        Arrays.stream(schema.fields()).map(TableFiles::storable).toArray(Column[]::new));
  }

  private static Column storable(StructField column) {
    Column value = col(column.name());
    return column.dataType().equals(DataTypes.TimestampType)
        ? date_trunc("MILLISECOND", value).as(column.name(), column.metadata())
        : value.as(column.name(), column.metadata());
  }

  private List<StoredFile> write(
      Dataset<Row> rows, Path folder, StructType schema, String... folders) {
    rows.write()
        .option("mapreduce.fileoutputcommitter.marksuccessfuljobs", "false")
        .partitionBy(folders)
        .parquet(folder.toString());
    return orCannotWrite(
        "Cannot read back " + folder,
        () ->
            Footers.read(
                warehouse.files(), folder, schema, spark.sparkContext().hadoopConfiguration()));
  }
}
