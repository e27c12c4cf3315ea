package org.desirepath.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

class DemoExportsTest {

  private static final int ACCOUNTS = 24;
  private static final int DAYS = 30;

  @TempDir private static Path folder;

  private static WrittenExports hostile;
  private static WrittenExports clean;

  @BeforeAll
  static void writeOnce() throws IOException {
    hostile = write("hostile", ACCOUNTS, true);
    clean = write("clean", ACCOUNTS, false);
  }

  private static WrittenExports write(String name, int accounts, boolean dirt) throws IOException {
    Path out = folder.resolve(name);
    DemoExports.write(settings(accounts, dirt), out, progress -> {});
    return new WrittenExports(out);
  }

  private static DemoSettings settings(int accounts, boolean dirt) {
    return new DemoSettings(accounts, DAYS, 5, dirt, true, DemoSettings.DEFAULT_END);
  }

  @Test
  void theSameSettingsGiveTheSameBytes() throws IOException {
    Map<String, byte[]> again = write("again", ACCOUNTS, true).files();
    Map<String, byte[]> once = hostile.files();
    assertThat(again.keySet()).isEqualTo(once.keySet());
    once.forEach((file, bytes) -> assertThat(again.get(file)).as(file).isEqualTo(bytes));
  }

  @Test
  void everyFileOfASmallerDemoIsTheBeginningOfTheSameFileOfALargerOne() throws IOException {
    Map<String, byte[]> small = write("small", ACCOUNTS / 2, true).files();
    Map<String, byte[]> large = hostile.files();
    assertThat(small.keySet()).isEqualTo(large.keySet());
    for (String file : small.keySet()) {
      if (file.endsWith(".json") || file.contains("20260601") || small.get(file).length == 0) {
        continue;
      }
      byte[] less = WrittenExports.unpacked(file, small.get(file));
      byte[] more = WrittenExports.unpacked(file, large.get(file));
      assertThat(Arrays.copyOf(more, Math.min(more.length, less.length))).as(file).isEqualTo(less);
    }
  }

  @Test
  void totalsAreWhatARecountFinds() throws IOException {
    for (WrittenExports exports : List.of(hostile, clean)) {
      JsonNode totals = exports.json("truth/totals.json");
      Map<String, Map<String, Integer>> stated = new TreeMap<>();
      for (Map.Entry<String, JsonNode> file : totals.get("files").properties()) {
        stated.put(file.getKey(), stated(file.getValue()));
      }
      Window window = new Window(settings(ACCOUNTS, true));
      Recount recount = new Recount(exports, window.start() - Window.DAY, window.end());
      assertThat(stated).isEqualTo(recount.count());
    }
  }

  private static Map<String, Integer> stated(JsonNode rows) {
    Map<String, Integer> stated = new TreeMap<>();
    int sum = 0;
    for (String fate : List.of("accepted", "duplicate", "quarantined", "bot")) {
      int count = rows.get(fate).intValue();
      sum += count;
      if (count > 0) {
        stated.put(fate, count);
      }
    }
    assertThat(sum).isEqualTo(rows.get("rows").intValue());
    if (rows.has("refused_file")) {
      stated.put("refused_file", 1);
    }
    return stated;
  }

  @Test
  void everyKindOfDirtIsThere() throws IOException {
    Set<String> kinds = new TreeSet<>();
    for (JsonNode file : hostile.json("truth/hostile.json")) {
      file.fieldNames().forEachRemaining(kinds::add);
    }
    assertThat(kinds)
        .containsExactlyInAnyOrder(
            Arrays.stream(Dirt.values()).map(Dirt::label).toArray(String[]::new));
  }

  @Test
  void withoutDirtEveryRowIsGood() throws IOException {
    JsonNode sources = clean.json("truth/totals.json").get("sources");
    for (String source : List.of("ga4", "salesforce", "zendesk")) {
      assertThat(sources.get(source + ".accepted")).isEqualTo(sources.get(source + ".rows"));
    }
  }

  @Test
  void dirtChangesNothingAboutTheTruth() throws IOException {
    for (String file :
        List.of(
            "truth/events.csv.gz",
            "truth/sessions.csv.gz",
            "truth/person_of_identifier.csv",
            "truth/account_of_person.csv",
            "truth/accounts.csv",
            "truth/outcomes.csv",
            "truth/tickets.csv")) {
      assertThat(hostile.text(file)).as(file).isEqualTo(clean.text(file));
    }
  }

  @Test
  void everyEventOfTheTruthStandsInTheFileItNames() throws IOException {
    Set<String> stated = new HashSet<>();
    for (Map<String, String> event : clean.csv("truth/events.csv.gz").rows()) {
      if (event.get("source").equals("ga4")) {
        stated.add(event.get("file") + " " + event.get("source_event_key"));
      }
    }
    Set<String> found = new HashSet<>();
    for (String file : clean.files().keySet()) {
      for (String line : file.startsWith("ga4/") ? clean.lines(file) : List.<String>of()) {
        JsonNode row = WrittenExports.object(line);
        String key =
            String.join(
                "|",
                row.get("user_pseudo_id").textValue(),
                row.get("event_timestamp").textValue(),
                row.get("event_name").textValue());
        assertThat(found.add(file.substring(4) + " " + key)).as(key).isTrue();
      }
    }
    assertThat(found).isEqualTo(stated);
  }

  @Test
  void sessionsAreThoseAPauseCutsOutOfTheEvents() throws IOException {
    Map<String, List<Map<String, String>>> byPerson = new TreeMap<>();
    for (Map<String, String> event : clean.csv("truth/events.csv.gz").rows()) {
      if (event.get("source").equals("ga4") && event.get("is_touchpoint").equals("1")) {
        byPerson.computeIfAbsent(event.get("true_person_id"), p -> new ArrayList<>()).add(event);
      }
    }
    Map<String, String> paths = new HashMap<>();
    for (List<Map<String, String>> events : byPerson.values()) {
      int number = 0;
      long last = 0;
      for (Map<String, String> event : events) {
        long at = Long.parseLong(event.get("occurred_ms"));
        number += at - last > 30 * 60 * 1000 ? 1 : 0;
        last = at;
        assertThat(event.get("true_session_no")).isEqualTo(Integer.toString(number));
        String session = event.get("true_person_id") + " " + number;
        paths.merge(session, event.get("touchpoint"), (path, step) -> path + " > " + step);
      }
    }
    Map<String, String> stated = new HashMap<>();
    for (Map<String, String> session : clean.csv("truth/sessions.csv.gz").rows()) {
      stated.put(
          session.get("true_person_id") + " " + session.get("true_session_no"),
          session.get("path"));
    }
    assertThat(paths).isEqualTo(stated);
  }

  @Test
  void hashesAreThoseOfTheAddresses() throws IOException {
    Map<String, String> emails = new HashMap<>();
    Set<String> hashes = new HashSet<>();
    for (Map<String, String> row : clean.csv("truth/person_of_identifier.csv").rows()) {
      if (row.get("identifier_kind").equals("email")) {
        emails.put(Hashes.sha256(row.get("value")), row.get("true_person_id"));
      } else if (row.get("identifier_kind").equals("email_sha256")) {
        hashes.add(row.get("value"));
        assertThat(emails.getOrDefault(row.get("value"), row.get("true_person_id")))
            .isEqualTo(row.get("true_person_id"));
      }
    }
    assertThat(hashes).hasSizeGreaterThan(20);
    assertThat(emails.keySet()).filteredOn(hashes::contains).hasSizeGreaterThan(15);
    assertThat(Hashes.sha256("Ada@Example.example"))
        .isEqualTo(Hashes.sha256("ada@example.example"));
  }

  @Test
  void nothingIsWrittenOverAnything() throws IOException {
    Path out = Files.createDirectories(folder.resolve("taken"));
    Files.writeString(out.resolve("mine.txt"), "mine");
    assertThatThrownBy(() -> DemoExports.write(settings(1, false), out, progress -> {}))
        .isInstanceOf(DirectoryNotEmptyException.class);
    assertThat(out).isDirectoryNotContaining("glob:**ga4");
  }

  @Test
  void withoutTruthTheExportsAreTheSame() throws IOException {
    Path out = folder.resolve("untold");
    DemoSettings untold =
        new DemoSettings(ACCOUNTS, DAYS, 5, true, false, DemoSettings.DEFAULT_END);
    DemoSummary summary = DemoExports.write(untold, out, progress -> {});
    Map<String, byte[]> told = hostile.files();
    told.keySet().removeIf(file -> file.startsWith("truth/"));
    Map<String, byte[]> files = new WrittenExports(out).files();
    assertThat(files.keySet()).isEqualTo(told.keySet());
    files.forEach((file, bytes) -> assertThat(bytes).as(file).isEqualTo(told.get(file)));
    JsonNode sources = hostile.json("truth/totals.json").get("sources");
    assertThat(summary.webRows()).isEqualTo(sources.get("ga4.rows").longValue());
    assertThat(summary.crmRows()).isEqualTo(sources.get("salesforce.rows").longValue());
    assertThat(summary.helpdeskRows()).isEqualTo(sources.get("zendesk.rows").longValue());
  }

  @Test
  void theNumberOfRowsCanBeChosen() throws IOException {
    int accounts = DemoSettings.accountsFor(60_000, 60);
    DemoSettings settings =
        new DemoSettings(accounts, 60, 2, false, false, DemoSettings.DEFAULT_END);
    DemoSummary summary = DemoExports.write(settings, folder.resolve("chosen"), progress -> {});
    assertThat(summary.webRows() / 60_000.0).isCloseTo(1, within(0.15));
  }

  /** What is checked in a Java machine of its own, whose memory is small. */
  static final class SmallMachine {

    private SmallMachine() {}

    public static void main(String[] arguments) throws IOException {
      DemoSettings settings = new DemoSettings(200, 60, 3, true, true, DemoSettings.DEFAULT_END);
      DemoExports.write(settings, Path.of(arguments[0]), progress -> {});
    }
  }

  @Test
  void memoryDoesNotGrowWithTheNumberOfAccounts() throws Exception {
    Path out = folder.resolve("little-memory");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx32m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                classPath(),
                SmallMachine.class.getName(),
                out.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("little-memory.log").toFile())
            .start();
    assertThat(process.waitFor())
        .as(Files.readString(folder.resolve("little-memory.log")))
        .isZero();
    assertThat(new File(out.toFile(), "truth/totals.json")).exists();
  }

  /** What the generator needs; Spark's jars alone would fill the memory. */
  private static String classPath() {
    return Pattern.compile(File.pathSeparator)
        .splitAsStream(System.getProperty("java.class.path"))
        .filter(entry -> entry.matches(".*(classes|jackson|snakeyaml).*"))
        .collect(Collectors.joining(File.pathSeparator));
  }

  @Test
  @EnabledIfEnvironmentVariable(named = "DESIREPATH_DATA", matches = ".+")
  void filesLookLikeThoseOfTheSample() throws IOException {
    WrittenExports sample =
        new WrittenExports(Path.of(System.getenv("DESIREPATH_DATA"), "exports-sample"));
    Set<String> files = sample.files().keySet();
    for (String file : files) {
      if (file.startsWith("salesforce/")) {
        assertThat(hostile.csv(file).header()).as(file).isEqualTo(sample.csv(file).header());
      } else if (file.startsWith("zendesk/")) {
        assertThat(shapes(clean, file)).as(file).isSubsetOf(shapes(sample, file));
      } else if (file.contains(".csv") && hostile.files().containsKey(file)) {
        // What the true model says of the next touchpoint came after.
        assertThat(hostile.csv(file).header()).as(file).containsAll(sample.csv(file).header());
      }
    }
    assertThat(shapes(clean, "ga4/events_20260512.json.gz"))
        .isSubsetOf(
            union(
                shapes(sample, "ga4/events_20260210.json.gz"),
                shapes(sample, "ga4/events_20260211.json.gz"),
                shapes(sample, "ga4/events_20260212.json.gz"),
                shapes(sample, "ga4/events_20260213.json.gz")));
  }

  @SafeVarargs
  private static Set<String> union(Set<String>... some) {
    Set<String> union = new TreeSet<>();
    for (Set<String> each : some) {
      union.addAll(each);
    }
    return union;
  }

  /** Names and types of all fields, however deep. */
  private static Set<String> shapes(WrittenExports exports, String file) throws IOException {
    Set<String> shapes = new TreeSet<>();
    for (String line : exports.lines(file)) {
      JsonNode row = WrittenExports.object(line);
      if (row != null) {
        addShapes("", row, shapes);
      }
    }
    return shapes;
  }

  private static void addShapes(String path, JsonNode node, Set<String> shapes) {
    shapes.add(path + ":" + node.getNodeType());
    for (Map.Entry<String, JsonNode> field : node.properties()) {
      addShapes(path + "." + field.getKey(), field.getValue(), shapes);
    }
    if (node.isArray()) {
      node.forEach(each -> addShapes(path + "[]", each, shapes));
    }
    if (node.has("key")) {
      shapes.add(path + " " + node.get("key").asText());
    }
  }
}
