package org.desirepath.report;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.desirepath.report.IdentityFigures.Figure;
import org.desirepath.report.ReportPage.Cell;
import org.desirepath.report.ReportPage.Grid;
import org.desirepath.report.ReportPage.Headline;
import org.desirepath.report.ReportPage.Line;
import org.desirepath.report.ReportPage.Section;
import org.desirepath.table.IdentityQuality.Measure;

/** Tells people how well identifiers became persons. */
public final class ReportIdentity {

  private ReportIdentity() {}

  /** The page of a run. */
  public static ReportPage page(IdentityFigures figures, String runId) {
    return new ReportPage(
        "Identity",
        "How well the identifiers of run %s became persons".formatted(runId),
        "ops_identity",
        headlines(figures),
        List.of(
            kinds(figures),
            sources(figures),
            sizes(figures),
            changes(figures),
            matches(figures),
            largest(figures)));
  }

  private static List<Headline> headlines(IdentityFigures figures) {
    return List.of(
        headline(figures, Measure.TOUCHPOINTS_WITH_PERSON, "of touchpoints have a person"),
        headline(
            figures,
            Measure.TOUCHPOINTS_WITH_KNOWN_PERSON,
            "of touchpoints have a person whom the CRM or the help desk knows"),
        headline(figures, Measure.TOUCHPOINTS_WITH_ACCOUNT, "of touchpoints have an account"),
        new Headline(
            format("%,d", figures.sum(Measure.PERSONS_OF_SIZE).value()),
            format(
                "persons from %,d identifiers", figures.sum(Measure.IDENTIFIERS_OF_KIND).value())));
  }

  private static Headline headline(IdentityFigures figures, Measure measure, String words) {
    return new Headline(format("%.0f %%", 100 * figures.sum(measure).share()), words);
  }

  private static Section kinds(IdentityFigures figures) {
    return section(
        "Kinds of identifiers",
        "How many there are, how many persons have one, and how many are kept from joining others:"
            + " shared devices, role mailboxes, tickets on which several people wrote.",
        List.of(
            "kind",
            "identifiers",
            "of all identifiers",
            "persons with one",
            "of all persons",
            "kept from joining"),
        figures.of(Measure.IDENTIFIERS_OF_KIND).stream()
            .map(
                kind -> {
                  Figure persons = figures.of(Measure.PERSONS_WITH_KIND, kind.member());
                  Figure refused = figures.of(Measure.BRIDGES_REFUSED, kind.member());
                  return line(
                      Cell.text(kind.member()),
                      Cell.number(kind.value()),
                      share(kind),
                      Cell.number(persons.value()),
                      share(persons),
                      Cell.number(refused.value()));
                }));
  }

  private static Section sources(IdentityFigures figures) {
    return section(
        "Touchpoints",
        "What each source's touchpoints have of persons and accounts. A known person is one whom the"
            + " CRM or the help desk knows.",
        List.of("source", "touchpoints", "with a person", "with a known one", "with an account"),
        figures.of(Measure.TOUCHPOINTS_WITH_PERSON).stream()
            .sorted(Comparator.comparing(Figure::whole).reversed().thenComparing(Figure::member))
            .map(
                source ->
                    line(
                        Cell.text(source.member()),
                        Cell.number(source.whole()),
                        share(source),
                        share(figures.of(Measure.TOUCHPOINTS_WITH_KNOWN_PERSON, source.member())),
                        share(figures.of(Measure.TOUCHPOINTS_WITH_ACCOUNT, source.member())))));
  }

  private static Section sizes(IdentityFigures figures) {
    return section(
        "Sizes of persons",
        "How many persons have so many identifiers.",
        List.of("identifiers", "persons", "of all persons"),
        figures.of(Measure.PERSONS_OF_SIZE).stream()
            .sorted(Comparator.comparing(ReportIdentity::least))
            .map(size -> line(Cell.text(size.member()), Cell.number(size.value()), share(size))));
  }

  /** The least number of identifiers of a size such as "3-5" or "51+". */
  private static int least(Figure size) {
    return Integer.parseInt(size.member().replaceFirst("\\D.*", ""));
  }

  private static Section changes(IdentityFigures figures) {
    String title = figures.since().map(version -> "Since version " + version).orElse("Changes");
    if (figures.since().isEmpty()) {
      return new Section(title, "There is no version before to compare with.", List.of());
    }
    return told(
        title,
        "What became of the persons of the version before, and how many persons are new.",
        figures,
        Measure.PERSONS_NEW,
        Measure.PERSONS_KEPT,
        Measure.PERSONS_MERGED,
        Measure.PERSONS_SPLIT,
        Measure.PERSONS_GONE);
  }

  private static Section matches(IdentityFigures figures) {
    return told(
        "Tickets and deals",
        "How many of them found their person and their account.",
        figures,
        Measure.TICKETS_WITH_CRM_PERSON,
        Measure.TICKETS_WITH_ACCOUNT,
        Measure.DEALS_WITH_ACCOUNT,
        Measure.DEALS_WITH_PERSON,
        Measure.DEALS_WITH_TOUCHPOINT);
  }

  private static Section told(
      String title, String lead, IdentityFigures figures, Measure... measures) {
    return section(
        title,
        lead,
        List.of("figure", "share"),
        Stream.of(measures)
            .flatMap(measure -> figures.of(measure).stream())
            .map(figure -> line(Cell.text(figure.message()), share(figure))));
  }

  private static Section largest(IdentityFigures figures) {
    return section(
        "Largest persons",
        "Who has most identifiers, and which of these ties most others. One that is far larger than"
            + " the rest is often a device or mailbox that no guard knows.",
        List.of("person_id", "identifiers", "of all identifiers", "why"),
        figures.of(Measure.LARGEST_PERSON).stream()
            .map(
                person ->
                    line(
                        Cell.text(person.member()),
                        Cell.number(person.value()),
                        share(person),
                        Cell.text(person.message()))));
  }

  private static Section section(
      String title, String lead, List<String> columns, Stream<Line> lines) {
    return new Section(title, lead, List.of(new Grid(columns, lines.toList())));
  }

  private static Cell share(Figure figure) {
    return figure.whole() == 0
        ? Cell.share("none", 0)
        : Cell.share(format("%.1f %%", 100 * figure.share()), figure.share());
  }

  private static Line line(Cell... cells) {
    return new Line(List.of(cells));
  }

  private static String format(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
