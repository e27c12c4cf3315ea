package org.desirepath.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.desirepath.report.ReportPage.Cell;
import org.desirepath.report.ReportPage.Grid;
import org.desirepath.report.ReportPage.Headline;
import org.desirepath.report.ReportPage.Line;
import org.desirepath.report.ReportPage.Section;
import org.desirepath.report.RunCosts.Step;

/** Tells what a run cost, step by step, and where rows lie unevenly. */
public final class ReportRun {

  private static final double BYTES_PER_MB = 1e6;
  private static final double BYTES_PER_GB = 1e9;

  /** A spill that is not larger costs a second or two. */
  private static final long LITTLE_SPILL_BYTES = 100_000_000;

  private static final double MINUTES_PER_HOUR = 60;
  private static final int LABEL_WIDTH = 12;
  private static final int TOLD = 3;

  private ReportRun() {}

  /** The lines that end a run's summary: its cost, and what held it up. */
  static List<String> lines(RunCosts costs) {
    List<String> lines = new ArrayList<>();
    double all = costs.steps().stream().mapToDouble(Step::taskSeconds).sum();
    List<String> dearest =
        costs.steps().stream()
            .limit(TOLD)
            .map(step -> text("%s %.0f %%", step.name(), 100 * step.taskSeconds() / all))
            .toList();
    if (all > 0) {
      lines.add(
          labelled(
              "Cost",
              text(
                  "%.1f core-minutes, %,.0f rows a core-hour; most in %s",
                  costs.coreHours() * MINUTES_PER_HOUR,
                  costs.rowsPerCoreHour(),
                  String.join(", ", dearest))));
    }
    for (Step step : costs.uneven().stream().limit(TOLD).toList()) {
      lines.add(
          labelled(
              "Skew",
              text(
                  "%s: one task took %.0f s, the median of those beside it %.1f s",
                  step.name(), step.longestSeconds(), step.medianSeconds())));
    }
    if (costs.spillBytes() > LITTLE_SPILL_BYTES) {
      lines.add(
          labelled(
              "Memory",
              text(
                  "was short: %.1f GB were written to disk; more memory or partitions help",
                  costs.spillBytes() / BYTES_PER_GB)));
    }
    return lines;
  }

  /** The page. */
  public static ReportPage page(RunCosts costs, String runId) {
    List<Headline> headlines =
        List.of(
            new Headline(
                text("%.1f", costs.coreHours() * MINUTES_PER_HOUR),
                "core-minutes: how long all tasks ran"),
            new Headline(
                text("%,.0f", costs.rowsPerCoreHour()), "rows of exports a core-hour takes"),
            new Headline(
                text("%d", costs.uneven().size()),
                "steps that one long task held up: rows lie unevenly"),
            new Headline(
                text("%.1f GB", costs.spillBytes() / BYTES_PER_GB),
                "written to disk because memory was short"));
    return new ReportPage(
        "What the run cost",
        "Run %s, step by step, the dearest first".formatted(runId),
        "ops_run",
        headlines,
        List.of(heldUp(costs.uneven()), all(costs)));
  }

  private static Section heldUp(List<Step> uneven) {
    String heading = "Held up by one task";
    if (uneven.isEmpty()) {
      return new Section(heading, "No step was: rows lie evenly enough.", List.of());
    }
    List<Line> lines =
        uneven.stream()
            .map(
                step ->
                    new Line(
                        List.of(
                            Cell.text(step.name()),
                            Cell.number(text("%.1f", step.longestSeconds())),
                            Cell.number(text("%.1f", step.medianSeconds())))))
            .toList();
    return new Section(
        heading,
        "One task took far longer than those beside it: a key, or a file that cannot be split, has"
            + " most of the rows.",
        List.of(new Grid(List.of("Step", "Longest task, s", "Median, s"), lines)));
  }

  private static Section all(RunCosts costs) {
    return new Section(
        "Steps",
        "Longest and median tell how long tasks of one stage of Spark took; memory is the most that"
            + " one task held for sorts, joins and aggregates.",
        List.of(
            new Grid(
                List.of(
                    "Step",
                    "Share of all",
                    "Rows",
                    "Seconds",
                    "Tasks",
                    "Longest, s",
                    "Median, s",
                    "Shuffled, MB",
                    "To disk, MB",
                    "Memory, MB"),
                costs.steps().stream().map(step -> line(step, costs)).toList())));
  }

  private static Line line(Step step, RunCosts costs) {
    double all = costs.steps().stream().mapToDouble(Step::taskSeconds).sum();
    double share = all == 0 ? 0 : step.taskSeconds() / all;
    return new Line(
        List.of(
            Cell.text(step.name()),
            Cell.share(text("%.1f %%", 100 * share), share),
            Cell.number(step.rows() == null ? "" : text("%,d", step.rows())),
            Cell.number(step.seconds() == null ? "" : text("%.1f", step.seconds())),
            Cell.number(step.tasks()),
            Cell.number(text("%.1f", step.longestSeconds())),
            Cell.number(text("%.1f", step.medianSeconds())),
            Cell.number(text("%,.1f", step.shuffleBytes() / BYTES_PER_MB)),
            Cell.number(text("%,.1f", step.spillBytes() / BYTES_PER_MB)),
            Cell.number(text("%,.1f", step.peakMemoryBytes() / BYTES_PER_MB))));
  }

  private static String labelled(String label, String words) {
    return label + " ".repeat(LABEL_WIDTH - label.length()) + words;
  }

  private static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
