package org.desirepath.report;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Tells people how a run goes: a line per table with rows and seconds, a sign of life on long ones,
 * a summary at the end.
 *
 * <p>On a terminal a bar shows how far the run is; in a log there are plain lines only.
 */
public final class ConsoleProgress implements RunProgress {

  private static final int BAR_WIDTH = 30;

  private final PrintStream out;
  private final boolean terminal;
  private final int tables;
  private final InstantSource clock;
  private final TablesAtWork running;
  private final Heartbeat heartbeat;
  private int done;

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
    this.running = new TablesAtWork(clock.instant());
    this.heartbeat = new Heartbeat(this::signOfLife);
  }

  @Override
  public synchronized void began(String version, String runId, LocalDate snapshot) {
    out.printf("Desirepath %s, run %s, data as of %s%n", version, runId, snapshot);
  }

  @Override
  public synchronized void noticed(String sentence) {
    erase();
    out.println(sentence);
    draw();
  }

  @Override
  public synchronized void started(String table) {
    running.started(table, clock.instant());
    draw();
  }

  @Override
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
    running.finished(table, clock.instant());
    draw();
  }

  @Override
  public synchronized void published(String folder, Duration took, List<String> summary) {
    erase();
    out.println();
    summary.forEach(out::println);
    out.printf("Tables      %s, after %d s%n", folder, took.toSeconds());
    out.printf("Reports     %s/identity.html, how identifiers became persons%n", folder);
    out.printf("            %s/prediction.html, how well what comes next is foretold%n", folder);
    out.printf(
        "            %s/run.html, what each step cost, and where rows lie unevenly%n", folder);
    out.printf("Open        duckdb -init %s/sql/duckdb.sql%n", folder);
  }

  /** Leaves the message to standard error. */
  @Override
  public synchronized void failed(int exitCode, String message) {
    erase();
  }

  @Override
  public synchronized void close() {
    heartbeat.close();
    erase();
    out.flush();
  }

  /**
   * Says that long tables are still being made, or that what none of them shows takes long; in a
   * log only, for a terminal has the bar.
   */
  synchronized void signOfLife() {
    if (terminal) {
      draw();
      return;
    }
    Instant now = clock.instant();
    String told =
        running.lasting(now).entrySet().stream()
            .map(work -> "%s, %d s so far".formatted(work.getKey(), work.getValue().toSeconds()))
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
          running.names().isEmpty() ? TablesAtWork.BETWEEN : String.join(", ", running.names()));
      out.flush();
    }
  }

  private void erase() {
    if (terminal) {
      out.print("\r\u001b[2K");
    }
  }
}
