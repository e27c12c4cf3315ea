package org.desirepath.lake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.desirepath.lake.LakeException.orCannotWrite;

import java.io.FileNotFoundException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.desirepath.table.Table;

/**
 * What a sweep over models keeps beside the published tables, below {@code tuning/<sweep>/}: texts,
 * and tables that are stored once. One sweep writes at a time; what it was writing when it died is
 * written again.
 */
public final class SweepFolder {

  /** Holds the moment at which the sweep was last begun. */
  private static final String BEGUN = "begun";

  private final Warehouse warehouse;
  private final Path folder;

  private SweepFolder(Warehouse warehouse, Path folder) {
    this.warehouse = warehouse;
    this.folder = folder;
  }

  /**
   * The folder of a sweep, which need not yet be there.
   *
   * @param location of the warehouse, a local path or any Hadoop URI
   */
  public static SweepFolder of(String location, String sweepId, Configuration configuration) {
    return orCannotWrite(
        "Cannot read " + location,
        () -> {
          Warehouse warehouse = Warehouse.at(location, configuration);
          return new SweepFolder(warehouse, new Path(all(warehouse), sweepId));
        });
  }

  /** The sweep of a warehouse that was begun last; nothing where there is none. */
  public static Optional<SweepFolder> latest(String location, Configuration configuration) {
    return orCannotWrite(
        "Cannot read " + location,
        () -> {
          Warehouse warehouse = Warehouse.at(location, configuration);
          return warehouse.list(all(warehouse)).stream()
              .map(status -> new SweepFolder(warehouse, status.getPath()))
              .filter(sweep -> sweep.read(BEGUN).isPresent())
              .max(Comparator.comparing(sweep -> Instant.parse(sweep.read(BEGUN).orElseThrow())));
        });
  }

  /** Tells that the sweep is begun, or goes on, at a moment. */
  public void begin(Instant at) {
    write(BEGUN, at.toString());
  }

  /** Where it lies. */
  public String location() {
    return folder.toUri().getScheme().equals("file") ? folder.toUri().getPath() : folder.toString();
  }

  /** The id of the sweep. */
  public String sweepId() {
    return folder.getName();
  }

  /** The text of a file; nothing if there is no such file. */
  public Optional<String> read(String name) {
    return orCannotWrite(
        "Cannot read %s of sweep %s".formatted(name, sweepId()),
        () -> {
          try {
            return Optional.of(
                new String(AtomicCreate.read(warehouse.files(), new Path(folder, name)), UTF_8));
          } catch (FileNotFoundException none) {
            return Optional.empty();
          }
        });
  }

  /** The names of the files of a folder below, in order. */
  public List<String> list(String below) {
    return orCannotWrite(
        "Cannot read sweep " + sweepId(),
        () ->
            warehouse.list(new Path(folder, below)).stream()
                .map(status -> status.getPath().getName())
                .sorted()
                .toList());
  }

  /** Writes a text, in place of an earlier one. */
  public void write(String name, String text) {
    orCannotWrite(
        "Cannot write %s of sweep %s".formatted(name, sweepId()),
        () -> {
          try (FSDataOutputStream out = warehouse.files().create(new Path(folder, name), true)) {
            out.write(text.getBytes(UTF_8));
          }
          return null;
        });
  }

  /** Stores a table unless it was stored before, and reads it back. */
  public <T extends Table> T once(SparkSession spark, T table, Function<Dataset<Row>, T> read) {
    TableFiles tables = TableFiles.in(spark, warehouse);
    String done = table.contract().name() + ".done";
    Path target = new Path(folder, table.contract().name());
    if (read(done).isEmpty()) {
      remove(target);
      tables.writeAsTheyCome(table.rows(), target, table.contract().schema());
      write(done, "");
    }
    return read.apply(tables.read(target, table.contract().schema()));
  }

  /** Stores a table in place of an earlier one, its rows in the order of the key. */
  public void replace(SparkSession spark, Table table) {
    TableFiles tables = TableFiles.in(spark, warehouse);
    Path target = new Path(folder, table.contract().name());
    remove(target);
    tables.writeSorted(table.rows(), table.contract(), target, table.contract().schema());
  }

  private void remove(Path target) {
    orCannotWrite("Cannot write " + target, () -> warehouse.files().delete(target, true));
  }

  private static Path all(Warehouse warehouse) {
    return new Path(warehouse.root(), "tuning");
  }
}
