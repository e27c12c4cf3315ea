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
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
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

  /** The same by the storage's own time, which is that of what lies there. */
  public List<Leftover> leftovers(int keepVersions, Duration grace) {
    return leftovers(keepVersions, grace, now());
  }

  /**
   * Removes what {@link #leftovers} found, and looks again at each: a run that somebody shows again
   * meanwhile stays.
   *
   * @return how many were removed
   */
  public int remove(List<Leftover> leftovers) {
    int removed = 0;
    for (Leftover leftover : leftovers) {
      Path path = new Path(leftover.folder());
      removed += orCannotWrite("Cannot remove " + path, () -> remove(path)) ? 1 : 0;
    }
    return removed;
  }

  private boolean remove(Path path) throws IOException {
    if (path.getName().startsWith(Versions.LATEST_DRAFT)) {
      return Files.deleteIfExists(local(path));
    }
    if (path.getParent().equals(warehouse.works())) {
      boolean isDead = isOlder(Lease.lastSign(warehouse, path), Lease.DEAD_AFTER, now());
      return isDead && warehouse.files().delete(path, true);
    }
    if (path.getParent().equals(warehouse.runs())) {
      return removeRun(new RunId(path.getName()));
    }
    return warehouse.files().delete(path, true);
  }

  private boolean removeRun(RunId run) throws IOException {
    try (Claim mark = Claim.toRemove(warehouse, run)) {
      // In this order: a claim ends when the version is there.
      if (mark.isContested() || isShownAgain(run)) {
        return false;
      }
      // The manifest first, so that no version counts on what is half gone.
      warehouse.files().delete(warehouse.manifest(run), false);
      warehouse.files().delete(warehouse.quarantine(run), true);
      return warehouse.files().delete(warehouse.run(run), true);
    }
  }

  /** Whether the current version shows the run, or one that was published just now. */
  private boolean isShownAgain(RunId run) throws IOException {
    Versions versions = new Versions(warehouse);
    Instant now = now();
    for (FileStatus file : warehouse.list(warehouse.versions())) {
      if (!isOlder(file.getModificationTime(), Lease.DEAD_AFTER, now)
          && versions.shows(file.getPath(), run)) {
        return true;
      }
    }
    return versions.current().filter(version -> version.runId().equals(run)).isPresent();
  }

  /** What time it is on the storage, by a file that is written and removed. */
  private Instant now() {
    return orCannotWrite(
        "Cannot write to " + warehouse.root(),
        () -> {
          Path clock =
              new Path(warehouse.versions(), ".clock." + UUID.randomUUID() + AtomicCreate.DRAFT);
          warehouse.files().create(clock, false).close();
          long time = warehouse.files().getFileStatus(clock).getModificationTime();
          warehouse.files().delete(clock, false);
          return Instant.ofEpochMilli(time);
        });
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
      if (!RunId.isName(name)) {
        continue;
      }
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
          Path path = new Path(warehouse.root(), link.getFileName().toString());
          leftovers.add(new Leftover(path.toString(), 0, "its writer died"));
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
