package org.desirepath.report;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.desirepath.table.Checks;
import org.desirepath.table.IdentityQuality;
import org.desirepath.table.IdentityQuality.Measure;

/**
 * The figures of {@code ops_identity}, on the driver: there are a few for each kind of identifier
 * and source.
 *
 * @param figures all of them
 * @param since the version they are compared with; empty if there is none
 */
public record IdentityFigures(List<Figure> figures, Optional<Long> since) {

  /** Copies the figures. */
  public IdentityFigures {
    figures = List.copyOf(figures);
  }

  /**
   * One figure.
   *
   * @param value how many; null where there is nothing to compare with
   * @param whole of how many; null likewise
   */
  record Figure(String measure, String member, Long value, Long whole, String message) {

    /** The share, 0 to 1; 0 of nothing. */
    double share() {
      return value == null || whole == 0 ? 0 : (double) value / whole;
    }
  }

  /**
   * Reads them.
   *
   * @param before the version that was current before this run
   */
  public static IdentityFigures of(IdentityQuality quality, Optional<Long> before) {
    List<Figure> figures =
        quality
            .rows()
            .select(
                IdentityQuality.MEASURE.col(),
                IdentityQuality.MEMBER.col(),
                IdentityQuality.VALUE_COUNT.col(),
                IdentityQuality.OF_COUNT.col(),
                Checks.MESSAGE.col())
            .collectAsList()
            .stream()
            .map(IdentityFigures::figure)
            .toList();
    IdentityFigures read = new IdentityFigures(figures, before);
    boolean isCompared =
        read.of(Measure.PERSONS_KEPT).stream().allMatch(kept -> kept.value() != null);
    return isCompared ? read : new IdentityFigures(figures, Optional.empty());
  }

  /** The figures of a measure, the greatest first, those without a number as they come. */
  List<Figure> of(Measure measure) {
    return figures.stream()
        .filter(figure -> figure.measure().equals(measure.id()))
        .sorted(
            Comparator.comparing(
                    Figure::value, Comparator.nullsLast(Comparator.<Long>reverseOrder()))
                .thenComparing(Figure::member))
        .toList();
  }

  /** The figure of a measure and a member; nothing of nothing where there is none. */
  Figure of(Measure measure, String member) {
    return of(measure).stream()
        .filter(figure -> figure.member().equals(member))
        .findFirst()
        .orElse(new Figure(measure.id(), member, 0L, 0L, ""));
  }

  /** All figures of a measure taken together. */
  Figure sum(Measure measure) {
    return new Figure(
        measure.id(),
        IdentityQuality.ALL,
        of(measure).stream().mapToLong(Figure::value).sum(),
        of(measure).stream().mapToLong(Figure::whole).sum(),
        "");
  }

  private static Figure figure(Row row) {
    return new Figure(
        row.getString(0),
        row.getString(1),
        row.isNullAt(2) ? null : row.getLong(2),
        row.isNullAt(3) ? null : row.getLong(3),
        row.getString(4));
  }
}
