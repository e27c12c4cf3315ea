package org.desirepath.benchmark;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** Web events of one day, a row each. */
final class DayFile {

  /** Who did what a row tells. */
  static final Pattern VISITOR =
      Pattern.compile("(\"user_id\":\"[^\"]*\",)?\"user_pseudo_id\":\"[^\"]*\"");

  private DayFile() {}

  static BufferedReader read(Path file) throws IOException {
    return new BufferedReader(
        new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), UTF_8));
  }

  /** A file of the same day, for more rows of it. */
  static Writer writeBeside(Path day, String name) throws IOException {
    Path more =
        day.resolveSibling(day.getFileName().toString().replace(".json", "_" + name + ".json"));
    return new OutputStreamWriter(new GZIPOutputStream(Files.newOutputStream(more)), UTF_8);
  }
}
