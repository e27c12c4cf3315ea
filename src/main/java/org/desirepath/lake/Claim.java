package org.desirepath.lake;

import static org.desirepath.lake.LakeException.orCannotRead;
import static org.desirepath.lake.LakeException.orCannotWrite;

import java.io.IOException;
import java.util.UUID;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who wants to show a run again, and who wants to remove it, each leave a file of their own before
 * they look for those of the other; so at least one of both sees the other, and gives way (Dekker's
 * algorithm with flags alone).
 *
 * <p>Claims lie in the work folder of the run, marks of removal in the run's own.
 */
final class Claim implements AutoCloseable {

  /** How names of claims begin. */
  static final String PREFIX = "_CLAIM.";

  private static final String REMOVING = "_REMOVING.";
  private static final Logger LOG = LoggerFactory.getLogger(Claim.class);

  private final Warehouse warehouse;
  private final RunId run;
  private final Path file;

  private Claim(Warehouse warehouse, RunId run, Path file) {
    this.warehouse = warehouse;
    this.run = run;
    this.file = file;
  }

  /** Claims a run, to show it again. */
  static Claim of(Warehouse warehouse, RunId run) {
    return written(warehouse, run, new Path(warehouse.work(run), PREFIX + UUID.randomUUID()));
  }

  /** Marks a run that is to be removed. */
  static Claim toRemove(Warehouse warehouse, RunId run) {
    return written(warehouse, run, new Path(warehouse.run(run), REMOVING + UUID.randomUUID()));
  }

  private static Claim written(Warehouse warehouse, RunId run, Path file) {
    orCannotWrite(
        "Cannot write " + file,
        () -> {
          try (FSDataOutputStream out = warehouse.files().create(file, false)) {
            out.writeBytes("Somebody shows the run again, or removes it.\n");
          }
          return null;
        });
    return new Claim(warehouse, run, file);
  }

  /** Whether somebody has begun to remove the run. A mark that a killed one left is no more. */
  boolean isLate() {
    return orCannotRead(
        "Cannot read " + warehouse.run(run),
        () -> {
          long now = warehouse.files().getFileStatus(file).getModificationTime();
          for (FileStatus found : warehouse.list(warehouse.run(run))) {
            if (found.getPath().getName().startsWith(REMOVING)
                && now - found.getModificationTime() < Lease.DEAD_AFTER.toMillis()) {
              return true;
            }
          }
          return false;
        });
  }

  /** Whether somebody makes the run or wants to show it again; asked by who would remove it. */
  boolean isContested() {
    return orCannotRead("Cannot read " + warehouse.work(run), () -> Lease.isTaken(warehouse, run));
  }

  /** Takes it back; where that fails, it is removed with what the dead leave. */
  @Override
  public void close() {
    try {
      warehouse.files().delete(file, false);
      Path work = warehouse.work(run);
      if (warehouse.list(work).isEmpty()) {
        warehouse.files().delete(work, false);
      }
    } catch (IOException fault) {
      LOG.warn("{} is left for vacuum to remove", file, fault);
    }
  }
}
