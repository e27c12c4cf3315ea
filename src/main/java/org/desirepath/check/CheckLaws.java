package org.desirepath.check;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.desirepath.table.Checks;
import org.desirepath.table.Table;

/** Holds the tables of a run against each other before they are published. */
public final class CheckLaws {

  private CheckLaws() {}

  /**
   * One row for each law, whether or not it holds: every reference finds its member, what one table
   * counts the other holds, probabilities sum to 1, figures are within their bounds, every row of
   * every file is accounted for.
   *
   * <p>All laws are one job, in which each table is read once, steps twice. Shuffles: one of
   * distinct values, groups and things counted, one of sessions within journeys, and one of a few
   * sums, which meet on the driver. What is shuffled was added up before, so no account, person or
   * touchpoint is too large.
   *
   * @param published every published table but the log, its history and the checks themselves; at
   *     least one
   * @throws IllegalArgumentException if one is missing
   */
  public static Checks from(List<Table> published) {
    List<Reading> readings =
        Stream.of(
                RowLaws.readings(),
                SumLaws.readings(),
                StepLaws.readings(),
                FunnelLaws.readings(),
                CountLaws.readings(),
                PersonaLaws.readings(),
                IdentityLaws.readings(),
                ReferenceLaws.readings())
            .flatMap(List::stream)
            .toList();
    Map<String, Finding> findings = new HashMap<>();
    for (Sums.Sum sum : new Sums(PublishedRows.of(published), readings).all()) {
      Finding found = new Finding(sum.broken(), sum.heldAgainst(), sum.example());
      List<String> laws =
          sum.referrers() == 0 ? List.of(sum.subject()) : ReferenceLaws.names(sum.referrers());
      laws.forEach(law -> findings.merge(law, found, Finding::plus));
    }
    List<Row> rows =
        Stream.of(
                RowLaws.laws(),
                SumLaws.laws(),
                StepLaws.laws(),
                FunnelLaws.laws(),
                CountLaws.laws(),
                PersonaLaws.laws(),
                IdentityLaws.laws(),
                ReferenceLaws.laws())
            .flatMap(List::stream)
            .map(law -> check(law, findings.getOrDefault(law.name(), Finding.NOTHING)))
            .toList();
    return new Checks(
        published.get(0).rows().sparkSession().createDataFrame(rows, Checks.CONTRACT.schema()));
  }

  /** What was found when a law was held against its things. */
  private record Finding(long broken, long heldAgainst, String example) {

    static final Finding NOTHING = new Finding(0, 0, null);

    Finding plus(Finding other) {
      String least =
          example == null || (other.example != null && other.example.compareTo(example) < 0)
              ? other.example
              : example;
      return new Finding(broken + other.broken, heldAgainst + other.heldAgainst, least);
    }

    /** Such as "3 of 1,204 values are not, such as p-17". */
    String message(String words) {
      return String.format(Locale.ROOT, "%,d of %,d %s", broken, heldAgainst, words)
          + (example == null ? "" : ", such as " + example);
    }
  }

  private static Row check(Law law, Finding found) {
    boolean isWarning = law.severity() == Law.Severity.WARN;
    double value =
        isWarning ? (double) found.broken() / Math.max(1, found.heldAgainst()) : found.broken();
    String failed = isWarning ? "warn" : "fail";
    return RowFactory.create(
        law.name(),
        value <= law.threshold() ? "pass" : failed,
        value,
        law.threshold(),
        found.message(law.words()));
  }
}
