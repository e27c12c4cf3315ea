package org.desirepath.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ContextsTest {

  private static final long HOUR = 3_600_000;

  /** A Monday at midnight. */
  private static final long MONDAY = 4 * 24 * HOUR;

  private static final Contexts CONTEXTS = new Contexts(List.of("role", "queue"));
  private static final List<String> VIEWS = CONTEXTS.views();

  @Test
  void viewsAreToldByName() {
    assertThat(VIEWS)
        .containsExactly(
            "recent", "silence", "run", "seen", "pace", "clock", "changes", "role", "queue");
    assertThat(new Contexts(List.of()).views()).doesNotContain("changes");
  }

  @Test
  void everyContextHasOnePlaceAndChainsShareTheFirstTwo() {
    int[][] chains = CONTEXTS.chains();

    assertThat(Arrays.stream(chains).flatMapToInt(Arrays::stream).distinct().sorted().toArray())
        .isEqualTo(java.util.stream.IntStream.range(0, CONTEXTS.size()).toArray());
    for (int[] chain : chains) {
      assertThat(chain).startsWith(Contexts.ANY, Contexts.LAST).isSorted();
    }
  }

  @Test
  void contextsOfSilenceAreThoseOfTheirView() {
    int[] silence = CONTEXTS.chains()[VIEWS.indexOf("silence")];

    assertThat(silence).hasSize(2 + CONTEXTS.countOfSilence());
    assertThat(silence[2]).isEqualTo(CONTEXTS.firstOfSilence());
    // Any touchpoint, then the last one.
    assertThat(keys(new long[] {7}, 0)[silence[2]]).isEqualTo(keys(new long[] {8}, 0)[silence[2]]);
    assertThat(keys(new long[] {7}, 0)[silence[3]])
        .isNotEqualTo(keys(new long[] {8}, 0)[silence[3]]);
  }

  @Test
  void recentTouchpointsBeginWithTheStartOfTheCase() {
    long[] one = keys(new long[] {7}, 0);
    long[] two = keys(new long[] {7, 7}, 0);
    int[] recent = CONTEXTS.chains()[0];

    assertThat(one[recent[2]]).isNotEqualTo(Contexts.NONE).isNotEqualTo(two[recent[2]]);
    assertThat(one[recent[3]]).isEqualTo(Contexts.NONE);
    assertThat(two[recent[3]]).isNotEqualTo(Contexts.NONE);
    assertThat(two[recent[4]]).isEqualTo(Contexts.NONE);
  }

  @Test
  void eachViewTellsApartWhatItLooksAt() {
    long[] base = keys(new long[] {1, 2, 3, 3}, HOUR);

    assertThat(changed(base, keys(new long[] {1, 9, 3, 3}, HOUR))).contains("recent", "seen");
    assertThat(changed(base, keys(new long[] {2, 1, 3, 3}, HOUR)))
        .contains("recent")
        .doesNotContain("seen", "run", "pace", "clock");
    assertThat(changed(base, keys(new long[] {1, 3, 3, 3}, HOUR))).contains("run", "seen");
    assertThat(changed(base, keys(new long[] {1, 2, 3, 3}, 9 * HOUR))).contains("pace", "clock");
  }

  @Test
  void attributesCountWithTheirPreviousValues() {
    long[] base = attributes(new long[][] {{1, 5}, {1, 5}});

    assertThat(changed(base, attributes(new long[][] {{1, 5}, {2, 5}})))
        .containsExactlyInAnyOrder("changes", "role");
    assertThat(changed(base, attributes(new long[][] {{1, 6}, {1, 5}})))
        .containsExactlyInAnyOrder("changes", "queue");
    assertThat(changed(base, attributes(new long[][] {{3, 5}, {3, 5}}))).containsExactly("role");
  }

  @Test
  void theHourAndTheWeekendAreThoseOfUtc() {
    int[] clock = CONTEXTS.chains()[VIEWS.indexOf("clock")];
    Map<Long, Integer> weekdays = new HashMap<>();
    for (int day = 0; day < 14; day++) {
      long[] keys = moment(MONDAY + day * 24L * HOUR);
      weekdays.merge(keys[clock[4]], 1, Integer::sum);
      assertThat(keys[clock[2]] == moment(MONDAY)[clock[2]]).isEqualTo(day % 7 < 5);
    }
    assertThat(weekdays).hasSize(7).containsValue(2);
    assertThat(moment(MONDAY + HOUR)[clock[3]]).isEqualTo(moment(MONDAY)[clock[3]]);
    assertThat(moment(MONDAY + 2 * HOUR)[clock[3]]).isNotEqualTo(moment(MONDAY)[clock[3]]);
    assertThat(moment(-24 * HOUR)[clock[4]]).isEqualTo(moment(6 * 24 * HOUR)[clock[4]]);
  }

  @Test
  void aClearedReaderKnowsNothingOfTheCaseBefore() {
    Random random = new Random(3);
    Contexts.Reader used = CONTEXTS.reader();
    for (int i = 0; i < 50; i++) {
      used.history().add(random.nextInt(4), i * HOUR, new long[] {random.nextInt(3), 1});
    }
    used.history().clear();
    Contexts.Reader fresh = CONTEXTS.reader();
    for (int i = 0; i < 20; i++) {
      long touchpoint = random.nextInt(4);
      long[] attributes = {random.nextInt(3), random.nextInt(3)};
      used.history().add(touchpoint, i * HOUR, attributes);
      fresh.history().add(touchpoint, i * HOUR, attributes);

      assertThat(used.keys()).isEqualTo(fresh.keys());
    }
  }

  @Test
  void unlikeHistoriesHaveUnlikeContexts() {
    // Every history of up to five of three touchpoints, without attributes or times: as many
    // contexts of recent touchpoints as there are histories.
    Map<Long, String> seen = new HashMap<>();
    int histories = 0;
    for (int length = 1; length <= 5; length++) {
      for (int number = 0; number < Math.pow(3, length); number++) {
        long[] touchpoints = new long[length];
        for (int i = 0, rest = number; i < length; i++, rest /= 3) {
          touchpoints[i] = rest % 3;
        }
        int[] recent = CONTEXTS.chains()[0];
        seen.put(keys(touchpoints, 0)[recent[length + 1]], Arrays.toString(touchpoints));
        histories++;
      }
    }
    assertThat(seen).hasSize(histories);
  }

  private static List<String> changed(long[] one, long[] other) {
    int[][] chains = CONTEXTS.chains();
    return java.util.stream.IntStream.range(0, chains.length)
        .filter(view -> Arrays.stream(chains[view]).anyMatch(place -> one[place] != other[place]))
        .mapToObj(VIEWS::get)
        .toList();
  }

  /** The last touchpoint comes {@code gap} after the one before, the others every hour. */
  private static long[] keys(long[] touchpoints, long gap) {
    Contexts.Reader reader = CONTEXTS.reader();
    for (int i = 0; i < touchpoints.length; i++) {
      long late = i == touchpoints.length - 1 ? gap : 0;
      reader.history().add(touchpoints[i], MONDAY + i * HOUR + late, new long[2]);
    }
    return reader.keys();
  }

  private static long[] attributes(long[][] values) {
    Contexts.Reader reader = CONTEXTS.reader();
    for (int i = 0; i < values.length; i++) {
      reader.history().add(1, i * HOUR, values[i]);
    }
    return reader.keys();
  }

  private static long[] moment(long at) {
    Contexts.Reader reader = CONTEXTS.reader();
    reader.history().add(1, at, new long[2]);
    return reader.keys();
  }
}
