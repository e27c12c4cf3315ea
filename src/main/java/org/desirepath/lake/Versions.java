package org.desirepath.lake;

import static org.desirepath.lake.LakeException.orCannotRead;
import static org.desirepath.lake.LakeException.orCannotWrite;

import java.io.File;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.desirepath.lake.LakeException.NotFound;
import org.desirepath.lake.LakeException.TryAgain;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The published versions of a warehouse: the highest number is current.
 *
 * <p>A version is one small file that is created once and never changed or deleted, so the list of
 * files is the history, and a number can be given only once.
 */
public final class Versions {

  /** How the names of links begin that are not yet {@code latest}. */
  static final String LATEST_DRAFT = ".latest.";

  private static final Logger LOG = LoggerFactory.getLogger(Versions.class);
  private static final int READERS = 16;
  private static final Pattern FILE_NAME = Pattern.compile("\\d{20}\\.json");

  private final Warehouse warehouse;

  Versions(Warehouse warehouse) {
    this.warehouse = warehouse;
  }

  /**
   * The versions of the warehouse at a location.
   *
   * @param location a local path or any Hadoop URI
   */
  public static Versions at(String location, Configuration configuration) {
    return orCannotRead(
        "Cannot read " + location, () -> new Versions(Warehouse.at(location, configuration)));
  }

  /** All versions, oldest first. One listing and one small read each, a few side by side. */
  public List<Version> list() {
    return orCannotRead(
        cannotRead(),
        () -> {
          List<Callable<Version>> reads = new ArrayList<>();
          for (long number : numbers()) {
            reads.add(() -> read(number));
          }
          return sideBySide(reads);
        });
  }

  /** The version that readers follow; none before the first run. One listing and one read. */
  public Optional<Version> current() {
    return orCannotRead(
        cannotRead(),
        () -> {
          OptionalLong highest = numbers().stream().mapToLong(Long::longValue).max();
          return highest.isPresent() ? Optional.of(read(highest.getAsLong())) : Optional.empty();
        });
  }

  /** What the run of a version stored; none if {@code vacuum} has removed it. */
  public Optional<Manifest> manifest(Version version) {
    return orCannotRead(
        "Cannot read the manifest of run " + version.runId(),
        () -> Manifest.read(warehouse, version.runId()));
  }

  /**
   * Shows the run again that was published before the current one, by a new version.
   *
   * <p>Done twice, it goes back two runs: what counts is the version before the one that first
   * showed the current run.
   *
   * @throws NotFound if there is none, or its tables were removed
   * @throws TryAgain if another version is published meanwhile
   */
  public Version rollback() {
    List<Version> versions = list();
    if (versions.isEmpty()) {
      throw new NotFound("Nothing is published in " + warehouse.root());
    }
    RunId shown = versions.get(versions.size() - 1).runId();
    Version before = null;
    for (Version version : versions) {
      if (version.runId().equals(shown)) {
        break;
      }
      before = version;
    }
    if (before == null) {
      throw new NotFound("No version was published before run " + shown);
    }
    return rollback(versions, before.number());
  }

  /**
   * Shows the run of an older version again, by a new version. Nothing is removed.
   *
   * @throws NotFound if there is no such version, or its tables were removed
   * @throws TryAgain if another version is published meanwhile
   */
  public Version rollback(long number) {
    return rollback(list(), number);
  }

  private Version rollback(List<Version> versions, long number) {
    Version target =
        versions.stream()
            .filter(version -> version.number() == number)
            .findFirst()
            .orElseThrow(
                () -> new NotFound("There is no version %d in %s".formatted(number, root())));
    try (Claim claim = Claim.of(warehouse, target.runId())) {
      // From here on nobody removes the run; what is there now stays.
      if (claim.isLate() || manifest(target).isEmpty()) {
        throw new NotFound(
            "The tables of version %d, run %s, were removed".formatted(number, target.runId()));
      }
      long current = versions.get(versions.size() - 1).number();
      return create(
          new Version(current + 1, target.runId(), current, "rollback to version " + number));
    }
  }

  /**
   * Publishes a run as the version after the one it started from.
   *
   * @throws TryAgain if that version is no longer the current one: what the run inherited, such as
   *     the ids of persons, is then not what readers saw last
   */
  Version publish(RunId run, long baseVersion) {
    return create(new Version(baseVersion + 1, run, baseVersion, Version.PUBLISHED_BY_RUN));
  }

  private Version create(Version version) {
    boolean created =
        orCannotWrite(
            "Cannot write version %d to %s".formatted(version.number(), root()),
            () -> {
              warehouse.files().mkdirs(warehouse.versions());
              return AtomicCreate.create(
                  warehouse.files(), warehouse.version(version.number()), Json.write(version));
            });
    if (!created) {
      Version other = current().orElseThrow();
      throw new TryAgain(
          "Run %s started from version %d, but version %d of run %s was published meanwhile;"
                  .formatted(version.runId(), version.baseVersion(), other.number(), other.runId())
              + " nothing was published, try again");
    }
    if (warehouse.isLocal()) {
      try {
        pointLatest();
      } catch (IOException | LakeException fault) {
        LOG.warn(
            "Version {} is published, but latest does not point to it", version.number(), fault);
      }
    }
    return version;
  }

  /**
   * Makes {@code latest} show the current run. The link is replaced by a rename, so there is always
   * one; repeated until no other version came in between.
   */
  private void pointLatest() throws IOException {
    java.nio.file.Path latest = new File(warehouse.latest().toUri().getPath()).toPath();
    Version shown;
    do {
      shown = current().orElseThrow();
      java.nio.file.Path link = latest.resolveSibling(LATEST_DRAFT + UUID.randomUUID());
      Files.createSymbolicLink(link, java.nio.file.Path.of("runs", shown.runId().text()));
      Files.move(link, latest, StandardCopyOption.ATOMIC_MOVE);
    } while (current().orElseThrow().number() != shown.number());
  }

  /** Whether a file is that of a version that shows a run. */
  boolean shows(Path file, RunId run) throws IOException {
    String name = file.getName();
    return FILE_NAME.matcher(name).matches() && read(number(name)).runId().equals(run);
  }

  private static long number(String name) {
    return Long.parseLong(name.substring(0, name.indexOf('.')));
  }

  private List<Long> numbers() throws IOException {
    return warehouse.list(warehouse.versions()).stream()
        .map(file -> file.getPath().getName())
        .filter(name -> FILE_NAME.matcher(name).matches())
        .map(Versions::number)
        .sorted()
        .toList();
  }

  /** What the reads give, in their order: an object store takes its time for each. */
  private static <T> List<T> sideBySide(List<Callable<T>> reads) throws IOException {
    ExecutorService readers = Executors.newFixedThreadPool(READERS);
    try {
      List<T> read = new ArrayList<>();
      for (Future<T> one : readers.invokeAll(reads)) {
        read.add(one.get());
      }
      return read;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException();
    } catch (ExecutionException fault) {
      throw fault.getCause() instanceof IOException cause ? cause : new IOException(fault);
    } finally {
      readers.shutdownNow();
    }
  }

  private Version read(long number) throws IOException {
    return Json.read(
        AtomicCreate.read(warehouse.files(), warehouse.version(number)), Version.class);
  }

  private String cannotRead() {
    return "Cannot read versions of " + root();
  }

  private String root() {
    return warehouse.root().toString();
  }
}
