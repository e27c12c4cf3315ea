package org.desirepath.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/**
 * Figures of a run in the text format of Prometheus (version 0.0.4), for the textfile collector of
 * its node exporter.
 */
final class RunMetrics {

  private final Map<String, Stored> tables = new TreeMap<>();

  private int nightsDone;
  private int nightsTotal;

  private record Stored(long rows, double seconds) {}

  /** A run begins; those before it are told no more. */
  synchronized void began() {
    tables.clear();
  }

  /** A table was stored; several threads may tell so at the same time. */
  synchronized void stored(String stage, long rows, double seconds) {
    tables.put(stage, new Stored(rows, seconds));
  }

  /** How many of its nights a command has published. */
  synchronized void nights(int done, int total) {
    nightsDone = done;
    nightsTotal = total;
  }

  /** All figures, when the run has ended. */
  synchronized byte[] text(Instant startedAt, Instant endedAt, int exitCode) {
    StringBuilder text = new StringBuilder();
    one(
        text,
        "desirepath_run_success",
        "Whether the last run published",
        exitCode == ExitCode.OK.number() ? 1 : 0);
    one(text, "desirepath_run_exit_code", "Exit code of the last run", exitCode);
    one(
        text,
        "desirepath_run_end_timestamp_seconds",
        "When the last run ended",
        endedAt.toEpochMilli() / 1000.0);
    one(
        text,
        "desirepath_run_duration_seconds",
        "How long the last run took",
        Duration.between(startedAt, endedAt).toMillis() / 1000.0);
    if (nightsTotal > 0) {
      one(
          text,
          "desirepath_backfill_nights_done",
          "Nights that the last back-fill published",
          nightsDone);
      one(text, "desirepath_backfill_nights_total", "Nights that it was to publish", nightsTotal);
    }
    each(text, "desirepath_table_rows", "Rows that the last run stored", Stored::rows);
    each(
        text,
        "desirepath_table_seconds",
        "How long the last run took to make and store a table",
        Stored::seconds);
    return text.toString().getBytes(UTF_8);
  }

  private static void one(StringBuilder text, String name, String help, double value) {
    head(text, name, help);
    text.append(name).append(' ').append(number(value)).append('\n');
  }

  private void each(StringBuilder text, String name, String help, ToDoubleFunction<Stored> figure) {
    head(text, name, help);
    tables.forEach(
        (table, stored) ->
            text.append("%s{table=\"%s\"} ".formatted(name, table))
                .append(number(figure.applyAsDouble(stored)))
                .append('\n'));
  }

  private static void head(StringBuilder text, String name, String help) {
    text.append("# HELP %1$s %2$s.\n# TYPE %1$s gauge\n".formatted(name, help));
  }

  private static String number(double value) {
    return value == Math.rint(value)
        ? Long.toString((long) value)
        : String.format(Locale.ROOT, "%.3f", value);
  }
}
