package org.desirepath.demo;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/**
 * A gzip file that is compressed quickly rather than well, as hundreds of them are open at once.
 */
final class GzipFile extends GZIPOutputStream {

  private static final int BUFFER = 8192;

  private GzipFile(OutputStream file) throws IOException {
    super(file, BUFFER);
    def.setLevel(Deflater.BEST_SPEED);
  }

  static OutputStream create(Path path) throws IOException {
    return new GzipFile(Files.newOutputStream(path));
  }
}
