package org.desirepath.report;

import com.github.mustachejava.DefaultMustacheFactory;
import com.github.mustachejava.MustacheFactory;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.List;
import java.util.Locale;

/**
 * Figures and tables for people, as Markdown or as one HTML page that needs nothing beside it.
 *
 * @param lead what it tells, without a stop
 * @param table where the figures come from
 */
public record ReportPage(
    String title, String lead, String table, List<Headline> headlines, List<Section> sections) {

  private static final String TEMPLATES = "org/desirepath/report";

  /** Copies what it is given. */
  public ReportPage {
    headlines = List.copyOf(headlines);
    sections = List.copyOf(sections);
  }

  /** A figure that is told before all others. */
  record Headline(String figure, String words) {}

  /** A part of the page; it may have no table. */
  record Section(String heading, String words, List<Grid> grids) {}

  /** A table. */
  record Grid(List<String> columns, List<Line> lines) {}

  /** A line of a table. */
  record Line(List<Cell> cells) {}

  /**
   * A cell.
   *
   * @param look text, number or share
   * @param width of the bar of a share, in percent
   */
  record Cell(String text, String look, String width) {

    static Cell text(String text) {
      return new Cell(text, "text", "");
    }

    static Cell number(long number) {
      return number(String.format(Locale.ROOT, "%,d", number));
    }

    static Cell number(String number) {
      return new Cell(number, "number", "");
    }

    static Cell share(String text, double share) {
      return new Cell(text, "share", String.format(Locale.ROOT, "%.1f", 100 * share));
    }
  }

  /** As Markdown. */
  public String markdown() {
    return render(new MarkdownFactory(), "page.md.mustache");
  }

  /** As HTML. */
  public String html() {
    return render(new DefaultMustacheFactory(TEMPLATES), "page.html.mustache");
  }

  private String render(MustacheFactory factory, String template) {
    StringWriter text = new StringWriter();
    factory.compile(template).execute(text, this);
    return text.toString();
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
}
