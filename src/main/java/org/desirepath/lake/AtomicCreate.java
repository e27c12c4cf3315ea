package org.desirepath.lake;

import java.io.File;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.UUID;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FSDataOutputStreamBuilder;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/**
 * Puts a small file where there is none: of any number of writers exactly one succeeds, and nobody
 * ever sees a part of the file.
 *
 * <p>{@code FileSystem.create(path, false)} promises neither: on a local file system it looks first
 * and creates later, and everywhere it shows the file before it is written.
 */
final class AtomicCreate {

  /** How the names of files end that are not yet there, as those leave that are killed. */
  static final String DRAFT = ".draft";

  /** Of S3A since Hadoop 3.4.2: the upload carries {@code If-None-Match: *}. */
  private static final String CONDITIONAL = "fs.option.create.conditional.overwrite";

  private static final String NOT_PERMITTED = "Operation not permitted";
  private static final int CONFLICT = 409;
  private static final int ATTEMPTS = 6;
  private static final long PAUSE_MILLIS = 25;

  private AtomicCreate() {}

  /**
   * Creates the file with the content.
   *
   * @return whether the file is there with this content by this call; false if another was first
   * @throws IOException if the storage fails, or knows no atomic create
   */
  static boolean create(FileSystem files, Path target, byte[] content) throws IOException {
    boolean created;
    try {
      created = createIfFree(files, target, content);
    } catch (IOException fault) {
      // It may be the answer that was lost, not the request.
      if (!isTaken(files, target, fault)) {
        throw fault;
      }
      created = false;
    }
    // A client that retries a request whose answer was lost is refused by its own first attempt.
    return created || Arrays.equals(read(files, target), content);
  }

  private static boolean createIfFree(FileSystem files, Path target, byte[] content)
      throws IOException {
    return switch (files.getUri().getScheme()) {
      case "file" -> link(target, content);
      case "hdfs", "viewfs" -> renameIfFree(files, target, content);
      case "s3a" -> conditionalUpload(files, target, content);
      default ->
          throw new IOException(
              "No atomic create is known for "
                  + files.getUri()
                  + "; publish to a local path, hdfs or s3a");
    };
  }

  static byte[] read(FileSystem files, Path path) throws IOException {
    try (var in = files.open(path)) {
      return in.readAllBytes();
    }
  }

  /** A hard link to a finished file: POSIX refuses it where the name is taken. */
  private static boolean link(Path target, byte[] content) throws IOException {
    java.nio.file.Path place = new File(target.toUri().getPath()).toPath();
    java.nio.file.Path draft = place.resolveSibling(draftName(target));
    try {
      try (FileChannel channel =
          FileChannel.open(draft, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
        ByteBuffer bytes = ByteBuffer.wrap(content);
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
        channel.force(true);
      }
      Files.createLink(place, draft);
      return true;
    } catch (FileAlreadyExistsException taken) {
      return false;
    } catch (UnsupportedOperationException fault) {
      throw withoutLinks(fault);
    } catch (FileSystemException fault) {
      // What Linux answers where a file system has none.
      throw NOT_PERMITTED.equals(fault.getReason()) ? withoutLinks(fault) : fault;
    } finally {
      Files.deleteIfExists(draft);
    }
  }

  private static IOException withoutLinks(Exception fault) {
    return new IOException(
        "The warehouse needs a file system with hard links: " + fault.getMessage(), fault);
  }

  /** The rename of a finished file, which the name node refuses where the name is taken. */
  static boolean renameIfFree(FileSystem files, Path target, byte[] content) throws IOException {
    Path draft = new Path(target.getParent(), draftName(target));
    try {
      try (FSDataOutputStream out = files.create(draft, false)) {
        out.write(content);
      }
      FileContext.getFileContext(files.getUri(), files.getConf()).rename(draft, target);
      return true;
    } catch (org.apache.hadoop.fs.FileAlreadyExistsException taken) {
      return false;
    } finally {
      files.delete(draft, false);
    }
  }

  /** One upload that the store refuses where the name is taken. */
  private static boolean conditionalUpload(FileSystem files, Path target, byte[] content)
      throws IOException {
    for (int attempt = 1; ; attempt++) {
      try {
        FSDataOutputStreamBuilder<?, ?> upload = files.createFile(target).recursive();
        upload.must(CONDITIONAL, true);
        try (FSDataOutputStream out = upload.build()) {
          out.write(content);
        }
        return true;
      } catch (IOException fault) {
        // The refusal has had several exception types; that the name is taken is what counts.
        if (isTaken(files, target, fault)) {
          return false;
        }
        if (!isConflict(fault) || attempt == ATTEMPTS) {
          throw fault;
        }
        pause(attempt);
      }
    }
  }

  /** Whether another upload of the name was under way, which the store tells by status 409. */
  private static boolean isConflict(IOException fault) {
    for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
      if (cause instanceof AwsServiceException service && service.statusCode() == CONFLICT) {
        return true;
      }
    }
    return false;
  }

  private static void pause(int attempt) throws IOException {
    try {
      Thread.sleep(PAUSE_MILLIS << attempt);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException();
    }
  }

  /** Whether the name is taken; where that cannot be told either, the first fault counts. */
  private static boolean isTaken(FileSystem files, Path target, IOException fault)
      throws IOException {
    try {
      return files.exists(target);
    } catch (IOException unknown) {
      fault.addSuppressed(unknown);
      throw fault;
    }
  }

  /** A name that starts with a dot and is nobody else's; readers pass it over. */
  private static String draftName(Path target) {
    return "." + target.getName() + "." + UUID.randomUUID() + DRAFT;
  }
}
