package org.desirepath.lake;

import static org.desirepath.lake.LakeException.orCannotRead;
import static org.desirepath.lake.LakeException.orCannotWrite;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;

/**
 * Removes the runs that no kept version shows and that are not under way, and what processes that
 * died left behind: work folders, drafts of small files.
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
   * @param folder the folder or file, as a URI
   * @param bytes what its files take
   * @param reason why nobody needs it
   */
  public record Leftover(String folder, long bytes, String reason) {}

  /** The vacuum of the warehouse at a location. */
  public static Vacuum at(String location, Configuration configuration) {
    return orCannotRead(
        "Cannot read " + location, () -> new Vacuum(Warehouse.at(location, configuration)));
  }

  /**
   * What may be removed; removes nothing.
   *
   * <p>A run stays if one of the newest versions shows it, if it gave a sign of life within {@link
   * Lease#DEAD_AFTER}, or if it changed or was the current one within the grace: who began to read
   * it while it was current reads on. A run that was rolled back to is shown by the version of the
   * rollback.
   *
   * @param keepVersions newest versions whose runs stay, 1 or more
   * @param grace how long a run stays after its last change or its last moment as the current one;
   *     at least {@link Lease#DEAD_AFTER}, so that a run that ends just now is never taken for left
   * @param now the time on the storage
   */
  public List<Leftover> leftovers(int keepVersions, Duration grace, Instant now) {
    if (keepVersions < 1) {
      throw new IllegalArgumentException("At least the current version is kept");
    }
    Duration stay = grace.compareTo(Lease.DEAD_AFTER) > 0 ? grace : Lease.DEAD_AFTER;
    return orCannotRead(
        "Cannot read " + warehouse.root(),
        () -> {
          List<Leftover> leftovers = new ArrayList<>();
          addWorks(leftovers, now);
          addRuns(leftovers, keepVersions, stay, now);
          for (Path folder : List.of(warehouse.versions(), warehouse.promotions())) {
            addDrafts(leftovers, folder, now);
          }
          addLinks(leftovers, now);
          return leftovers;
        });
  }

  /**
   * Removes what {@link #leftovers} found. A manifest goes first: whoever rolls back to the run
   * claims it before he looks for its manifest, so that one of both sees the other.
   *
   * @return how many were removed: all, but runs that somebody has claimed meanwhile
   */
  public int remove(List<Leftover> leftovers) {
    int removed = 0;
    for (Leftover leftover : leftovers) {
      Path path = new Path(leftover.folder());
      boolean isGone =
          orCannotWrite(
              "Cannot remove " + path,
              () -> {
                if (path.getName().startsWith(Versions.LATEST_DRAFT)) {
                  return Files.deleteIfExists(local(path));
                }
                if (path.getParent().equals(warehouse.runs())) {
                  return removeRun(path);
                }
                return warehouse.files().delete(path, true);
              });
      removed += isGone ? 1 : 0;
    }
    return removed;
  }

  private boolean removeRun(Path folder) throws IOException {
    RunId run = new RunId(folder.getName());
    Path manifest = warehouse.manifest(run);
    boolean isWhole = warehouse.files().exists(manifest);
    byte[] content = isWhole ? AtomicCreate.read(warehouse.files(), manifest) : new byte[0];
    warehouse.files().delete(manifest, false);
    // In this order: a claim ends when the version is there.
    if (!Lease.isTaken(warehouse, run) && !isCurrent(run)) {
      return warehouse.files().delete(folder, true);
    }
    if (isWhole) {
      try (FSDataOutputStream out = warehouse.files().create(manifest, false)) {
        out.write(content);
      }
    }
    return false;
  }

  private boolean isCurrent(RunId run) {
    return new Versions(warehouse)
        .current()
        .filter(version -> version.runId().equals(run))
        .isPresent();
  }

  private void addWorks(List<Leftover> leftovers, Instant now) throws IOException {
    for (FileStatus work : warehouse.list(warehouse.works())) {
      if (isOlder(Lease.lastSign(warehouse, work.getPath()), Lease.DEAD_AFTER, now)) {
        leftovers.add(leftover(work.getPath(), "the run died"));
      }
    }
  }

  private void addRuns(List<Leftover> leftovers, int keepVersions, Duration stay, Instant now)
      throws IOException {
    List<Version> versions = new Versions(warehouse).list();
    Set<String> kept = new HashSet<>();
    versions.stream()
        .skip(Math.max(0, versions.size() - keepVersions))
        .forEach(version -> kept.add(version.runId().text()));
    Map<String, Long> replaced = replaced(versions);
    for (FileStatus run : warehouse.list(warehouse.runs())) {
      String name = run.getPath().getName();
      Path work = new Path(warehouse.works(), name);
      if (!kept.contains(name)
          && isOlder(Lease.lastSign(warehouse, work), Lease.DEAD_AFTER, now)
          && isOlder(lastChange(run.getPath()), stay, now)
          && isOlder(replaced.getOrDefault(name, 0L), stay, now)) {
        String reason =
            replaced.containsKey(name)
                ? "none of the newest %d versions shows it".formatted(keepVersions)
                : "it was never published";
        leftovers.add(leftover(run.getPath(), reason));
        Path quarantine = warehouse.quarantine(new RunId(name));
        if (warehouse.files().exists(quarantine)) {
          leftovers.add(leftover(quarantine, reason));
        }
      }
    }
  }

  /** When runs last ceased to be the current one: the time of the version that came after. */
  private Map<String, Long> replaced(List<Version> versions) throws IOException {
    Map<Path, Long> times = new HashMap<>();
    for (FileStatus file : warehouse.list(warehouse.versions())) {
      times.put(file.getPath(), file.getModificationTime());
    }
    Map<String, Long> replaced = new HashMap<>();
    for (int i = 0; i + 1 < versions.size(); i++) {
      Path next = warehouse.version(versions.get(i + 1).number());
      replaced.put(versions.get(i).runId().text(), times.get(next));
    }
    return replaced;
  }

  private void addDrafts(List<Leftover> leftovers, Path folder, Instant now) throws IOException {
    for (FileStatus file : warehouse.list(folder)) {
      String name = file.getPath().getName();
      if (name.startsWith(".")
          && name.endsWith(AtomicCreate.DRAFT)
          && isOlder(file.getModificationTime(), Lease.DEAD_AFTER, now)) {
        leftovers.add(new Leftover(file.getPath().toString(), file.getLen(), "its writer died"));
      }
    }
  }

  /**
   * Links that were to become {@code latest}. Hadoop follows links, so they are asked for apart.
   */
  private void addLinks(List<Leftover> leftovers, Instant now) throws IOException {
    if (!warehouse.isLocal() || !warehouse.files().exists(warehouse.root())) {
      return;
    }
    try (var links =
        Files.newDirectoryStream(local(warehouse.root()), Versions.LATEST_DRAFT + "*")) {
      for (java.nio.file.Path link : links) {
        long made =
            Files.getLastModifiedTime(link, java.nio.file.LinkOption.NOFOLLOW_LINKS).toMillis();
        if (isOlder(made, Lease.DEAD_AFTER, now)) {
          leftovers.add(new Leftover(link.toUri().toString(), 0, "its writer died"));
        }
      }
    }
  }

  private static java.nio.file.Path local(Path path) {
    return new File(path.toUri().getPath()).toPath();
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
