package org.desirepath.persona;

import static org.desirepath.table.PersonaModels.MODEL_TEXT;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;
import org.desirepath.settings.PersonaSettings;
import org.desirepath.table.PersonaModels;
import org.desirepath.table.SessionFeatures;

/** How two models part the same sessions. */
public final class CompareModels {

  private final int rows;
  private final int columns;
  private final CrossTable table;

  private CompareModels(int rows, int columns, CrossTable table) {
    this.rows = rows;
    this.columns = columns;
    this.table = table;
  }

  /**
   * Counts the training sessions of each pair of personas. A count and an aggregate.
   *
   * @param one a model as text, as candidates and published versions have it
   * @param other another
   * @return nothing if one of them has no personas or cannot be read
   */
  public static Optional<CompareModels> from(
      SessionFeatures features, PersonaSettings settings, String one, String other) {
    return read(one)
        .flatMap(
            first ->
                read(other)
                    .map(
                        second ->
                            new CompareModels(
                                first.clusters().size(),
                                second.clusters().size(),
                                CrossTable.of(
                                    TrainingSessions.of(features, settings), first, second))));
  }

  /** The text of a published model, if there is one. */
  public static Optional<String> text(PersonaModels models) {
    return models.rows().select(MODEL_TEXT.col()).collectAsList().stream()
        .map((Row row) -> row.getString(0))
        .findFirst();
  }

  /** For people: the table with sums, and how far the two agree. */
  public List<String> lines(String one, String other) {
    List<String> lines = new ArrayList<>();
    lines.add("Rows: personas of %s, the largest first".formatted(one));
    lines.add("Columns: personas of %s, the largest first".formatted(other));
    StringBuilder head = new StringBuilder(" ".repeat(6));
    for (int column = 0; column < columns; column++) {
      head.append(String.format(Locale.ROOT, "%10d", column + 1));
    }
    lines.add(head.append("       all").toString());
    for (int row = 0; row < rows; row++) {
      int own = row;
      long[] counts =
          IntStream.range(0, columns).mapToLong(column -> table.count(own, column)).toArray();
      lines.add(line(Integer.toString(row + 1), counts));
    }
    long[] sums =
        IntStream.range(0, columns)
            .mapToLong(
                column -> IntStream.range(0, rows).mapToLong(row -> table.count(row, column)).sum())
            .toArray();
    lines.add(line("all", sums));
    lines.add(
        String.format(
            Locale.ROOT,
            "Adjusted Rand index %.3f: 1 if they part sessions alike, about 0 if by chance",
            table.adjustedRandIndex()));
    return lines;
  }

  private static String line(String name, long[] counts) {
    StringBuilder line = new StringBuilder(String.format(Locale.ROOT, "%6s", name));
    long sum = 0;
    for (long count : counts) {
      line.append(String.format(Locale.ROOT, "%,10d", count));
      sum += count;
    }
    return line.append(String.format(Locale.ROOT, "%,10d", sum)).toString();
  }

  private static Optional<PersonaModel> read(String text) {
    return ModelText.read(text).filter(model -> !model.clusters().isEmpty());
  }
}
