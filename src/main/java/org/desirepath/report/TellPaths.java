package org.desirepath.report;

import static org.desirepath.table.Paths.ACCOUNT_COUNT;
import static org.desirepath.table.Paths.JOURNEY_COUNT;
import static org.desirepath.table.Paths.LIFT;
import static org.desirepath.table.Paths.MARKOV_LIFT;
import static org.desirepath.table.Paths.MEDIAN_DURATION_SECONDS;
import static org.desirepath.table.Paths.ODDS_RATIO;
import static org.desirepath.table.Paths.OUTCOME_COUNT;
import static org.desirepath.table.Paths.OUTCOME_RATE;
import static org.desirepath.table.Paths.OUTCOME_RATE_HIGH;
import static org.desirepath.table.Paths.OUTCOME_RATE_LOW;
import static org.desirepath.table.Paths.PATH;
import static org.desirepath.table.Paths.PERSON_COUNT;
import static org.desirepath.table.Paths.Q_VALUE;
import static org.desirepath.table.Paths.SUPPORT_SHARE;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.desirepath.table.Field;

/** Tells paths as a table for a terminal. */
public final class TellPaths {

  private static final List<Field> TOLD =
      List.of(
          SUPPORT_SHARE,
          JOURNEY_COUNT,
          PERSON_COUNT,
          ACCOUNT_COUNT,
          LIFT,
          MARKOV_LIFT,
          OUTCOME_COUNT,
          OUTCOME_RATE,
          OUTCOME_RATE_LOW,
          OUTCOME_RATE_HIGH,
          ODDS_RATIO,
          Q_VALUE,
          MEDIAN_DURATION_SECONDS,
          PATH);

  private static final String HEADER =
      String.format(
          Locale.ROOT,
          "%5s %8s %8s %8s %7s %7s  %-25s %6s %7s %7s  %s",
          "Share",
          "Journeys",
          "People",
          "Accounts",
          "Lift",
          "Markov",
          "Won of closed (95 %)",
          "Odds",
          "q",
          "Median",
          "Path");

  private TellPaths() {}

  /**
   * A line for each path and one above them.
   *
   * @param ranked rows of the published paths, as many as are to be told
   * @param isGapped whether anything may lie between the steps
   */
  public static List<String> lines(Dataset<Row> ranked, boolean isGapped) {
    List<String> lines = new ArrayList<>();
    lines.add(HEADER);
    for (Row row :
        ranked.select(TOLD.stream().map(Field::col).toArray(Column[]::new)).collectAsList()) {
      String path = row.getString(13);
      lines.add(
          String.format(
              Locale.ROOT,
              "%4.0f%% %,8d %,8d %,8d %7s %7s  %-25s %6s %7s %7s  %s",
              100 * row.getDouble(0),
              row.getLong(1),
              row.getLong(2),
              row.getLong(3),
              factor(row, 4),
              factor(row, 5),
              won(row),
              factor(row, 10),
              row.isNullAt(11) ? "" : String.format(Locale.ROOT, "%.3f", row.getDouble(11)),
              row.isNullAt(12) ? "" : duration(row.getDouble(12)),
              isGapped ? path.replace(" > ", " … ") : path));
    }
    return lines;
  }

  private static String won(Row row) {
    return row.isNullAt(7)
        ? ""
        : String.format(
            Locale.ROOT,
            "%3.0f%% of %,d (%.0f to %.0f%%)",
            100 * row.getDouble(7),
            row.getLong(6),
            100 * row.getDouble(8),
            100 * row.getDouble(9));
  }

  private static String factor(Row row, int column) {
    return row.isNullAt(column)
        ? ""
        : String.format(
            Locale.ROOT, row.getDouble(column) < 100 ? "%.2f" : "%.0f", row.getDouble(column));
  }

  /** In the largest unit of which there is at least one. */
  static String duration(double seconds) {
    if (seconds >= 86_400) {
      return String.format(Locale.ROOT, "%.1f d", seconds / 86_400);
    }
    if (seconds >= 3600) {
      return String.format(Locale.ROOT, "%.1f h", seconds / 3600);
    }
    return seconds >= 60
        ? String.format(Locale.ROOT, "%.0f min", seconds / 60)
        : String.format(Locale.ROOT, "%.0f s", seconds);
  }
}
