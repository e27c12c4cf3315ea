package org.desirepath.lake;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The sign of life of a run: a small file in its work folder, written again every minute.
 *
 * <p>Only the storage's own time of last change counts, and it is compared with that of another
 * file of the same storage, so the clocks of machines need not agree.
 */
final class Lease implements AutoCloseable {

  static final String FILE_NAME = "_LEASE";

  /** Between two signs of life. */
  static final Duration BEAT = Duration.ofMinutes(1);

  /** A run that gave no sign for this long is dead, and its work folder may be removed. */
  static final Duration DEAD_AFTER = Duration.ofMinutes(30);

  private static final Logger LOG = LoggerFactory.getLogger(Lease.class);

  private final FileSystem files;
  private final Path file;
  private final ScheduledExecutorService heart =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "lake-lease");
            thread.setDaemon(true);
            return thread;
          });
  private final ScheduledFuture<?> beats;

  private Lease(FileSystem files, Path file) {
    this.files = files;
    this.file = file;
    this.beats =
        heart.scheduleWithFixedDelay(
            this::beat, BEAT.toSeconds(), BEAT.toSeconds(), TimeUnit.SECONDS);
  }

  /** Gives the first sign of life, which also makes the folder. */
  static Lease take(FileSystem files, Path folder) throws IOException {
    Path file = new Path(folder, FILE_NAME);
    write(files, file);
    return new Lease(files, file);
  }

  /**
   * When the storage last saw a sign of life of the run with this work folder. A folder is there a
   * moment before its first sign; until then it is its own. 0 where there is no folder.
   */
  static long lastSign(Warehouse warehouse, Path folder) throws IOException {
    long last = 0;
    for (FileStatus found : warehouse.list(folder)) {
      if (isSign(found.getPath().getName())) {
        last = Math.max(last, found.getModificationTime());
      }
    }
    if (last > 0) {
      return last;
    }
    try {
      return warehouse.files().getFileStatus(folder).getModificationTime();
    } catch (FileNotFoundException none) {
      return 0;
    }
  }

  /** Whether a process makes the run or shows it again, or did when it died not long ago. */
  static boolean isTaken(Warehouse warehouse, RunId run) throws IOException {
    return warehouse.list(warehouse.work(run)).stream()
        .anyMatch(found -> isSign(found.getPath().getName()));
  }

  private static boolean isSign(String name) {
    return name.equals(FILE_NAME) || name.startsWith(Claim.PREFIX);
  }

  /** Whether the file is still there: nobody has taken the run for dead. */
  boolean isHeld() throws IOException {
    return files.exists(file);
  }

  private void beat() {
    try {
      if (isHeld()) {
        write(files, file);
      } else {
        beats.cancel(false);
      }
    } catch (IOException fault) {
      LOG.warn("No sign of life could be written to {}; the next try is in {}", file, BEAT, fault);
    }
  }

  private static void write(FileSystem files, Path file) throws IOException {
    try (FSDataOutputStream out = files.create(file, true)) {
      out.writeBytes("The run is alive as long as this file is renewed.\n");
    }
  }

  @Override
  public void close() {
    heart.shutdownNow();
    try {
      if (!heart.awaitTermination(10, TimeUnit.SECONDS)) {
        LOG.warn("The last sign of life is still being written to {}", file);
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
