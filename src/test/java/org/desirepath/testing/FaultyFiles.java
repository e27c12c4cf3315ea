package org.desirepath.testing;

import java.io.File;
import java.io.FileNotFoundException;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.Random;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.DelegateToFileSystem;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Options;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.util.Progressable;

/**
 * Local files behind the scheme of HDFS that fail now and then, in one of two ways: what is asked
 * for is not done, or it is done and its answer is lost. A rename is atomic, as on a name node.
 */
public final class FaultyFiles extends RawLocalFileSystem {

  private static final URI HERE = URI.create("hdfs://faulty");
  private static final Random RANDOM = new Random();

  private static volatile double share;

  /** How {@code FileContext} reaches the files. */
  public static final class Context extends DelegateToFileSystem {

    /** Of Hadoop. */
    public Context(URI uri, Configuration configuration) throws IOException, URISyntaxException {
      super(uri, Context.files(configuration), configuration, HERE.getScheme(), false);
    }

    private static FaultyFiles files(Configuration configuration) throws IOException {
      FaultyFiles files = new FaultyFiles();
      files.initialize(HERE, configuration);
      return files;
    }

    @Override
    public int getUriDefaultPort() {
      return -1;
    }
  }

  /**
   * Makes a configuration find the files.
   *
   * @return where a local folder lies now
   */
  public static String configure(Configuration configuration, java.nio.file.Path folder) {
    configuration.set("fs.hdfs.impl", FaultyFiles.class.getName());
    configuration.setBoolean("fs.hdfs.impl.disable.cache", true);
    configuration.set("fs.AbstractFileSystem.hdfs.impl", Context.class.getName());
    return HERE + folder.toAbsolutePath().toString();
  }

  /** From now on this share of calls is not done, and this share of changes not answered. */
  public static void fail(double share, long seed) {
    synchronized (RANDOM) {
      RANDOM.setSeed(seed);
    }
    FaultyFiles.share = share;
  }

  /** From now on nothing fails. */
  public static void heal() {
    share = 0;
  }

  @Override
  public void initialize(URI uri, Configuration configuration) throws IOException {
    super.initialize(HERE, configuration);
  }

  @Override
  public URI getUri() {
    return HERE;
  }

  @Override
  public String getScheme() {
    return HERE.getScheme();
  }

  @Override
  public FSDataInputStream open(Path path, int bufferSize) throws IOException {
    check("open", path);
    return super.open(path, bufferSize);
  }

  @Override
  public FSDataOutputStream create(
      Path path,
      FsPermission permission,
      boolean overwrite,
      int bufferSize,
      short replication,
      long blockSize,
      Progressable progress)
      throws IOException {
    check("create", path);
    return faulty(
        path,
        super.create(path, permission, overwrite, bufferSize, replication, blockSize, progress));
  }

  @Override
  public FSDataOutputStream create(
      Path path,
      boolean overwrite,
      int bufferSize,
      short replication,
      long blockSize,
      Progressable progress)
      throws IOException {
    check("create", path);
    return faulty(
        path, super.create(path, overwrite, bufferSize, replication, blockSize, progress));
  }

  /** A stream that may end in the middle, or fail when everything has been written. */
  private FSDataOutputStream faulty(Path path, OutputStream out) throws IOException {
    OutputStream failing =
        new FilterOutputStream(out) {
          @Override
          public void write(byte[] content, int from, int length) throws IOException {
            out.write(content, from, length / 2);
            check("write", path);
            out.write(content, from + length / 2, length - length / 2);
          }

          @Override
          public void close() throws IOException {
            super.close();
            check("close", path);
          }
        };
    return new FSDataOutputStream(failing, null);
  }

  @Override
  public boolean rename(Path from, Path to) throws IOException {
    check("rename", from);
    boolean isDone = super.rename(from, to);
    check("rename", from);
    return isDone;
  }

  @Override
  @SuppressWarnings("deprecation") // What FileContext calls.
  public void rename(Path from, Path to, Options.Rename... options) throws IOException {
    check("rename", from);
    try {
      Files.createLink(local(to), local(from));
    } catch (java.nio.file.FileAlreadyExistsException taken) {
      throw new FileAlreadyExistsException(to.toString());
    }
    Files.delete(local(from));
    check("rename", from);
  }

  @Override
  public boolean delete(Path path, boolean recursive) throws IOException {
    check("delete", path);
    boolean isDone = super.delete(path, recursive);
    check("delete", path);
    return isDone;
  }

  @Override
  public FileStatus[] listStatus(Path path) throws IOException {
    check("list", path);
    File[] found = local(path).toFile().listFiles();
    if (found == null) {
      throw new FileNotFoundException(path.toString());
    }
    // One call, however many files there are.
    return Arrays.stream(found)
        .map(
            file ->
                new FileStatus(
                    file.length(),
                    file.isDirectory(),
                    1,
                    getDefaultBlockSize(path),
                    file.lastModified(),
                    makeQualified(new Path(path, file.getName()))))
        .toArray(FileStatus[]::new);
  }

  @Override
  public FileStatus getFileStatus(Path path) throws IOException {
    check("status", path);
    return plain(super.getFileStatus(path));
  }

  /** Without owner and rights, which local files ask of paths of their own scheme. */
  private static FileStatus plain(FileStatus status) {
    return new FileStatus(
        status.getLen(),
        status.isDirectory(),
        status.getReplication(),
        status.getBlockSize(),
        status.getModificationTime(),
        status.getPath());
  }

  @Override
  public boolean mkdirs(Path path) throws IOException {
    check("mkdirs", path);
    return super.mkdirs(path);
  }

  private static java.nio.file.Path local(Path path) {
    return new File(path.toUri().getPath()).toPath();
  }

  private static void check(String call, Path path) throws IOException {
    boolean fails;
    synchronized (RANDOM) {
      fails = RANDOM.nextDouble() < share;
    }
    if (fails) {
      throw new IOException("Injected: " + call + " of " + path.getName());
    }
  }
}
