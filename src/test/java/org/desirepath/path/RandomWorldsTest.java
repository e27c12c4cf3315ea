package org.desirepath.path;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.desirepath.mining.Share;
import org.desirepath.settings.PathSettings;
import org.desirepath.table.JourneySequences;
import org.desirepath.testing.SparkExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import scala.jdk.javaapi.CollectionConverters;

/** Many small worlds of random journeys, each a scope, against an oracle that tries every path. */
@ExtendWith(SparkExtension.class)
class RandomWorldsTest {

  private static final int WORLDS = 150;
  private static final int MAX_LENGTH = 4;
  private static final int MAX_PATHS = 25;
  private static final List<String> OUTCOMES =
      List.of("won", "renewed", "lost", "churned", "open", "dormant");

  /** A journey of the oracle: a letter a touchpoint, one moment each. */
  private record Taken(
      String world, String letters, List<Long> at, String outcome, String person, String account) {

    private boolean isWon() {
      return outcome.equals("won") || outcome.equals("renewed");
    }

    private boolean isLost() {
      return outcome.equals("lost") || outcome.equals("churned");
    }
  }

  @Test
  void everyPathIsToldAsByTryingAllOfThem(SparkSession spark) {
    tellsEveryPath(spark, 2, Scopes.Division.USUAL);
  }

  @Test
  void journeysInBlocksTellTheSame(SparkSession spark) {
    tellsEveryPath(spark, 3, new Scopes.Division(2, 8, 1));
  }

  private static void tellsEveryPath(SparkSession spark, int minSupport, Scopes.Division division) {
    Random random = new Random(20260105);
    List<Taken> journeys = new ArrayList<>();
    for (int world = 0; world < WORLDS; world++) {
      add(journeys, "w" + world, random);
    }
    Collections.shuffle(journeys, random);

    Dataset<Row> mined =
        MinePaths.from(
                sequences(spark, journeys),
                Set.of(),
                new PathSettings(0, minSupport, MAX_LENGTH, MAX_PATHS, 99, 20, 30),
                division)
            .rows()
            .cache();
    List<String> told =
        mined
            .join(
                mined.selectExpr(
                    "scope_value",
                    "path_id AS closed_path_id",
                    "replace(path, ' > ', '') AS closed"),
                new String[] {"scope_value", "closed_path_id"},
                "left")
            .selectExpr(
                "concat_ws(' ', scope_value, path_type, replace(path, ' > ', ''), journey_count,"
                    + " person_count, account_count, cast(outcome_rate * outcome_count as int),"
                    + " outcome_count, cast(round(median_duration_seconds * 2000) as bigint),"
                    + " round(drop_off_share, 9), is_closed, coalesce(closed, '-'), is_maximal)")
            .collectAsList()
            .stream()
            .map(row -> row.getString(0))
            .sorted()
            .toList();

    assertThat(told).hasSizeGreaterThan(1000);
    assertThat(told)
        .isEqualTo(
            journeys.stream().collect(Collectors.groupingBy(Taken::world)).values().stream()
                .flatMap(
                    world ->
                        List.of(PathType.values()).stream()
                            .flatMap(type -> oracle(world, type, minSupport).stream()))
                .sorted()
                .toList());
  }

  @Test
  void sharesOfTheWorkDoNotOverlapAndLeaveNothingOut() {
    Random random = new Random(3);
    for (int round = 0; round < 200; round++) {
      ScopeCounts counts = new ScopeCounts();
      List<Taken> journeys = new ArrayList<>();
      add(journeys, "w", random);
      journeys.forEach(one -> count(counts, letters(one)));
      ScopeProfile profile =
          new ScopeProfile(
              new ScopeMember("person", "all", "all"),
              counts,
              new PathSettings(0, 1, 3, 9, 99, 20, 30));
      List<Share> shares = ShareOut.of(profile, 1 + random.nextInt(12));

      for (int first = 0; first < profile.alphabet(); first++) {
        for (int second = 0; second < profile.alphabet(); second++) {
          int[] path = {first, second};
          assertThat(shares.stream().filter(share -> share.holds(path)).count()).isEqualTo(1);
        }
      }
    }
  }

  private static void add(List<Taken> journeys, String world, Random random) {
    int letters = 1 + random.nextInt(5);
    for (int j = random.nextInt(12); j >= 0; j--) {
      StringBuilder steps = new StringBuilder();
      List<Long> at = new ArrayList<>();
      long now = random.nextInt(1000);
      for (int i = random.nextInt(9); i > 0; i--) {
        char letter = (char) ('a' + random.nextInt(letters));
        if (steps.isEmpty() || steps.charAt(steps.length() - 1) != letter) {
          steps.append(letter);
          at.add(now);
        }
        now += random.nextInt(1000);
      }
      journeys.add(
          new Taken(
              world,
              steps.toString(),
              at,
              OUTCOMES.get(random.nextInt(OUTCOMES.size())),
              random.nextInt(5) == 0 ? null : "p" + random.nextInt(6),
              random.nextInt(5) == 0 ? null : "a" + random.nextInt(3)));
    }
  }

  private static JourneySequences sequences(SparkSession spark, List<Taken> journeys) {
    List<Row> rows =
        IntStream.range(0, journeys.size())
            .mapToObj(
                j -> {
                  Taken one = journeys.get(j);
                  return RowFactory.create(
                      "j" + j,
                      "person",
                      one.person(),
                      one.account(),
                      one.outcome(),
                      CollectionConverters.asScala(
                              List.of(RowFactory.create("persona", one.world())))
                          .toSeq(),
                      CollectionConverters.asScala(letters(one)).toSeq(),
                      CollectionConverters.asScala(one.at()).toSeq());
                })
            .toList();
    return new JourneySequences(
        spark.createDataFrame(rows, JourneySequences.CONTRACT.schema()).repartition(5));
  }

  private static void count(ScopeCounts counts, List<String> letters) {
    counts.add(ScopeCounts.JOURNEYS, 1);
    counts.add(ScopeCounts.LENGTH + letters.size(), 1);
    letters.forEach(letter -> counts.add(ScopeCounts.OCCURRENCE + letter, 1));
    letters.stream().distinct().forEach(letter -> counts.add(ScopeCounts.SUPPORT + letter, 1));
  }

  private static List<String> letters(Taken one) {
    return one.letters().chars().mapToObj(letter -> String.valueOf((char) letter)).toList();
  }

  /** Tries every path that any journey holds. */
  private static List<String> oracle(List<Taken> journeys, PathType type, int minSupport) {
    Map<String, List<Taken>> holders = new HashMap<>();
    for (Taken journey : journeys) {
      for (String path : paths(journey.letters(), type, MAX_LENGTH)) {
        holders.computeIfAbsent(path, any -> new ArrayList<>()).add(journey);
      }
    }
    holders.values().removeIf(those -> those.size() < minSupport);
    List<String> kept =
        holders.keySet().stream()
            .sorted(
                Comparator.<String>comparingInt(path -> -holders.get(path).size())
                    .thenComparing(String::length)
                    .thenComparing(path -> path))
            .limit(MAX_PATHS)
            .toList();
    return kept.stream().map(path -> told(path, holders, kept, type)).toList();
  }

  /** The closed path that holds a path in the same journeys. */
  private static String closed(String path, Map<String, List<Taken>> holders, PathType type) {
    return longer(path, holders, type).stream()
        .filter(other -> type == PathType.CONTIGUOUS || other.length() == path.length() + 1)
        .filter(other -> holders.get(other).size() == holders.get(path).size())
        .min(Comparator.naturalOrder())
        .map(other -> closed(other, holders, type))
        .orElse(path);
  }

  private static List<String> longer(String path, Map<String, List<Taken>> holders, PathType type) {
    return holders.keySet().stream()
        .filter(
            other ->
                other.length() > path.length() && paths(other, type, path.length()).contains(path))
        .toList();
  }

  private static String told(
      String path, Map<String, List<Taken>> holders, List<String> kept, PathType type) {
    List<Taken> those = holders.get(path);
    List<String> longer = longer(path, holders, type);
    List<String> words = new ArrayList<>();
    words.add(those.get(0).world());
    words.add(type.text());
    words.add(path);
    words.add(Integer.toString(those.size()));
    words.add(Long.toString(different(those.stream().map(Taken::person).toList())));
    words.add(Long.toString(different(those.stream().map(Taken::account).toList())));
    long won = those.stream().filter(Taken::isWon).count();
    long lost = those.stream().filter(Taken::isLost).count();
    if (won + lost > 0) {
      words.add(Long.toString(won));
    }
    words.add(Long.toString(won + lost));
    words.add(
        Long.toString(twiceMedian(those.stream().map(one -> duration(one, path, type)).toList())));
    if (path.length() > 1) {
      double before = holders.get(path.substring(0, path.length() - 1)).size();
      words.add(Double.toString(Math.round((1 - those.size() / before) * 1e9) / 1e9));
    }
    words.add(
        Boolean.toString(longer.stream().noneMatch(o -> holders.get(o).size() == those.size())));
    String closed = closed(path, holders, type);
    words.add(kept.contains(closed) ? closed : "-");
    words.add(Boolean.toString(longer.isEmpty()));
    return String.join(" ", words);
  }

  private static long different(List<String> subjects) {
    return subjects.stream().filter(Objects::nonNull).distinct().count();
  }

  private static Set<String> paths(String letters, PathType type, int maxLength) {
    Set<String> paths = new HashSet<>();
    if (type == PathType.CONTIGUOUS) {
      for (int from = 0; from < letters.length(); from++) {
        for (int to = from + 1; to <= Math.min(letters.length(), from + maxLength); to++) {
          paths.add(letters.substring(from, to));
        }
      }
      return paths;
    }
    for (int mask = 1; mask < 1 << letters.length(); mask++) {
      if (Integer.bitCount(mask) <= maxLength) {
        int marks = mask;
        paths.add(
            IntStream.range(0, letters.length())
                .filter(i -> (marks & 1 << i) != 0)
                .mapToObj(i -> letters.substring(i, i + 1))
                .collect(Collectors.joining()));
      }
    }
    return paths;
  }

  private static long duration(Taken journey, String path, PathType type) {
    int first =
        journey.letters().indexOf(type == PathType.CONTIGUOUS ? path : path.substring(0, 1));
    int last = first;
    for (int step = 1; step < path.length(); step++) {
      last = journey.letters().indexOf(path.charAt(step), last + 1);
    }
    return journey.at().get(last) - journey.at().get(first);
  }

  private static long twiceMedian(List<Long> numbers) {
    List<Long> sorted = numbers.stream().sorted().toList();
    int size = sorted.size();
    return sorted.get((size - 1) / 2) + sorted.get(size / 2);
  }

  @Test
  void numbersArePackedAndUnpacked() {
    int[] numbers = {-1, 0, 126, 127, 128, 16383, 1 << 30, Integer.MAX_VALUE - 1};

    assertThat(PackedNumbers.unpack(PackedNumbers.pack(numbers, 0, numbers.length)))
        .containsExactly(numbers);
    assertThat(PackedNumbers.unpack(PackedNumbers.pack(numbers, 2, 4))).containsExactly(126, 127);
    assertThat(PackedNumbers.unpack(new byte[0])).isEmpty();
  }
}
