package org.desirepath.report;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * Tells how a run goes: a line per table with rows and seconds, a sign of life on long ones.
 *
 * <p>On a terminal a bar shows how far the run is; in a log there are plain lines only.
 */
public final class ConsoleProgress implements AutoCloseable {

  private static final Duration HEARTBEAT = Duration.ofSeconds(30);
  private static final int BAR_WIDTH = 30;

  private final PrintStream out;
  private final boolean terminal;
  private final int tables;
  private final InstantSource clock;
  private final ScheduledExecutorService heartbeat;
  private final ScheduledFuture<?> beats;

  private int done;
  private String current = "";
  private Instant currentSince;

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
    this.currentSince = clock.instant();
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
    current = table;
    currentSince = clock.instant();
    draw();
  }

  /** A table was made, with this many rows in this time. */
  public synchronized void finished(String table, long rows, Duration took) {
    done++;
    erase();
    out.printf(
        Locale.ROOT,
        "%3d  %-28s %,14d rows  %7.1f s%n",
        done,
        table,
        rows,
        took.toMillis() / 1000.0);
    current = "";
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

  /** Says that a long table is still being made; in a log only, for a terminal has the bar. */
  synchronized void signOfLife() {
    long seconds = Duration.between(currentSince, clock.instant()).toSeconds();
    if (current.isEmpty()) {
      return;
    }
    if (terminal) {
      draw();
    } else if (seconds >= HEARTBEAT.toSeconds()) {
      out.printf(Locale.ROOT, "     … %s, %d s so far%n", current, seconds);
    }
    out.flush();
  }

  private void draw() {
    if (terminal) {
      int filled = Math.min(BAR_WIDTH, BAR_WIDTH * done / tables);
      out.printf(
          Locale.ROOT,
          "\r\u001b[2K[%s%s] %s",
          "#".repeat(filled),
          "·".repeat(BAR_WIDTH - filled),
          current);
      out.flush();
    }
  }

  private void erase() {
    if (terminal) {
      out.print("\r\u001b[2K");
    }
  }
}
