package org.desirepath.lake;

import static org.desirepath.lake.LakeException.orCannotWrite;

import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.desirepath.lake.LakeException.NotFound;
import org.desirepath.table.Contract;
import org.desirepath.table.PublishedTables;

/** The tables of one version, to be read. */
public final class StoredVersion {

  private final Version version;
  private final Warehouse warehouse;
  private final TableFiles tables;

  StoredVersion(Version version, Warehouse warehouse, TableFiles tables) {
    this.version = version;
    this.warehouse = warehouse;
    this.tables = tables;
  }

  /**
   * The version that readers of a warehouse follow now.
   *
   * @param location a local path or any Hadoop URI
   * @throws NotFound if nothing is published there
   */
  public static StoredVersion current(SparkSession spark, String location) {
    return orCannotWrite(
        "Cannot read " + location,
        () -> {
          Warehouse warehouse = Warehouse.at(location, spark.sparkContext().hadoopConfiguration());
          Version version =
              new Versions(warehouse)
                  .current()
                  .orElseThrow(
                      () -> new NotFound("Nothing is published in %s yet".formatted(location)));
          return new StoredVersion(version, warehouse, TableFiles.in(spark, warehouse));
        });
  }

  /** Which version it is. */
  public Version version() {
    return version;
  }

  /**
   * A table of the version; none if its run did not publish the table. A column that it did not
   * have is null.
   *
   * @throws NotFound if the tables are gone, or keep another contract
   */
  public Optional<Dataset<Row>> table(Contract contract) {
    RunId run = version.runId();
    Manifest manifest =
        new Versions(warehouse)
            .manifest(version)
            .orElseThrow(
                () ->
                    new NotFound(
                        "The tables of the current version %d, run %s, are gone"
                            .formatted(version.number(), run)));
    if (manifest.contractVersion() != PublishedTables.VERSION) {
      throw new NotFound(
          "The current version keeps contract version %d, this release %d; publish to an empty"
                  .formatted(manifest.contractVersion(), PublishedTables.VERSION)
              + " warehouse");
    }
    return manifest
        .table(contract.name())
        .map(
            table ->
                contract.conform(
                    tables.read(warehouse.table(run, contract.name()), contract.schema())));
  }
}
