package org.desirepath.demo;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** A CSV file. */
final class CsvFile implements Closeable {

  /** How the values of a file are written. */
  enum Style {
    /** Every value in quotes. */
    QUOTED,
    /** Every value in quotes, behind a byte order mark, lines ended as on Windows. */
    WINDOWS,
    /** Values in quotes where they must be. */
    SPARSE
  }

  private final OutputStream out;
  private final Style style;
  private final Bytes line = new Bytes();

  CsvFile(Path path, Style style, String... header) throws IOException {
    this(new BufferedOutputStream(Files.newOutputStream(path)), style, header);
  }

  CsvFile(OutputStream out, Style style, String... header) throws IOException {
    this.out = out;
    this.style = style;
    if (style == Style.WINDOWS) {
      line.add("\uFEFF").writeTo(out);
    }
    write(header);
  }

  void write(String... values) throws IOException {
    line.clear();
    for (int i = 0; i < values.length; i++) {
      if (i > 0) {
        line.add(",");
      }
      if (style == Style.SPARSE && isPlain(values[i])) {
        line.add(values[i]);
      } else {
        line.addQuoted(values[i]);
      }
    }
    line.add(style == Style.WINDOWS ? "\r\n" : "\n").writeTo(out);
  }

  private static boolean isPlain(String value) {
    for (int i = 0; i < value.length(); i++) {
      char character = value.charAt(i);
      if (character == ',' || character == '"' || character == '\n' || character == '\r') {
        return false;
      }
    }
    return true;
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
