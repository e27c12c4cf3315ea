package org.desirepath.cli;

import java.io.PrintStream;
import java.time.Clock;
import java.util.Locale;
import java.util.function.Consumer;
import org.desirepath.Pipeline;
import org.desirepath.report.ConsoleProgress;
import org.desirepath.report.JsonLine;
import org.desirepath.report.JsonProgress;
import org.desirepath.report.RunProgress;

/** How a run tells of itself on standard output and error. */
enum LogFormat {
  /** Lines for people. */
  TEXT,
  /** JSON objects, one a line, for collectors of logs. */
  JSON;

  /** The option that names one. */
  static final String OPTION = "--log-format";

  /** What tells of a run that is about to begin. */
  RunProgress progress(PrintStream out, Clock clock) {
    return this == JSON
        ? new JsonProgress(out, clock)
        : new ConsoleProgress(
            out, Boolean.getBoolean("desirepath.terminal"), Pipeline.TABLES, clock);
  }

  /** Tells a sentence of no run; an empty one parts lines for people. */
  void tell(Consumer<String> lines, Clock clock, String sentence) {
    if (this == TEXT) {
      lines.accept(sentence);
    } else if (!sentence.isEmpty()) {
      lines.accept(JsonLine.of(clock.instant(), "notice").with("message", sentence).toString());
    }
  }

  /** As the command line has it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
