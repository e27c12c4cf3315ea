package org.desirepath.cli;

import java.io.IOException;
import java.net.URI;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.Options;
import org.apache.hadoop.fs.Path;

/**
 * A small file that tells others of a run, written anew each time; readers see all of it or what
 * was there before. How the run ends does not depend on it: where it cannot be written, that is
 * said.
 */
final class SideFile {

  private final String uri;
  private final Configuration configuration;

  SideFile(String uri, Configuration configuration) {
    this.uri = uri;
    this.configuration = configuration;
  }

  void write(byte[] content) {
    try {
      Path file = new Path(uri);
      URI store = file.getFileSystem(configuration).getUri();
      // What is put into an object store is there as a whole.
      if (store.getScheme().equals("s3a")) {
        create(file, content);
        return;
      }
      Path draft = new Path(file.getParent(), "." + file.getName() + ".draft");
      create(draft, content);
      FileContext.getFileContext(store, configuration)
          .rename(qualified(draft), qualified(file), Options.Rename.OVERWRITE);
    } catch (IOException | RuntimeException fault) {
      System.err.printf("Cannot write %s: %s%n", uri, fault.getMessage());
    }
  }

  private void create(Path path, byte[] content) throws IOException {
    try (FSDataOutputStream out = path.getFileSystem(configuration).create(path, true)) {
      out.write(content);
    }
  }

  private Path qualified(Path path) throws IOException {
    return path.getFileSystem(configuration).makeQualified(path);
  }
}
