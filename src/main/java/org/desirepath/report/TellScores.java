package org.desirepath.report;

import static org.desirepath.table.ModelScores.CANDIDATE;
import static org.desirepath.table.ModelScores.CASE_COUNT;
import static org.desirepath.table.ModelScores.IS_PUBLISHED;
import static org.desirepath.table.ModelScores.METRIC;
import static org.desirepath.table.ModelScores.SPLIT;
import static org.desirepath.table.ModelScores.VALUE;
import static org.desirepath.table.ModelScores.VALUE_HIGH;
import static org.desirepath.table.ModelScores.VALUE_LOW;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.desirepath.table.ModelScores;

/** Tells the scores of a back-test as tables for a terminal. */
public final class TellScores {

  private static final List<String> METRICS =
      List.of(
          "top_1",
          "top_3",
          "mean_reciprocal_rank",
          "log_loss",
          "log_loss_gain",
          "brier",
          "expected_calibration_error");

  private static final String HEADER =
      String.format(
          Locale.ROOT,
          "%-20s%8s%8s%8s%10s  %-17s%8s  %-18s%8s%8s",
          "",
          "top 1",
          "top 3",
          "MRR",
          "log-loss",
          "(95 %)",
          "gain",
          "(95 %)",
          "Brier",
          "ECE");

  private TellScores() {}

  /**
   * For each split a line per candidate, in the order of the scores, and two above them. The gain
   * is that of log-loss over the variable-order model.
   */
  public static List<String> lines(ModelScores scores) {
    Map<String, Map<String, Map<String, Row>>> bySplit = new LinkedHashMap<>();
    scores
        .rows()
        .collectAsList()
        .forEach(
            row ->
                bySplit
                    .computeIfAbsent(text(row, SPLIT.name()), split -> new LinkedHashMap<>())
                    .computeIfAbsent(text(row, CANDIDATE.name()), one -> new LinkedHashMap<>())
                    .put(text(row, METRIC.name()), row));
    List<String> lines = new ArrayList<>();
    bySplit.forEach(
        (split, candidates) -> {
          long asked =
              candidates.values().stream()
                  .flatMap(metrics -> metrics.values().stream())
                  .mapToLong(row -> row.getAs(CASE_COUNT.name()))
                  .max()
                  .orElse(0);
          lines.add("");
          lines.add(
              String.format(Locale.ROOT, "%s, %,d questions", split.replace('_', ' '), asked));
          lines.add(HEADER);
          candidates.forEach((candidate, metrics) -> lines.add(line(candidate, metrics)));
        });
    return lines;
  }

  private static String line(String candidate, Map<String, Row> metrics) {
    StringBuilder line =
        new StringBuilder(String.format(Locale.ROOT, "%-20s", candidate.replace('_', ' ')));
    for (String metric : METRICS) {
      Row one = metrics.get(metric);
      line.append(
          String.format(
              Locale.ROOT, metric.equals("log_loss") ? "%10s" : "%8s", number(one, VALUE.name())));
      if (metric.startsWith("log_loss")) {
        line.append(
            String.format(
                Locale.ROOT,
                metric.equals("log_loss") ? "  %-17s" : "  %-18s",
                number(one, VALUE_LOW.name()) + " to " + number(one, VALUE_HIGH.name())));
      }
    }
    return line + (metrics.get("log_loss").<Boolean>getAs(IS_PUBLISHED.name()) ? "  chosen" : "");
  }

  private static String number(Row row, String column) {
    Double value = row.getAs(column);
    return value == null ? "-" : String.format(Locale.ROOT, "%.4f", value);
  }

  private static String text(Row row, String column) {
    return row.getAs(column);
  }
}
