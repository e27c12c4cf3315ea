package org.desirepath.lake;

import static org.desirepath.lake.LakeException.orCannotWrite;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;

/**
 * Removes the runs that no kept version shows and that are not under way, and the work folders of
 * runs that died.
 *
 * <p>The version files stay: they are the history, and a number must never be given twice.
 */
public final class Vacuum {

  private final Warehouse warehouse;

  private Vacuum(Warehouse warehouse) {
    this.warehouse = warehouse;
  }

  /**
   * What may be removed.
   *
   * @param folder the folder, as a URI
   * @param bytes what its files take
   * @param reason why nobody needs it
   */
  public record Leftover(String folder, long bytes, String reason) {}

  /** The vacuum of the warehouse at a location. */
  public static Vacuum at(String location, Configuration configuration) {
    try {
      return new Vacuum(Warehouse.at(location, configuration));
    } catch (IOException fault) {
      throw new UncheckedIOException(fault);
    }
  }

  /**
   * What may be removed; removes nothing.
   *
   * <p>A run stays if one of the newest versions shows it, if it gave a sign of life within {@link
   * Lease#DEAD_AFTER}, or if it changed within the grace. A run that was rolled back to is shown by
   * the version of the rollback.
   *
   * @param keepVersions newest versions whose runs stay, 1 or more
   * @param grace how long a run stays after its last change, for a look at what went wrong; at
   *     least {@link Lease#DEAD_AFTER}, so that a run that ends just now is never taken for left
   * @param now the time on the storage
   */
  public List<Leftover> leftovers(int keepVersions, Duration grace, Instant now) {
    if (keepVersions < 1) {
      throw new IllegalArgumentException("At least the current version is kept");
    }
    Duration stay = grace.compareTo(Lease.DEAD_AFTER) > 0 ? grace : Lease.DEAD_AFTER;
    try {
      List<Version> versions = new Versions(warehouse).list();
      Set<String> kept = new HashSet<>();
      versions.stream()
          .skip(Math.max(0, versions.size() - keepVersions))
          .forEach(version -> kept.add(version.runId().text()));
      Set<String> shownOnce = new HashSet<>();
      versions.forEach(version -> shownOnce.add(version.runId().text()));
      List<Leftover> leftovers = new ArrayList<>();
      for (FileStatus work : warehouse.list(warehouse.works())) {
        if (isOlder(Lease.lastSign(warehouse, work.getPath()), Lease.DEAD_AFTER, now)) {
          leftovers.add(leftover(work.getPath(), "the run died"));
        }
      }
      for (FileStatus run : warehouse.list(warehouse.runs())) {
        String name = run.getPath().getName();
        Path work = new Path(warehouse.works(), name);
        if (!kept.contains(name)
            && isOlder(Lease.lastSign(warehouse, work), Lease.DEAD_AFTER, now)
            && isOlder(lastChange(run.getPath()), stay, now)) {
          String reason =
              shownOnce.contains(name)
                  ? "none of the newest %d versions shows it".formatted(keepVersions)
                  : "it was never published";
          leftovers.add(leftover(run.getPath(), reason));
          Path quarantine = warehouse.quarantine(new RunId(name));
          if (warehouse.files().exists(quarantine)) {
            leftovers.add(leftover(quarantine, reason));
          }
        }
      }
      return leftovers;
    } catch (IOException fault) {
      throw new UncheckedIOException(fault);
    }
  }

  /** Removes what {@link #leftovers} found; a manifest first, so that no version counts on it. */
  public void remove(List<Leftover> leftovers) {
    for (Leftover leftover : leftovers) {
      Path folder = new Path(leftover.folder());
      orCannotWrite(
          "Cannot remove " + folder,
          () -> {
            warehouse.files().delete(new Path(folder, Manifest.FILE_NAME), false);
            return warehouse.files().delete(folder, true);
          });
    }
  }

  private Leftover leftover(Path folder, String reason) throws IOException {
    return new Leftover(
        folder.toString(), warehouse.files().getContentSummary(folder).getLength(), reason);
  }

  /** The last change of a run: of its own files, as object stores know no time of folders. */
  private long lastChange(Path run) throws IOException {
    long last = 0;
    for (FileStatus found : warehouse.list(run)) {
      if (found.isFile()) {
        last = Math.max(last, found.getModificationTime());
      }
    }
    return last;
  }

  private static boolean isOlder(long changedAt, Duration age, Instant now) {
    return Instant.ofEpochMilli(changedAt).isBefore(now.minus(age));
  }
}
