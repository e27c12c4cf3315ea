package org.desirepath.mining;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** The miner against a plain oracle that tries every way to hold a pattern. */
class PatternMinerTest {

  private static final int ALL = 1_000_000;

  /** A sequence of letters, a moment each, and how often it is there. */
  private static final class Taken {
    private final int[] items;
    private final long[] at;
    private final int weight;

    private Taken(int[] items, long[] at, int weight) {
      this.items = items;
      this.at = at;
      this.weight = weight;
    }

    private int weight() {
      return weight;
    }
  }

  @Test
  void contiguousPatternsLeaveNothingOutAndGappedOnesAnything() {
    List<Taken> sequences = taken("abc", "acb", "cab");

    assertThat(mined(sequences, Limits.contiguous(3), 2)).hasToString("{a=3, ab=2, b=3, c=3}");
    assertThat(mined(sequences, Limits.gapped(3), 2))
        .hasToString("{a=3, ab=3, ac=2, b=3, c=3, cb=2}");
  }

  @Test
  void aSequenceCountsOnceHoweverOftenItHoldsAPattern() {
    List<Taken> sequences = taken("ababab", "b");

    assertThat(mined(sequences, Limits.contiguous(2), 1)).hasToString("{a=1, ab=1, b=2, ba=1}");
    assertThat(mined(sequences, Limits.gapped(2), 1))
        .hasToString("{a=1, aa=1, ab=1, b=2, ba=1, bb=1}");
  }

  @Test
  void noSequencesAndEmptyOnesHoldNoPatterns() {
    assertThat(mined(List.of(), Limits.gapped(3), 1)).isEmpty();
    assertThat(mined(taken("", ""), Limits.contiguous(3), 1)).isEmpty();
    assertThat(mined(taken("", "", "a"), Limits.gapped(3), 1)).hasToString("{a=1}");
  }

  @Test
  void ofALongRunThatNobodyLimitedOnlyWhatThePatternsNeedIsFollowed() {
    List<Taken> sequences = taken("a".repeat(5000) + "b", "aab");

    assertThat(mined(sequences, Limits.gapped(3), 2)).hasToString("{a=2, aa=2, aab=2, ab=2, b=2}");
  }

  @Test
  void limitsOfTimeNeedTimes() {
    Limits limits = new Limits(2, Limits.ANY, Limits.ANY, 5, Limits.ANY_TIME);
    SequenceDatabase untimed = SequenceDatabase.untimed(1).add(0).build();

    assertThatThrownBy(() -> PatternMiner.mine(untimed, limits, Share.ALL, new PatternTree(1, ALL)))
        .hasMessageContaining("need sequences with times");
  }

  @Test
  void randomSequencesAreMinedAsByTryingEveryPattern() {
    Random random = new Random(20260105);
    for (int round = 0; round < 4000; round++) {
      int letters = 1 + random.nextInt(5);
      List<Taken> sequences = random(random, letters);
      Limits limits = random(random);
      int minSupport = 1 + random.nextInt(5);

      assertThat(mined(sequences, limits, minSupport))
          .as("round %d: %s in %s", round, limits, shown(sequences))
          .isEqualTo(oracle(sequences, letters, limits, minSupport));
    }
  }

  @Test
  void patternsThatAreKnownAreCountedHoweverFewHoldThem() {
    Random random = new Random(20261128);
    for (int round = 0; round < 2000; round++) {
      int letters = 1 + random.nextInt(5);
      Limits limits = random(random);
      PatternTree known = new PatternTree(1 + random.nextInt(5), ALL);
      PatternMiner.mine(database(random(random, letters), limits), limits, Share.ALL, known);
      List<Taken> sequences = random(random, letters);
      Room room = random.nextBoolean() ? Room.USUAL : new Room(1, 1);

      int[] supports = PatternMiner.count(database(sequences, limits), limits, known, room);

      for (int pattern = 0; pattern < known.size(); pattern++) {
        assertThat(supports[pattern])
            .as(
                "round %d: %s of %s in %s",
                round, text(known.items(pattern)), limits, shown(sequences))
            .isEqualTo(support(sequences, known.items(pattern), limits));
      }
    }
  }

  @Test
  void infrequentItemsAreLeftOutOfWhatIsFollowed() {
    Random random = new Random(7);
    for (int round = 0; round < 10; round++) {
      List<Taken> sequences = new ArrayList<>();
      for (int s = 0; s < 400; s++) {
        int[] items = new int[20 + random.nextInt(20)];
        for (int i = 0; i < items.length; i++) {
          items[i] = random.nextInt(4) == 0 ? random.nextInt(3) : 3 + random.nextInt(60);
        }
        sequences.add(new Taken(items, new long[items.length], 1));
      }

      Map<String, Integer> mined = mined(sequences, Limits.gapped(4), 60);

      assertThat(mined).hasSizeGreaterThan(60);
      mined.forEach(
          (pattern, support) ->
              assertThat(support)
                  .as(pattern)
                  .isEqualTo(support(sequences, letters(pattern), Limits.gapped(4))));
    }
  }

  @Test
  void whatIsCountedInSetsIsCountedRightWhateverTheWeightsAndTheSizeOfTheAlphabet() {
    Random random = new Random(23);
    for (int letters : List.of(1, 2, 56, 57, 58, 64)) {
      for (int round = 0; round < 10; round++) {
        List<Taken> sequences = new ArrayList<>();
        int most = 1 << random.nextInt(22);
        for (int s = random.nextInt(100); s >= 0; s--) {
          int[] items = random.ints(random.nextInt(letters + 8), 0, letters).toArray();
          sequences.add(new Taken(items, new long[items.length], 1 + random.nextInt(most)));
        }
        int total = sequences.stream().mapToInt(Taken::weight).sum();
        int minSupport = 1 + random.nextInt(total);
        Limits limits = Limits.gapped(letters > 2 ? 2 : 6);

        assertThat(mined(sequences, limits, minSupport))
            .isEqualTo(oracle(sequences, letters, limits, minSupport));
      }
    }
  }

  @Test
  void supportsAreRightUpToTheLargestNumberThatAWeightMayBe() {
    Random random = new Random(31);
    int[] weights = {1 << 30, 1 << 29, 1 << 28, (1 << 28) - 1};
    assertThat(Arrays.stream(weights).sum()).isEqualTo(Integer.MAX_VALUE);
    for (int letters : List.of(3, 57, 60)) {
      for (int round = 0; round < 20; round++) {
        List<Taken> sequences = new ArrayList<>();
        for (int weight : weights) {
          int[] items = random.ints(random.nextInt(8), 0, letters).toArray();
          sequences.add(new Taken(items, new long[items.length], weight));
        }
        int minSupport = 1 + random.nextInt(1 << 29);
        Limits limits = Limits.gapped(2);

        assertThat(mined(sequences, limits, minSupport))
            .isEqualTo(oracle(sequences, letters, limits, minSupport));
      }
    }
  }

  @Test
  void inLittleRoomTheSameIsFound() {
    Random random = new Random(37);
    for (int letters : List.of(12, 64)) {
      SequenceDatabase.Builder builder = SequenceDatabase.untimed(letters);
      for (int s = 0; s < 2000; s++) {
        builder.add(random.ints(4 + random.nextInt(8), 0, letters).toArray());
      }
      SequenceDatabase sequences = builder.build();
      PatternTree usual = new PatternTree(12, 1_000_000);
      PatternMiner.mine(sequences, Limits.gapped(5), Share.ALL, usual);

      for (Room room : List.of(new Room(1, 10), new Room(300, 10), new Room(1, 1_000_000))) {
        PatternTree tree = new PatternTree(12, 1_000_000);
        PatternMiner.mine(sequences, Limits.gapped(5), Share.ALL, tree, room);

        assertThat(tree.size()).isEqualTo(usual.size()).isGreaterThan(letters);
        for (int pattern = 0; pattern < tree.size(); pattern++) {
          assertThat(tree.items(pattern)).isEqualTo(usual.items(pattern));
          assertThat(tree.support(pattern)).isEqualTo(usual.support(pattern));
        }
      }
    }
  }

  @Test
  void ofManySequencesGappedPatternsAreThoseWithinLimitsThatLimitNothing() {
    Random random = new Random(29);
    List<Taken> sequences = new ArrayList<>();
    for (int s = 0; s < 40_000; s++) {
      int[] items = new int[4 + random.nextInt(12)];
      Arrays.setAll(items, i -> (int) (64 * Math.pow(random.nextDouble(), 3)));
      sequences.add(new Taken(items, new long[items.length], 1 + random.nextInt(2)));
    }
    Limits anything = new Limits(5, Limits.ANY - 1, Limits.ANY, Limits.ANY_TIME, Limits.ANY_TIME);

    Map<String, Integer> mined = mined(sequences, Limits.gapped(5), 700);

    assertThat(mined.size()).isGreaterThan(1000);
    assertThat(mined).isEqualTo(mined(sequences, anything, 700));
  }

  @Test
  void sharesTogetherFindWhatOneFinds() {
    Random random = new Random(11);
    for (int round = 0; round < 300; round++) {
      int letters = 2 + random.nextInt(4);
      List<Taken> sequences = random(random, letters);
      Limits limits = random(random);
      boolean[] some = new boolean[letters];
      boolean[] others = new boolean[letters];
      for (int item = 0; item < letters; item++) {
        some[item] = random.nextBoolean();
        others[item] = !some[item];
      }

      Map<String, Integer> together = new TreeMap<>();
      together.putAll(mined(sequences, limits, Share.ofFirst(some), 2));
      together.putAll(mined(sequences, limits, Share.ofFirstAndSecond(others, some), 2));
      together.putAll(mined(sequences, limits, Share.ofFirstAndSecond(others, others), 2));

      assertThat(together).isEqualTo(mined(sequences, limits, Share.ALL, 2));
    }
  }

  @Test
  void whereThereAreTooManyTheLeastSupportRisesUntilThereAreNot() {
    Random random = new Random(13);
    for (int round = 0; round < 300; round++) {
      List<Taken> sequences = random(random, 4);
      Limits limits = random(random);
      int most = 1 + random.nextInt(20);
      PatternTree tree = new PatternTree(1, most);
      PatternMiner.mine(database(sequences, limits), limits, Share.ALL, tree);
      Map<String, Integer> all = mined(sequences, limits, 1);

      assertThat(tree.size()).isLessThanOrEqualTo(most);
      assertThat(shown(tree)).isEqualTo(oracleAtLeast(all, tree.minSupport()));
      assertThat(tree.minSupport() == 1 || count(all, tree.minSupport() - 1) > most).isTrue();
    }
  }

  @Test
  void answersAreThoseOfComparingEveryPatternWithEveryOther() {
    Random random = new Random(17);
    for (int round = 0; round < 1500; round++) {
      int letters = 1 + random.nextInt(4);
      List<Taken> sequences = random(random, letters);
      boolean isContiguous = random.nextBoolean();
      int maxLength = 1 + random.nextInt(5);
      Limits limits = isContiguous ? Limits.contiguous(maxLength) : Limits.gapped(maxLength);
      PatternFilter filter = randomFilter(random, letters);
      PatternTree tree = new PatternTree(1 + random.nextInt(3), ALL);
      PatternMiner.mine(database(sequences, limits), limits, Share.ALL, tree);
      int top = random.nextBoolean() ? ALL : random.nextInt(6);

      for (Answer answer : Answer.values()) {
        int[] told = SelectPatterns.from(tree, filter, answer, isContiguous, tree::support, top);

        assertThat(Arrays.stream(told).mapToObj(one -> text(tree.items(one))).toList())
            .as("round %d: %s, %s in %s", round, answer, filter, shown(sequences))
            .isEqualTo(oracle(shown(tree), filter, answer, isContiguous, top));
      }
    }
  }

  @Test
  @EnabledIfEnvironmentVariable(named = "DESIREPATH_DATA", matches = ".+")
  void publicClickLogsGiveTheReferenceCounts() throws IOException {
    SequenceDatabase clicks = log("BMS1");
    SequenceDatabase signs = log("SIGN");

    assertThat(counts(clicks, Limits.gapped(20), 600)).isEqualTo("{1=67, 2=10}");
    assertThat(counts(clicks, Limits.gapped(20), 60))
        .isEqualTo("{1=343, 2=1573, 3=1492, 4=522, 5=59, 6=2}");
    assertThat(counts(signs, Limits.gapped(20), 438)).isEqualTo("{1=20, 2=34, 3=10}");
    assertThat(counts(signs, Limits.gapped(20), 365)).isEqualTo("{1=33, 2=84, 3=49, 4=7}");
    assertThat(counts(clicks, Limits.contiguous(20), 60)).startsWith("{1=343, 2=243, 3=71");
    assertThat(counts(signs, Limits.contiguous(20), 365)).isEqualTo("{1=33}");
    PatternTree pairs = new PatternTree(900, ALL);
    PatternMiner.mine(clicks, Limits.contiguous(2), Share.ALL, pairs);
    assertThat(
            IntStream.range(0, pairs.size())
                .filter(pattern -> pairs.length(pattern) == 2)
                .mapToObj(
                    pattern ->
                        Arrays.toString(pairs.items(pattern)) + " " + pairs.support(pattern)))
        .containsExactly("[33449, 33469] 953");
  }

  private static String counts(SequenceDatabase log, Limits limits, int minSupport) {
    PatternTree tree = new PatternTree(minSupport, ALL);
    PatternMiner.mine(log, limits, Share.ALL, tree);
    return IntStream.range(0, tree.size())
        .mapToObj(tree::length)
        .collect(Collectors.groupingBy(length -> length, TreeMap::new, Collectors.counting()))
        .toString();
  }

  private static SequenceDatabase log(String name) throws IOException {
    Path file = Path.of(System.getenv("DESIREPATH_DATA"), "spmf_sequences", name + ".txt.gz");
    SequenceDatabase.Builder builder = SequenceDatabase.untimed(1 << 20);
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        builder.add(
            Arrays.stream(line.split(" ", -1))
                .filter(item -> item.matches("\\d+"))
                .mapToInt(Integer::parseInt)
                .toArray());
      }
    }
    return builder.build();
  }

  private static List<String> oracle(
      Map<String, Integer> all,
      PatternFilter filter,
      Answer answer,
      boolean isContiguous,
      int top) {
    Map<String, Integer> wanted = new TreeMap<>(all);
    wanted.keySet().removeIf(pattern -> !filter.isWanted(letters(pattern)));
    List<String> told = new ArrayList<>(wanted.keySet());
    told.removeIf(
        pattern ->
            wanted.keySet().stream()
                .filter(longer -> longer.length() > pattern.length())
                .filter(longer -> isHeld(pattern, longer, isContiguous))
                .anyMatch(
                    longer ->
                        answer == Answer.MAXIMAL
                            || (answer == Answer.CLOSED
                                && wanted.get(longer).equals(wanted.get(pattern)))));
    told.sort(
        Comparator.<String>comparingInt(pattern -> -wanted.get(pattern))
            .thenComparing(String::length)
            .thenComparing(pattern -> pattern));
    return told.subList(0, Math.min(top, told.size()));
  }

  private static boolean isHeld(String pattern, String longer, boolean isContiguous) {
    return isContiguous
        ? longer.contains(pattern)
        : longer.matches(".*" + String.join(".*", pattern.split("")) + ".*");
  }

  private static Map<String, Integer> oracleAtLeast(Map<String, Integer> all, int support) {
    return all.entrySet().stream()
        .filter(one -> one.getValue() >= support)
        .collect(
            Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (a, b) -> a, TreeMap::new));
  }

  private static long count(Map<String, Integer> all, int support) {
    return all.values().stream().filter(one -> one >= support).count();
  }

  /** Every pattern that enough sequences hold, found by trying all of them. */
  private static Map<String, Integer> oracle(
      List<Taken> sequences, int letters, Limits limits, int minSupport) {
    Map<String, Integer> found = new TreeMap<>();
    List<int[]> longest = List.of(new int[0]);
    while (!longest.isEmpty() && longest.get(0).length < limits.maxLength()) {
      List<int[]> longer = new ArrayList<>();
      for (int[] pattern : longest) {
        for (int item = 0; item < letters; item++) {
          int[] candidate = Arrays.copyOf(pattern, pattern.length + 1);
          candidate[pattern.length] = item;
          int support = support(sequences, candidate, limits);
          if (support >= minSupport) {
            found.put(text(candidate), support);
            longer.add(candidate);
          }
        }
      }
      longest = longer;
    }
    return found;
  }

  private static int support(List<Taken> sequences, int[] pattern, Limits limits) {
    return sequences.stream()
        .filter(one -> holds(one, pattern, limits, 0, -1, -1))
        .mapToInt(Taken::weight)
        .sum();
  }

  private static boolean holds(
      Taken one, int[] pattern, Limits limits, int matched, int first, int last) {
    if (matched == pattern.length) {
      return true;
    }
    for (int place = last + 1; place < one.items.length; place++) {
      if (one.items[place] != pattern[matched]) {
        continue;
      }
      int start = matched == 0 ? place : first;
      boolean isNear =
          matched == 0
              || (place - last - 1 <= limits.maxGap()
                  && one.at[place] - one.at[last] <= limits.maxGapMillis());
      boolean isWithin =
          place - start + 1L <= limits.maxSpan()
              && one.at[place] - one.at[start] <= limits.maxSpanMillis();
      if (isNear && isWithin && holds(one, pattern, limits, matched + 1, start, place)) {
        return true;
      }
    }
    return false;
  }

  private static Map<String, Integer> mined(List<Taken> sequences, Limits limits, int minSupport) {
    return mined(sequences, limits, Share.ALL, minSupport);
  }

  private static Map<String, Integer> mined(
      List<Taken> sequences, Limits limits, Share share, int minSupport) {
    PatternTree tree = new PatternTree(minSupport, ALL);
    PatternMiner.mine(database(sequences, limits), limits, share, tree);
    return shown(tree);
  }

  private static Map<String, Integer> shown(PatternTree tree) {
    Map<String, Integer> found = new TreeMap<>();
    for (int pattern = 0; pattern < tree.size(); pattern++) {
      assertThat(found.put(text(tree.items(pattern)), tree.support(pattern))).isNull();
    }
    return found;
  }

  private static SequenceDatabase database(List<Taken> sequences, Limits limits) {
    SequenceDatabase.Builder builder =
        limits.isTimed() ? SequenceDatabase.timed(64) : SequenceDatabase.untimed(64);
    sequences.forEach(one -> builder.add(one.items, one.at, one.items.length, one.weight));
    return builder.build();
  }

  private static List<Taken> random(Random random, int letters) {
    List<Taken> sequences = new ArrayList<>();
    for (int s = random.nextInt(12); s >= 0; s--) {
      int[] items = new int[random.nextInt(9)];
      long[] at = new long[items.length];
      for (int i = 0; i < items.length; i++) {
        items[i] = random.nextInt(letters);
        at[i] = (i == 0 ? 1_000 : at[i - 1]) + random.nextInt(4);
      }
      sequences.add(new Taken(items, at, 1 + random.nextInt(3)));
    }
    return sequences;
  }

  private static Limits random(Random random) {
    int maxLength = 1 + random.nextInt(5);
    return switch (random.nextInt(3)) {
      case 0 -> Limits.gapped(maxLength);
      case 1 -> Limits.contiguous(maxLength);
      default ->
          new Limits(
              maxLength,
              random.nextBoolean() ? Limits.ANY : random.nextInt(4),
              random.nextBoolean() ? Limits.ANY : 1 + random.nextInt(6),
              random.nextBoolean() ? Limits.ANY_TIME : random.nextInt(5),
              random.nextBoolean() ? Limits.ANY_TIME : random.nextInt(9));
    };
  }

  private static PatternFilter randomFilter(Random random, int letters) {
    return new PatternFilter(
        1 + random.nextInt(2),
        random.nextInt(3) == 0 ? random.nextInt(letters) : PatternFilter.ANY_ITEM,
        random.nextInt(3) == 0 ? random.nextInt(letters) : PatternFilter.ANY_ITEM,
        random.nextInt(3) == 0 ? Set.of(random.nextInt(letters)) : Set.of(),
        random.nextInt(3) == 0 ? Set.of(random.nextInt(letters)) : Set.of());
  }

  private static List<Taken> taken(String... sequences) {
    return Arrays.stream(sequences)
        .map(one -> new Taken(letters(one), new long[one.length()], 1))
        .collect(Collectors.toCollection(ArrayList::new));
  }

  private static int[] letters(String pattern) {
    return pattern.chars().map(letter -> letter - 'a').toArray();
  }

  private static String text(int[] items) {
    return IntStream.of(items)
        .mapToObj(item -> String.valueOf((char) ('a' + item)))
        .collect(Collectors.joining());
  }

  private static String shown(List<Taken> sequences) {
    return sequences.stream()
        .map(one -> text(one.items) + " " + Arrays.toString(one.at) + " x " + one.weight)
        .collect(Collectors.joining("; "));
  }

  @Test
  void theOrderOfSequencesDoesNotMatter() {
    Random random = new Random(19);
    List<Taken> sequences = random(random, 4);
    PatternTree one = new PatternTree(1, 12);
    PatternMiner.mine(database(sequences, Limits.gapped(4)), Limits.gapped(4), Share.ALL, one);
    Collections.shuffle(sequences, random);
    PatternTree other = new PatternTree(1, 12);
    PatternMiner.mine(database(sequences, Limits.gapped(4)), Limits.gapped(4), Share.ALL, other);

    assertThat(shown(other)).isEqualTo(shown(one));
  }
}
