package org.desirepath.path;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.desirepath.settings.FunnelSettings;
import org.junit.jupiter.api.Test;

/** How far journeys come, each touchpoint a letter; no funnel names X. */
class FunnelMatcherTest {

  private static final int ROUNDS = 3000;
  private static final List<String> ALPHABET = List.of("a", "b", "c", "d", "e", "X");

  /** A journey of the oracle: when each touchpoint occurred, in milliseconds. */
  private record Walk(List<String> touchpoints, List<Long> at) {

    private Journey journey() {
      Journey journey = new Journey("j", "person", null, null, "open", null, List.of());
      for (int place = 0; place < touchpoints.size(); place++) {
        journey.add(touchpoints.get(place), at.get(place));
      }
      return journey;
    }

    private boolean isWithin(int from, int to, FunnelSettings funnel) {
      return funnel.window() == null || at.get(to) - at.get(from) <= funnel.window().toMillis();
    }

    private boolean makes(int place, int step, FunnelSettings funnel) {
      return funnel.steps().get(step).touchpoints().contains(touchpoints.get(place));
    }
  }

  @Test
  void anythingMayStandBetweenAndTheWindowCountsFromTheEntry() {
    FunnelSettings funnel = funnel(FunnelSettings.ANY_BETWEEN, 3, "a", "b", "c");

    assertThat(places(funnel, "aXbc")).containsExactly(0, 2, 3);
    assertThat(places(funnel, "aXbXc")).containsExactly(0, 2);
    assertThat(places(funnel, "bca")).containsExactly(2);
    assertThat(places(funnel, "bXc")).isEmpty();
    assertThat(places(funnel, "")).isEmpty();
  }

  @Test
  void theAttemptThatComesFurthestCountsAndOfEqualOnesTheEarliest() {
    FunnelSettings funnel = funnel(FunnelSettings.ANY_BETWEEN, 3, "a", "b", "c");

    assertThat(places(funnel, "abXXabXc")).containsExactly(4, 5, 7);
    assertThat(places(funnel, "abXXXaXb")).containsExactly(0, 1);
    assertThat(places(funnel, "aabc")).containsExactly(0, 2, 3);
    assertThat(places(funnel, "aXabc")).containsExactly(2, 3, 4);
  }

  @Test
  void inStrictOrderOnlyRepeatsMayStandBetween() {
    FunnelSettings funnel = funnel(FunnelSettings.STRICT, null, "a", "bB", "c");

    assertThat(places(funnel, "aabBbc")).containsExactly(0, 2, 5);
    assertThat(places(funnel, "abXc")).containsExactly(0, 1);
    assertThat(places(funnel, "abac")).containsExactly(0, 1);
    assertThat(places(funnel, "aXabc")).containsExactly(2, 3, 4);
  }

  @Test
  void inAnyOrderAStepIsReachedWhenAllUpToItAreMade() {
    FunnelSettings funnel = funnel(FunnelSettings.ANY, 3, "a", "b", "c");

    assertThat(places(funnel, "cXba")).containsExactly(3, 3, 3);
    assertThat(places(funnel, "cXbXa")).containsExactly(4, 4);
    assertThat(places(funnel, "aXcb")).containsExactly(0, 3, 3);
    assertThat(places(funnel, "bc")).isEmpty();
  }

  @Test
  void aTouchpointThatMakesTwoStepsMakesOneAtATime() {
    assertThat(places(funnel(FunnelSettings.ANY_BETWEEN, null, "a", "a", "ab"), "aXab"))
        .containsExactly(0, 2, 3);
    assertThat(places(funnel(FunnelSettings.ANY_BETWEEN, null, "a", "a"), "a")).containsExactly(0);
  }

  @Test
  void aLongJourneyOfManyAttemptsIsLookedThroughOnce() {
    int attempts = 300_000;
    List<String> touchpoints = new ArrayList<>(Collections.nCopies(attempts, "a"));
    touchpoints.addAll(Collections.nCopies(attempts, "b"));
    touchpoints.add("c");
    Walk walk = new Walk(touchpoints, moments(touchpoints.size()));

    for (String order : List.of(FunnelSettings.ANY_BETWEEN, FunnelSettings.STRICT)) {
      assertThat(places(funnel(order, attempts + 9, "a", "b", "c"), walk))
          .as(order)
          .containsExactly(attempts - 9, attempts, 2 * attempts);
    }
    assertThat(places(funnel(FunnelSettings.ANY, attempts + 9, "c", "b", "a"), walk))
        .containsExactly(2 * attempts, 2 * attempts, 2 * attempts);
  }

  @Test
  void everyJourneyComesAsFarAsByTryingAllAttempts() {
    Random random = new Random(20260106);
    for (String order : FunnelSettings.ORDERS) {
      int whole = 0;
      int partly = 0;
      for (int round = 0; round < ROUNDS; round++) {
        FunnelSettings funnel = anyFunnel(order, random);
        Walk walk = anyWalk(random);
        int[] expected =
            order.equals(FunnelSettings.ANY) ? everySpan(funnel, walk) : everyAttempt(funnel, walk);

        assertThat(places(funnel, walk)).as("%s in %s", walk, funnel).isEqualTo(expected);
        whole += expected.length == funnel.steps().size() ? 1 : 0;
        partly += expected.length > 0 && expected.length < funnel.steps().size() ? 1 : 0;
      }
      assertThat(whole).as(order).isGreaterThan(ROUNDS / 30);
      assertThat(partly).as(order).isGreaterThan(ROUNDS / 4);
    }
  }

  private static int[] everyAttempt(FunnelSettings funnel, Walk walk) {
    int[] best = {};
    for (int entry = 0; entry < walk.at().size(); entry++) {
      if (walk.makes(entry, 0, funnel)) {
        int[] attempt = furthest(funnel, walk, new int[] {entry});
        best = attempt.length > best.length ? attempt : best;
      }
    }
    return best;
  }

  private static int[] furthest(FunnelSettings funnel, Walk walk, int[] made) {
    int[] best = made;
    int from = made[made.length - 1];
    for (int place = from + 1; place < walk.at().size(); place++) {
      boolean goesOn =
          made.length < funnel.steps().size()
              && walk.makes(place, made.length, funnel)
              && walk.isWithin(made[0], place, funnel)
              && (!funnel.order().equals(FunnelSettings.STRICT)
                  || IntStream.range(from, place)
                      .allMatch(between -> walk.makes(between, made.length - 1, funnel)));
      if (goesOn) {
        int[] longer = Arrays.copyOf(made, made.length + 1);
        longer[made.length] = place;
        int[] attempt = furthest(funnel, walk, longer);
        best = attempt.length > best.length ? attempt : best;
      }
    }
    return best;
  }

  private static int[] everySpan(FunnelSettings funnel, Walk walk) {
    int[] best = {};
    for (int entry = 0; entry < walk.at().size(); entry++) {
      int[] all = new int[funnel.steps().size()];
      int reached = 0;
      for (int step = 0; step < all.length && reached == step; step++) {
        for (int place = walk.at().size() - 1; place >= entry; place--) {
          if (walk.makes(place, step, funnel) && walk.isWithin(entry, place, funnel)) {
            all[step] = place;
            reached = step + 1;
          }
        }
        all[step] = Math.max(all[step], step == 0 ? 0 : all[step - 1]);
      }
      best = reached > best.length ? Arrays.copyOf(all, reached) : best;
    }
    return best;
  }

  /** Steps of one or two touchpoints, apart where the order asks for it. */
  private static FunnelSettings anyFunnel(String order, Random random) {
    int length = 2 + random.nextInt(order.equals(FunnelSettings.ANY) ? 2 : 3);
    List<String> steps = new ArrayList<>();
    for (int step = 0; step < length; step++) {
      List<String> free = new ArrayList<>(ALPHABET.subList(0, ALPHABET.size() - 1));
      if (order.equals(FunnelSettings.ANY)) {
        free.removeIf(String.join("", steps)::contains);
      } else if (order.equals(FunnelSettings.STRICT) && step > 0) {
        free.removeIf(steps.get(step - 1)::contains);
      }
      Collections.shuffle(free, random);
      steps.add(String.join("", free.subList(0, Math.min(free.size(), 1 + random.nextInt(2)))));
    }
    Integer window = random.nextInt(3) == 0 ? null : 1 + random.nextInt(9);
    return funnel(order, window, steps.toArray(String[]::new));
  }

  private static Walk anyWalk(Random random) {
    List<String> touchpoints = new ArrayList<>();
    List<Long> at = new ArrayList<>();
    long now = 1_770_000_000_000L;
    for (int length = random.nextInt(11); length > 0; length--) {
      touchpoints.add(ALPHABET.get(random.nextInt(ALPHABET.size())));
      at.add(now);
      now += random.nextInt(3);
    }
    return new Walk(touchpoints, at);
  }

  private static FunnelSettings funnel(String order, Integer window, String... steps) {
    return new FunnelSettings(
        "f",
        null,
        "person",
        order,
        window == null ? null : Duration.ofMillis(window),
        IntStream.range(0, steps.length)
            .mapToObj(step -> new FunnelSettings.Step("s" + step, List.of(steps[step].split(""))))
            .toList());
  }

  /** The places in a journey whose touchpoints occur a millisecond after one another. */
  private static int[] places(FunnelSettings funnel, String letters) {
    return places(
        funnel,
        new Walk(
            letters.chars().mapToObj(Character::toString).toList(), moments(letters.length())));
  }

  private static int[] places(FunnelSettings funnel, Walk walk) {
    return FunnelMatcher.match(Funnel.of(funnel), walk.journey());
  }

  private static List<Long> moments(int length) {
    return IntStream.range(0, length).mapToObj(at -> (long) at).toList();
  }
}
