package org.desirepath.path;

import static org.assertj.core.api.Assertions.assertThat;
import static org.desirepath.path.PathType.CONTIGUOUS;
import static org.desirepath.path.PathType.GAPPED;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import org.desirepath.path.JourneyDatabase.Ending;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

class PathMinerTest {

  private static final List<Ending> ENDINGS = List.of(Ending.WON, Ending.LOST, Ending.UNKNOWN);

  /** A journey of the oracle: a letter a touchpoint, one moment each. */
  private record Taken(String letters, List<Long> at, Ending ending) {}

  @Test
  void contiguousPathsLeaveNothingOutAndGappedOnesAnything() {
    JourneyDatabase journeys = database(1, "abc", "acb", "cab");

    assertThat(supports(PathMiner.mine(journeys, CONTIGUOUS, 2, 3, 100)))
        .isEqualTo("a 3, a > b 2, b 3, c 3");
    assertThat(supports(PathMiner.mine(journeys, GAPPED, 2, 3, 100)))
        .isEqualTo("a 3, a > b 3, a > c 2, b 3, c 3, c > b 2");
  }

  @Test
  void aJourneyCountsOnceHoweverOftenItHoldsAPath() {
    JourneyDatabase journeys = database(1, "ababab", "b");

    assertThat(supports(PathMiner.mine(journeys, CONTIGUOUS, 1, 2, 100)))
        .isEqualTo("a 1, a > b 1, b 2, b > a 1");
    assertThat(supports(PathMiner.mine(journeys, GAPPED, 1, 2, 100)))
        .isEqualTo("a 1, a > a 1, a > b 1, b 2, b > a 1, b > b 1");
  }

  @Test
  void whenNotAllAreKeptTheBestSupportedThenShorterThenFirstByNameAre() {
    JourneyDatabase journeys = database(1, "abc", "abc", "bd", "bd");

    assertThat(supports(PathMiner.mine(journeys, GAPPED, 1, 3, 6)))
        .isEqualTo("a 2, a > b 2, a > c 2, b 4, c 2, d 2");
  }

  @Test
  void noJourneysAndJourneysWithoutTouchpointsHoldNoPaths() {
    assertThat(PathMiner.mine(database(1), GAPPED, 1, 3, 6)).isEmpty();
    assertThat(PathMiner.mine(database(1, "", ""), CONTIGUOUS, 1, 3, 6)).isEmpty();
    assertThat(supports(PathMiner.mine(database(1, "", "a"), CONTIGUOUS, 1, 1, 6)))
        .isEqualTo("a 1");
  }

  @Test
  void randomJourneysAreToldAsByTryingEveryPath() {
    Random random = new Random(20260105);
    for (int round = 0; round < 600; round++) {
      List<Taken> journeys = random(random);
      int minSupport = 1 + random.nextInt(4);
      int maxLength = 1 + random.nextInt(5);
      int maxPaths = random.nextInt(3) == 0 ? 1 + random.nextInt(30) : 1_000_000;
      PathType type = random.nextBoolean() ? CONTIGUOUS : GAPPED;

      List<String> mined =
          PathMiner.mine(database(journeys, minSupport), type, minSupport, maxLength, maxPaths)
              .stream()
              .map(
                  path ->
                      "%s %d %d %d %s %s %s"
                          .formatted(
                              String.join("", path.touchpoints()),
                              path.journeyCount(),
                              path.wonCount(),
                              path.lostCount(),
                              path.medianDuration(),
                              path.isClosed(),
                              path.isMaximal()))
              .sorted()
              .toList();

      assertThat(mined)
          .as("round %d: %s of %s", round, type, journeys)
          .isEqualTo(oracle(journeys, type, minSupport, maxLength, maxPaths));
    }
  }

  @Test
  @EnabledIfEnvironmentVariable(named = "DESIREPATH_DATA", matches = ".+")
  void publicClickLogsGiveTheReferenceCounts() throws IOException {
    assertThat(counts("BMS1", GAPPED, 600)).isEqualTo("{1=67, 2=10}");
    assertThat(counts("BMS1", GAPPED, 60)).isEqualTo("{1=343, 2=1573, 3=1492, 4=522, 5=59, 6=2}");
    assertThat(counts("SIGN", GAPPED, 438)).isEqualTo("{1=20, 2=34, 3=10}");
    assertThat(counts("SIGN", GAPPED, 365)).isEqualTo("{1=33, 2=84, 3=49, 4=7}");
    assertThat(counts("BMS1", CONTIGUOUS, 60)).startsWith("{1=343, 2=243, 3=71");
    assertThat(counts("SIGN", CONTIGUOUS, 365)).isEqualTo("{1=33}");
    assertThat(
            PathMiner.mine(log("BMS1", 60), CONTIGUOUS, 60, 2, 1000).stream()
                .filter(path -> path.touchpoints().size() == 2)
                .max(Comparator.comparingLong(FrequentPath::journeyCount))
                .map(path -> path.touchpoints() + " " + path.journeyCount()))
        .hasValue("[33449, 33469] 953");
  }

  private static String counts(String log, PathType type, long minSupport) throws IOException {
    return PathMiner.mine(log(log, minSupport), type, minSupport, 20, 1_000_000).stream()
        .collect(
            Collectors.groupingBy(
                path -> path.touchpoints().size(), TreeMap::new, Collectors.counting()))
        .toString();
  }

  private static JourneyDatabase log(String name, long minSupport) throws IOException {
    Path file = Path.of(System.getenv("DESIREPATH_DATA"), "spmf_sequences", name + ".txt.gz");
    JourneyDatabase.Builder builder = new JourneyDatabase.Builder();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        List<String> items =
            Arrays.stream(line.split(" ", -1)).filter(item -> item.matches("\\d+")).toList();
        builder.add(items, new long[items.size()], Ending.UNKNOWN);
      }
    }
    return builder.build(minSupport);
  }

  private static List<Taken> random(Random random) {
    int letters = 1 + random.nextInt(5);
    List<Taken> journeys = new ArrayList<>();
    for (int j = random.nextInt(12); j >= 0; j--) {
      StringBuilder steps = new StringBuilder();
      List<Long> at = new ArrayList<>();
      long now = random.nextInt(1000);
      for (int i = random.nextInt(9); i > 0; i--) {
        steps.append((char) ('a' + random.nextInt(letters)));
        at.add(now);
        now += random.nextInt(1000);
      }
      journeys.add(new Taken(steps.toString(), at, ENDINGS.get(random.nextInt(3))));
    }
    return journeys;
  }

  /** Tries every path that any journey holds. */
  private static List<String> oracle(
      List<Taken> journeys, PathType type, int minSupport, int maxLength, int maxPaths) {
    Map<String, List<Taken>> holders = new HashMap<>();
    for (Taken journey : journeys) {
      for (String path : paths(journey.letters(), type, maxLength)) {
        holders.computeIfAbsent(path, any -> new ArrayList<>()).add(journey);
      }
    }
    holders.values().removeIf(those -> those.size() < minSupport);
    return holders.keySet().stream()
        .sorted(
            Comparator.<String>comparingInt(path -> -holders.get(path).size())
                .thenComparing(String::length)
                .thenComparing(path -> path))
        .limit(maxPaths)
        .map(
            path -> {
              List<Taken> those = holders.get(path);
              List<String> longer =
                  holders.keySet().stream()
                      .filter(
                          other ->
                              other.length() > path.length()
                                  && paths(other, type, path.length()).contains(path))
                      .toList();
              return "%s %d %d %d %s %s %s"
                  .formatted(
                      path,
                      those.size(),
                      those.stream().filter(one -> one.ending() == Ending.WON).count(),
                      those.stream().filter(one -> one.ending() == Ending.LOST).count(),
                      median(those.stream().map(one -> duration(one, path, type)).toList()),
                      longer.stream().noneMatch(o -> holders.get(o).size() == those.size()),
                      longer.isEmpty());
            })
        .sorted()
        .toList();
  }

  private static Set<String> paths(String letters, PathType type, int maxLength) {
    Set<String> paths = new HashSet<>();
    if (type == CONTIGUOUS) {
      for (int from = 0; from < letters.length(); from++) {
        for (int to = from + 1; to <= Math.min(letters.length(), from + maxLength); to++) {
          paths.add(letters.substring(from, to));
        }
      }
    } else {
      for (int mask = 1; mask < 1 << letters.length(); mask++) {
        if (Integer.bitCount(mask) <= maxLength) {
          StringBuilder path = new StringBuilder();
          for (int i = 0; i < letters.length(); i++) {
            if ((mask & 1 << i) != 0) {
              path.append(letters.charAt(i));
            }
          }
          paths.add(path.toString());
        }
      }
    }
    return paths;
  }

  private static long duration(Taken journey, String path, PathType type) {
    int first = journey.letters().indexOf(type == CONTIGUOUS ? path : path.substring(0, 1));
    int last = first;
    for (int step = 1; step < path.length(); step++) {
      last = journey.letters().indexOf(path.charAt(step), last + 1);
    }
    return journey.at().get(last) - journey.at().get(first);
  }

  private static double median(List<Long> numbers) {
    List<Long> sorted = new ArrayList<>(numbers);
    Collections.sort(sorted);
    int size = sorted.size();
    return (sorted.get((size - 1) / 2) + sorted.get(size / 2)) / 2.0;
  }

  private static String supports(List<FrequentPath> paths) {
    return paths.stream()
        .map(path -> String.join(" > ", path.touchpoints()) + " " + path.journeyCount())
        .sorted()
        .collect(Collectors.joining(", "));
  }

  private static JourneyDatabase database(long minSupport, String... letters) {
    return database(
        Arrays.stream(letters)
            .map(one -> new Taken(one, Collections.nCopies(one.length(), 0L), Ending.UNKNOWN))
            .toList(),
        minSupport);
  }

  private static JourneyDatabase database(List<Taken> journeys, long minSupport) {
    JourneyDatabase.Builder builder = new JourneyDatabase.Builder();
    for (Taken journey : journeys) {
      builder.add(
          journey.letters().isEmpty() ? List.of() : List.of(journey.letters().split("")),
          journey.at().stream().mapToLong(Long::longValue).toArray(),
          journey.ending());
    }
    return builder.build(minSupport);
  }
}
