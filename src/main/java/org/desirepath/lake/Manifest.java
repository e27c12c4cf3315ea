package org.desirepath.lake;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.fs.FSDataOutputStream;

/**
 * What a run stored; written last, so a run without one is not whole.
 *
 * @param runId the run
 * @param contractVersion the version of the published contracts
 * @param tables what was published, in the order of writing
 * @param checks the laws that were checked before publication
 */
public record Manifest(
    RunId runId, int contractVersion, List<StoredTable> tables, List<CheckResult> checks) {

  static final String FILE_NAME = "_MANIFEST.json";

  /**
   * One stored table.
   *
   * @param name name of the table and of its folder
   * @param rows rows in it
   * @param bytes bytes of its files
   * @param schemaFingerprint hash of names and types of its columns
   * @param partitionedBy the columns that make folders
   * @param files its files
   */
  public record StoredTable(
      String name,
      long rows,
      long bytes,
      String schemaFingerprint,
      List<String> partitionedBy,
      List<StoredFile> files) {}

  /**
   * One stored file.
   *
   * @param path below the folder of the table
   * @param rows rows in it
   * @param bytes its length
   */
  public record StoredFile(String path, long rows, long bytes) {}

  /**
   * A law as {@code ops_check} tells it.
   *
   * @param name the law
   * @param status pass, warn or fail
   * @param value the figure
   * @param threshold its bound
   * @param message what the figures say
   */
  public record CheckResult(
      String name, String status, Double value, Double threshold, String message) {}

  /** The stored table of a name. */
  public Optional<StoredTable> table(String name) {
    return tables.stream().filter(table -> table.name().equals(name)).findFirst();
  }

  void write(Warehouse warehouse) throws IOException {
    try (FSDataOutputStream out = warehouse.files().create(warehouse.manifest(runId), false)) {
      out.write(Json.write(this));
    }
  }

  static Optional<Manifest> read(Warehouse warehouse, RunId run) throws IOException {
    try {
      return Optional.of(
          Json.read(AtomicCreate.read(warehouse.files(), warehouse.manifest(run)), Manifest.class));
    } catch (FileNotFoundException none) {
      return Optional.empty();
    }
  }
}
