package org.desirepath.report;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;

/** Tells machines how a run goes: each event a JSON object on a line of its own. */
public final class JsonProgress implements RunProgress {

  private final PrintStream out;
  private final InstantSource clock;
  private final TablesAtWork running;
  private final Heartbeat heartbeat;
  private String runId;

  /**
   * Starts to tell.
   *
   * @param out where to
   * @param clock what time it is
   */
  public JsonProgress(PrintStream out, InstantSource clock) {
    this.out = out;
    this.clock = clock;
    this.running = new TablesAtWork(clock.instant());
    this.heartbeat = new Heartbeat(this::signOfLife);
  }

  @Override
  public synchronized void began(String version, String name, LocalDate snapshot) {
    runId = name;
    tell(
        line("run_started")
            .with("desirepath_version", version)
            .with("snapshot_date", snapshot.toString())
            .with("message", "Desirepath %s, data as of %s".formatted(version, snapshot)));
  }

  @Override
  public synchronized void noticed(String sentence) {
    tell(line("notice").with("message", sentence));
  }

  @Override
  public synchronized void started(String table) {
    running.started(table, clock.instant());
    tell(line("step_started").with("step", table).with("message", table + " is begun"));
  }

  @Override
  public synchronized void finished(String table, long rows, Duration took) {
    running.finished(table, clock.instant());
    tell(
        line("step_stored")
            .with("step", table)
            .with("rows", rows)
            .with("seconds", seconds(took))
            .with("message", table + " is stored"));
  }

  @Override
  public synchronized void published(String folder, Duration took, List<String> summary) {
    tell(
        line("run_published")
            .with("seconds", seconds(took))
            .with("folder", folder)
            .with("message", String.join("\n", summary)));
  }

  @Override
  public synchronized void failed(int exitCode, String message) {
    tell(
        JsonLine.ofFailure(clock.instant(), "run_failed", exitCode)
            .with("run_id", runId)
            .with("message", message));
  }

  @Override
  public synchronized void close() {
    heartbeat.close();
    out.flush();
  }

  /** Says of each table that takes long that it does, or that what none of them shows does. */
  synchronized void signOfLife() {
    Instant now = clock.instant();
    running
        .lasting(now)
        .forEach(
            (work, taken) -> {
              JsonLine line = line("still_running");
              if (!work.equals(TablesAtWork.BETWEEN)) {
                line.with("step", work);
              }
              tell(
                  line.with("seconds", seconds(taken))
                      .with("message", "%s, %d s so far".formatted(work, taken.toSeconds())));
            });
  }

  private JsonLine line(String event) {
    return JsonLine.of(clock.instant(), event).with("run_id", runId);
  }

  private void tell(JsonLine line) {
    out.println(line);
    out.flush();
  }

  private static double seconds(Duration duration) {
    return duration.toMillis() / 1000.0;
  }
}
