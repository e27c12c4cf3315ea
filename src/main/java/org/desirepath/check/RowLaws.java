package org.desirepath.check;

import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.when;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.NumericType;
import org.desirepath.table.Checks;
import org.desirepath.table.Contract;
import org.desirepath.table.Deals;
import org.desirepath.table.Field;
import org.desirepath.table.Identifiers;
import org.desirepath.table.JourneyFacts;
import org.desirepath.table.Journeys;
import org.desirepath.table.NextTouchpoints;
import org.desirepath.table.Paths;
import org.desirepath.table.PublishedTables;
import org.desirepath.table.RunHistory;
import org.desirepath.table.RunLog;
import org.desirepath.table.SessionFacts;
import org.desirepath.table.SessionTouchpoints;
import org.desirepath.table.Sessions;
import org.desirepath.table.SourceAudit;
import org.desirepath.table.TouchpointCatalogue;
import org.desirepath.table.TouchpointFacts;

/** What must be true of each row alone. */
final class RowLaws {

  /** What is stored when the laws have been checked. */
  private static final Set<Contract> STORED_AFTER =
      Set.of(RunLog.CONTRACT, RunHistory.CONTRACT, Checks.CONTRACT);

  /** Bounds as meanings state them: "0 to 1", "-1 to 1", "1 to 12". */
  private static final Pattern BOUNDS = Pattern.compile("(-?\\d+) to (\\d+)");

  private static final Pattern NOT_NEGATIVE = Pattern.compile(".*_(count|seconds)|rows_.*");

  /** A share that was added up from its parts may be off by this. */
  private static final double ROUNDING = 1e-9;

  /** What events are named that no entry of the catalogue matches. */
  private static final String UNMATCHED = "other_";

  private static final double UNMATCHED_SHARE = 0.2;

  /** A law of the rows of one table, and what is shown of a row that breaks it. */
  private record RowLaw(Law law, Contract table, Column holds, Column example) {}

  private static final List<RowLaw> LAWS = laws(PublishedTables.ALL);

  private RowLaws() {}

  static List<Law> laws() {
    return LAWS.stream().map(RowLaw::law).toList();
  }

  static List<Reading> readings() {
    return LAWS.stream()
        .map(law -> Reading.ofRow(law.table(), law.law(), law.holds(), law.example()))
        .toList();
  }

  private static List<RowLaw> laws(List<Contract> contracts) {
    List<RowLaw> laws = new ArrayList<>();
    laws.add(
        new RowLaw(
            Law.strict(
                "ops_source_audit.rows_read is accepted + quarantined + duplicate + out of window",
                "files do not add up"),
            SourceAudit.CONTRACT,
            SourceAudit.ROWS_READ
                .col()
                .equalTo(
                    SourceAudit.ROWS_ACCEPTED
                        .col()
                        .plus(SourceAudit.ROWS_QUARANTINED.col())
                        .plus(SourceAudit.ROWS_DUPLICATE.col())
                        .plus(SourceAudit.ROWS_OUT_OF_WINDOW.col())),
            key(SourceAudit.CONTRACT)));
    laws.add(
        new RowLaw(
            Law.strict(
                "fact_touchpoint.session_id is given for every known person",
                "touchpoints are in no session"),
            TouchpointFacts.CONTRACT,
            Identifiers.PERSON_ID
                .col()
                .equalTo(TouchpointCatalogue.UNKNOWN)
                .or(SessionTouchpoints.SESSION_ID.col().isNotNull()),
            key(TouchpointFacts.CONTRACT)));
    laws.add(
        new RowLaw(
            Law.warning(
                "fact_touchpoint.touchpoint_id is named by the catalogue",
                "touchpoints are matched by no entry",
                UNMATCHED_SHARE),
            TouchpointFacts.CONTRACT,
            not(TouchpointCatalogue.TOUCHPOINT_ID.col().startsWith(UNMATCHED)),
            TouchpointCatalogue.TOUCHPOINT_ID.col()));
    laws.add(inOrder(SessionFacts.CONTRACT));
    laws.add(inOrder(JourneyFacts.CONTRACT));
    laws.add(
        new RowLaw(
            Law.strict(
                "fact_journey.is_open is true for the outcome open and for no other",
                "journeys contradict themselves"),
            JourneyFacts.CONTRACT,
            Journeys.IS_OPEN.col().equalTo(Deals.OUTCOME.col().equalTo(TouchpointCatalogue.OPEN)),
            key(JourneyFacts.CONTRACT)));
    laws.add(
        new RowLaw(
            Law.strict(
                "fact_next_touchpoint: a win and churn are together no likelier than 1",
                "journeys end twice"),
            NextTouchpoints.CONTRACT,
            NextTouchpoints.WIN_PROBABILITY
                .col()
                .plus(NextTouchpoints.CHURN_PROBABILITY.col())
                .leq(1 + ROUNDING),
            key(NextTouchpoints.CONTRACT)));
    laws.add(
        new RowLaw(
            Law.strict(
                "agg_path: people, accounts and closed journeys are among the path's journeys",
                "paths have more"),
            Paths.CONTRACT,
            Paths.JOURNEY_COUNT
                .col()
                .geq(
                    greatest(
                        Paths.PERSON_COUNT.col(),
                        Paths.ACCOUNT_COUNT.col(),
                        Paths.OUTCOME_COUNT.col())),
            key(Paths.CONTRACT)));
    laws.add(
        new RowLaw(
            Law.strict(
                "agg_path.is_closed is true where closed_path_id is the path itself and nowhere else",
                "paths contradict themselves"),
            Paths.CONTRACT,
            Paths.IS_CLOSED.col().equalTo(Paths.CLOSED_PATH_ID.col().equalTo(Paths.PATH_ID.col())),
            key(Paths.CONTRACT)));
    laws.add(
        new RowLaw(
            Law.strict("agg_path.odds_ratio lies within its interval", "paths have one outside"),
            Paths.CONTRACT,
            Paths.ODDS_RATIO.col().between(Paths.ODDS_RATIO_LOW.col(), Paths.ODDS_RATIO_HIGH.col()),
            key(Paths.CONTRACT)));
    for (Contract contract : contracts) {
      if (!STORED_AFTER.contains(contract)) {
        inBounds(contract).ifPresent(laws::add);
      }
    }
    return List.copyOf(laws);
  }

  private static RowLaw inOrder(Contract table) {
    return new RowLaw(
        Law.strict(
            table.name() + ".started_at is not after ended_at", "rows end before they start"),
        table,
        Sessions.STARTED_AT.col().leq(Sessions.ENDED_AT.col()),
        key(table));
  }

  /** Every figure of a table is within the bounds that its name or meaning states. */
  private static Optional<RowLaw> inBounds(Contract table) {
    List<Field> figures = table.fields().stream().filter(RowLaws::isBounded).toList();
    if (figures.isEmpty()) {
      return Optional.empty();
    }
    Column[] faults =
        figures.stream()
            .map(
                figure ->
                    when(not(isWithin(figure)), concat(lit(figure.name() + "="), figure.col())))
            .toArray(Column[]::new);
    return Optional.of(
        new RowLaw(
            Law.strict(
                table.name() + ": counts, shares and scores are within their bounds",
                "rows have one that is not"),
            table,
            concat_ws(" ", faults).equalTo(""),
            concat_ws(" ", faults)));
  }

  private static boolean isBounded(Field field) {
    return field.type() instanceof NumericType
        && (BOUNDS.matcher(field.meaning()).find() || NOT_NEGATIVE.matcher(field.name()).matches());
  }

  /** Whether a figure is within its bounds, or null; not a number is within none. */
  static Column isWithin(Field figure) {
    Matcher bounds = BOUNDS.matcher(figure.meaning());
    return bounds.find()
        ? figure
            .col()
            .between(
                Double.parseDouble(bounds.group(1)) - ROUNDING,
                Double.parseDouble(bounds.group(2)) + ROUNDING)
        : figure.col().geq(0);
  }

  private static Column key(Contract table) {
    return concat_ws("|", table.keyColumns());
  }
}
