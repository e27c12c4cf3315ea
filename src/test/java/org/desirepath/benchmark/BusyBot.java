package org.desirepath.benchmark;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One cookie that sends a million events. */
final class BusyBot {

  private static final long EVENTS = 1_000_000;
  private static final long MICROS_AN_HOUR = 3_600_000_000L;
  private static final Pattern MOMENT = Pattern.compile("\"event_timestamp\":\"(\\d+)\"");
  private static final String COOKIE = "\"user_pseudo_id\":\"900000002.1766000000\"";

  private BusyBot() {}

  /**
   * Lays a file beside each web file: its first row again and again, now by one cookie, spread over
   * its hour.
   */
  static void layBeside(List<Path> days) throws IOException {
    long daily = EVENTS / days.size();
    for (Path day : days) {
      try (BufferedReader rows = DayFile.read(day);
          Writer out = DayFile.writeBeside(day, "bot")) {
        String row = rows.readLine();
        Matcher first = MOMENT.matcher(row);
        if (!first.find()) {
          throw new IllegalStateException("No moment in the first row of " + day);
        }
        long moment = Long.parseLong(first.group(1));
        long hour = moment - moment % MICROS_AN_HOUR;
        String event = DayFile.VISITOR.matcher(row).replaceFirst(COOKIE);
        for (long number = 0; number < daily; number++) {
          String at =
              "\"event_timestamp\":\"%d\"".formatted(hour + number * MICROS_AN_HOUR / daily);
          out.write(MOMENT.matcher(event).replaceFirst(at));
          out.write('\n');
        }
      }
    }
  }
}
