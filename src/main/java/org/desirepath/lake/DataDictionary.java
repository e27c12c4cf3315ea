package org.desirepath.lake;

import com.github.mustachejava.DefaultMustacheFactory;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.desirepath.table.Contract;
import org.desirepath.table.Field;
import org.desirepath.table.PublishedTables;
import org.desirepath.table.Reference;

/** The data dictionary: what each table, row and column means, from the contracts. */
public final class DataDictionary {

  private static final List<Group> GROUPS =
      List.of(
          new Group("dim_", "Dimensions", "Who and what journeys are told of"),
          new Group("fact_", "Facts", "What happened, and what is expected to happen"),
          new Group("agg_", "Aggregates", "What facts add up to"),
          new Group("map_", "Maps", "How identifiers became persons"),
          new Group("ops_", "Operations", "How the run went and how far it can be trusted"));

  private DataDictionary() {}

  /** Tables whose names start alike. */
  private record Group(String prefix, String title, String meaning) {}

  /** As Markdown: a heading for each table, a row for each column. */
  public static String markdown(List<Contract> tables) {
    return render("dictionary.md.mustache", tables);
  }

  /** As one HTML page that needs nothing beside it. */
  public static String html(List<Contract> tables) {
    return render("dictionary.html.mustache", tables);
  }

  private static String render(String template, List<Contract> tables) {
    StringWriter text = new StringWriter();
    new DefaultMustacheFactory("org/desirepath/lake")
        .compile(template)
        .execute(
            text,
            Map.of(
                "version",
                PublishedTables.VERSION,
                "groups",
                GROUPS.stream()
                    .map(group -> group(group, tables))
                    .filter(group -> !((List<?>) group.get("tables")).isEmpty())
                    .toList()));
    return text.toString();
  }

  private static Map<String, Object> group(Group group, List<Contract> tables) {
    return Map.of(
        "title",
        group.title(),
        "meaning",
        group.meaning(),
        "tables",
        tables.stream()
            .filter(table -> table.name().startsWith(group.prefix()))
            .map(DataDictionary::table)
            .toList());
  }

  private static Map<String, Object> table(Contract table) {
    return Map.of(
        "name",
        table.name(),
        "grain",
        table.grain(),
        "key",
        table.key().stream().map(Field::name).collect(Collectors.joining(", ")),
        "folders",
        table.partitionedBy().stream().map(Field::name).collect(Collectors.joining(", ")),
        "columns",
        Stream.concat(table.fields().stream(), Stream.of(Contract.RUN_ID))
            .map(field -> column(table, field))
            .toList());
  }

  private static Map<String, Object> column(Contract table, Field field) {
    return Map.of(
        "name",
        field.name(),
        "type",
        field.type().simpleString(),
        "meaning",
        field.meaning(),
        "isKey",
        table.key().stream().anyMatch(key -> key.name().equals(field.name())),
        "isRequired",
        field.required(),
        "target",
        Reference.ALL.stream()
            .filter(reference -> reference.table().equals(table))
            .filter(reference -> reference.column().name().equals(field.name()))
            .map(reference -> reference.target().name())
            .findFirst()
            .orElse(""));
  }
}
