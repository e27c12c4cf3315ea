package org.desirepath.benchmark;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** Exports with one person who does half as much on the web as all others together. */
final class HeavyVisitor {

  private static final Pattern LOGIN = Pattern.compile("\"user_id\":\"([^\"]+)\"");
  private static final Pattern VISITOR =
      Pattern.compile("(\"user_id\":\"[^\"]*\",)?\"user_pseudo_id\":\"[^\"]*\"");
  private static final String FORM_OF_OTHERS = "\"email_sha256\"";
  private static final String COOKIE = "900000001.1766000000";

  private HeavyVisitor() {}

  /**
   * Copies exports and lays a file beside each web file: every second row of it once more, now by
   * one visitor who is logged in as the first login of the exports. So the visitor's events are
   * spread over days and hours as all are, and an account and its deals are as heavy as the person.
   */
  static void addTo(Path exports, Path copy) throws IOException {
    try (Stream<Path> files = Files.walk(exports)) {
      for (Path file : files.filter(file -> isOfVendor(exports, file)).toList()) {
        Path target = copy.resolve(exports.relativize(file));
        Files.createDirectories(target.getParent());
        Files.copy(file, target);
      }
    }
    List<Path> days;
    try (Stream<Path> files = Files.list(copy.resolve("ga4"))) {
      days = files.sorted().toList();
    }
    String visitor = "\"user_id\":\"%s\",\"user_pseudo_id\":\"%s\"".formatted(login(days), COOKIE);
    for (Path day : days) {
      addBeside(day, visitor);
    }
  }

  private static boolean isOfVendor(Path exports, Path file) {
    return Files.isRegularFile(file) && !file.getParent().equals(exports);
  }

  private static String login(List<Path> days) throws IOException {
    for (Path day : days) {
      try (BufferedReader rows = rows(day)) {
        for (String row = rows.readLine(); row != null; row = rows.readLine()) {
          Matcher login = LOGIN.matcher(row);
          if (login.find()) {
            return login.group(1);
          }
        }
      }
    }
    throw new IllegalStateException("Nobody logs in in " + days);
  }

  private static void addBeside(Path day, String visitor) throws IOException {
    Path heavy = day.resolveSibling(day.getFileName().toString().replace(".json", "_heavy.json"));
    try (BufferedReader rows = rows(day);
        Writer out =
            new OutputStreamWriter(new GZIPOutputStream(Files.newOutputStream(heavy)), UTF_8)) {
      boolean isTaken = false;
      for (String row = rows.readLine(); row != null; row = rows.readLine()) {
        isTaken = !isTaken;
        // What others sent in a form would make them and the visitor one person.
        if (isTaken && !row.contains(FORM_OF_OTHERS)) {
          out.write(VISITOR.matcher(row).replaceFirst(visitor));
          out.write('\n');
        }
      }
    }
  }

  private static BufferedReader rows(Path file) throws IOException {
    return new BufferedReader(
        new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), UTF_8));
  }
}
