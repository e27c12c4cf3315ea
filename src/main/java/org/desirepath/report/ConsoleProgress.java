package org.desirepath.report;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Tells how a run goes: a line per table with rows and seconds, a sign of life on long ones.
 *
 * <p>On a terminal a bar shows how far the run is; in a log there are plain lines only.
 */
public final class ConsoleProgress implements AutoCloseable {

  private static final Duration HEARTBEAT = Duration.ofSeconds(30);
  private static final int BAR_WIDTH = 30;
  private static final String BETWEEN = "working between tables";

  private final PrintStream out;
  private final boolean terminal;
  private final int tables;
  private final InstantSource clock;
  private final ScheduledExecutorService heartbeat;
  private final ScheduledFuture<?> beats;

  /** The tables being made, in the order in which they were begun, and since when. */
  private final Map<String, Instant> running = new LinkedHashMap<>();

  private int done;

  /** When a table was last begun or made. */
  private Instant changed;

  /**
   * Starts to tell.
   *
   * @param out where to
   * @param terminal whether lines can be drawn over
   * @param tables how many tables the run makes
   * @param clock what time it is
   */
  public ConsoleProgress(PrintStream out, boolean terminal, int tables, InstantSource clock) {
    this.out = out;
    this.terminal = terminal;
    this.tables = tables;
    this.clock = clock;
    this.changed = clock.instant();
    this.heartbeat =
        Executors.newSingleThreadScheduledExecutor(
            work -> {
              Thread thread = new Thread(work, "progress");
              thread.setDaemon(true);
              return thread;
            });
    this.beats =
        heartbeat.scheduleAtFixedRate(
            this::signOfLife, HEARTBEAT.toSeconds(), HEARTBEAT.toSeconds(), TimeUnit.SECONDS);
  }

  /** A table begins to be made. */
  public synchronized void started(String table) {
    changed = clock.instant();
    running.put(table, changed);
    draw();
  }

  /** A table was made, with this many rows in this time. */
  public synchronized void finished(String table, long rows, Duration took) {
    done++;
    changed = clock.instant();
    erase();
    out.printf(
        Locale.ROOT,
        "%3d  %-28s %,14d rows  %7.1f s%n",
        done,
        table,
        rows,
        took.toMillis() / 1000.0);
    running.remove(table);
    draw();
  }

  /** A sentence between the tables. */
  public synchronized void say(String sentence) {
    erase();
    out.println(sentence);
    draw();
  }

  @Override
  public synchronized void close() {
    beats.cancel(false);
    heartbeat.shutdown();
    erase();
    out.flush();
  }

  /**
   * Says that long tables are still being made, or that what none of them shows takes long, such as
   * a model that is fitted; in a log only, for a terminal has the bar.
   */
  synchronized void signOfLife() {
    if (terminal) {
      draw();
      return;
    }
    Instant now = clock.instant();
    Map<String, Instant> shown = running.isEmpty() ? Map.of(BETWEEN, changed) : running;
    String told =
        shown.entrySet().stream()
            .filter(work -> Duration.between(work.getValue(), now).compareTo(HEARTBEAT) >= 0)
            .map(
                work ->
                    "%s, %d s so far"
                        .formatted(
                            work.getKey(), Duration.between(work.getValue(), now).toSeconds()))
            .collect(Collectors.joining("; "));
    if (!told.isEmpty()) {
      out.println("     … " + told);
      out.flush();
    }
  }

  private void draw() {
    if (terminal) {
      int filled = Math.min(BAR_WIDTH, BAR_WIDTH * done / tables);
      out.printf(
          Locale.ROOT,
          "\r\u001b[2K[%s%s] %s",
          "#".repeat(filled),
          "·".repeat(BAR_WIDTH - filled),
          running.isEmpty() ? BETWEEN : String.join(", ", running.keySet()));
      out.flush();
    }
  }

  private void erase() {
    if (terminal) {
      out.print("\r\u001b[2K");
    }
  }
}
