package org.desirepath.benchmark;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One person who does as much on the web as all others together. */
final class HeavyPerson {

  private static final Pattern LOGIN = Pattern.compile("\"user_id\":\"([^\"]+)\"");
  private static final String FORM_OF_OTHERS = "\"email_sha256\"";
  private static final String COOKIE = "900000001.1766000000";

  private HeavyPerson() {}

  /**
   * Lays a file beside each web file: every row of it once more, now by one visitor who is logged
   * in as the first login of the exports. So the visitor's events are spread over days and hours as
   * all are, and an account and its deals are as heavy as the person.
   */
  static void layBeside(List<Path> days) throws IOException {
    String visitor = "\"user_id\":\"%s\",\"user_pseudo_id\":\"%s\"".formatted(login(days), COOKIE);
    for (Path day : days) {
      try (BufferedReader rows = DayFile.read(day);
          Writer out = DayFile.writeBeside(day, "heavy")) {
        for (String row = rows.readLine(); row != null; row = rows.readLine()) {
          // What others sent in a form would make them and the visitor one person.
          if (!row.contains(FORM_OF_OTHERS)) {
            out.write(DayFile.VISITOR.matcher(row).replaceFirst(visitor));
            out.write('\n');
          }
        }
      }
    }
  }

  private static String login(List<Path> days) throws IOException {
    for (Path day : days) {
      try (BufferedReader rows = DayFile.read(day)) {
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
}
