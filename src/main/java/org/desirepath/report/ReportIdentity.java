package org.desirepath.report;

import com.github.mustachejava.DefaultMustacheFactory;
import com.github.mustachejava.MustacheFactory;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.desirepath.report.IdentityFigures.Figure;
import org.desirepath.table.IdentityQuality.Measure;

/** Tells people how well identifiers became persons. */
public final class ReportIdentity {

  private static final String TEMPLATES = "org/desirepath/report";

  private ReportIdentity() {}

  /** A figure that is told before all others. */
  private record Headline(String figure, String words) {}

  /** A part of the report. */
  private record Section(String title, String lead, List<Grid> grids) {}

  private record Grid(List<String> columns, List<Line> lines) {}

  private record Line(List<Cell> cells) {}

  /**
   * A cell.
   *
   * @param look text, number or share
   * @param width of the bar of a share, in percent
   */
  private record Cell(String text, String look, String width) {

    static Cell text(String text) {
      return new Cell(text, "text", "");
    }

    static Cell number(long number) {
      return new Cell(format("%,d", number), "number", "");
    }

    static Cell share(Figure figure) {
      double percent = 100 * figure.share();
      String text = figure.whole() == 0 ? "none" : format("%.1f %%", percent);
      return new Cell(text, "share", format("%.1f", percent));
    }
  }

  /** As Markdown. */
  public static String markdown(IdentityFigures figures, String runId) {
    return render(new MarkdownFactory(), "identity.md.mustache", figures, runId);
  }

  /** As one HTML page that needs nothing beside it. */
  public static String html(IdentityFigures figures, String runId) {
    return render(new DefaultMustacheFactory(TEMPLATES), "identity.html.mustache", figures, runId);
  }

  /** Writes what would end a cell or begin a tag as Markdown shows it. */
  private static final class MarkdownFactory extends DefaultMustacheFactory {

    MarkdownFactory() {
      super(TEMPLATES);
    }

    @Override
    public void encode(String value, Writer writer) {
      try {
        writer.write(value.replace("|", "\\|").replace("<", "&lt;").replaceAll("\\R", " "));
      } catch (IOException fault) {
        throw new UncheckedIOException(fault);
      }
    }
  }

  private static String render(
      MustacheFactory factory, String template, IdentityFigures figures, String runId) {
    StringWriter text = new StringWriter();
    factory
        .compile(template)
        .execute(
            text,
            Map.of(
                "runId",
                runId,
                "headlines",
                headlines(figures),
                "sections",
                List.of(
                    kinds(figures),
                    sources(figures),
                    sizes(figures),
                    changes(figures),
                    matches(figures),
                    largest(figures))));
    return text.toString();
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
                      Cell.share(kind),
                      Cell.number(persons.value()),
                      Cell.share(persons),
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
                        Cell.share(source),
                        Cell.share(
                            figures.of(Measure.TOUCHPOINTS_WITH_KNOWN_PERSON, source.member())),
                        Cell.share(
                            figures.of(Measure.TOUCHPOINTS_WITH_ACCOUNT, source.member())))));
  }

  private static Section sizes(IdentityFigures figures) {
    return section(
        "Sizes of persons",
        "How many persons have so many identifiers.",
        List.of("identifiers", "persons", "of all persons"),
        figures.of(Measure.PERSONS_OF_SIZE).stream()
            .sorted(Comparator.comparing(ReportIdentity::least))
            .map(
                size ->
                    line(Cell.text(size.member()), Cell.number(size.value()), Cell.share(size))));
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
            .map(figure -> line(Cell.text(figure.message()), Cell.share(figure))));
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
                        Cell.share(person),
                        Cell.text(person.message()))));
  }

  private static Section section(
      String title, String lead, List<String> columns, Stream<Line> lines) {
    return new Section(title, lead, List.of(new Grid(columns, lines.toList())));
  }

  private static Line line(Cell... cells) {
    return new Line(List.of(cells));
  }

  private static String format(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
