package org.desirepath.readme;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.stream.Collectors;
import org.desirepath.table.Contract;
import org.desirepath.table.Field;
import org.desirepath.table.PublishedTables;
import org.junit.jupiter.api.Test;

/**
 * Keeps the README true: its tables and settings are generated. Run with {@code
 * -Ddesirepath.write-readme=true} to write them anew.
 */
class ReadmeTest {

  private static final Path README = Path.of("README.md");

  @Test
  void theTablesAreThoseOfTheContracts() throws IOException {
    check("tables", tables());
  }

  @Test
  void theSettingsAreThoseOfTheNightlyJob() throws IOException {
    check("settings", settings());
  }

  private static void check(String section, String expected) throws IOException {
    String readme = Files.readString(README);
    String begin = "<!-- generated: " + section + " -->\n";
    String end = "<!-- end: " + section + " -->";
    int from = readme.indexOf(begin) + begin.length();
    int to = readme.indexOf(end);
    if (Boolean.getBoolean("desirepath.write-readme")) {
      Files.writeString(README, readme.substring(0, from) + expected + readme.substring(to));
    } else {
      assertThat(readme.substring(from, to)).isEqualTo(expected);
    }
  }

  private static String tables() {
    StringBuilder text =
        new StringBuilder("| table | one row per | columns (the key first) |\n|---|---|---|\n");
    for (Contract contract : PublishedTables.ALL) {
      List<String> key = contract.key().stream().map(Field::name).toList();
      String columns =
          contract.fields().stream()
              .map(Field::name)
              .filter(name -> !key.contains(name))
              .collect(Collectors.joining(", "));
      text.append(
          "| %s | %s | **%s**, %s |%n"
              .formatted(
                  contract.name(),
                  contract.grain().replaceFirst("^one row per ", ""),
                  String.join(", ", key),
                  columns));
    }
    return text.toString();
  }

  /** Each setting with its value and the comment above it. */
  private static String settings() throws IOException {
    StringBuilder text = new StringBuilder("| setting | nightly | meaning |\n|---|---|---|\n");
    Deque<String> parents = new ArrayDeque<>();
    List<String> comment = new ArrayList<>();
    List<String> lines = Files.readAllLines(Path.of("jobs", "nightly.yaml"));
    for (int i = 0; i < lines.size(); i++) {
      // The first setting of an entry of a list stands behind a hyphen.
      String line = lines.get(i).replaceFirst("- (?=[a-z-]+: )", "  ");
      String stripped = line.strip();
      if (stripped.startsWith("#")) {
        comment.add(stripped.substring(1).strip());
        continue;
      }
      if (stripped.isEmpty()) {
        comment.clear();
        continue;
      }
      int depth = line.indexOf(stripped.charAt(0)) / 2;
      while (parents.size() > depth) {
        parents.removeLast();
      }
      if (stripped.startsWith("- ")) {
        continue;
      }
      String key = stripped.substring(0, stripped.indexOf(':'));
      String value = stripped.substring(stripped.indexOf(':') + 1).strip();
      boolean isParent =
          value.isEmpty() && i + 1 < lines.size() && lines.get(i + 1).startsWith(" ");
      if (isParent) {
        parents.addLast(key);
        value = list(lines, i + 1);
      }
      if (!isParent || !comment.isEmpty()) {
        List<String> path = new ArrayList<>(parents);
        if (!isParent) {
          path.add(key);
        }
        text.append(
            "| `%s` | %s | %s |%n"
                .formatted(
                    String.join(".", path),
                    value.isEmpty() ? "" : "`" + value + "`",
                    String.join(" ", comment)));
      }
      comment.clear();
    }
    return text.toString();
  }

  private static String list(List<String> lines, int from) {
    return lines.stream()
        .skip(from)
        .takeWhile(line -> line.strip().startsWith("- "))
        .map(line -> line.strip().substring(2))
        .collect(Collectors.joining(", "));
  }
}
