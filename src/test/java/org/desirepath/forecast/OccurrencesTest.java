package org.desirepath.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class OccurrencesTest {

  private final Occurrences occurrences = new Occurrences();

  @Test
  void eachTouchpointIsToldWithHowOftenAndHowLongAgoItCame() {
    for (int code : new int[] {4, 7, 4, 4, 9}) {
      occurrences.add(code);
    }

    assertThat(occurrences.told()).containsExactly(9, 1, 0, 4, 3, 1, 7, 1, 3);
  }

  @Test
  void theNextCaseStartsAnew() {
    occurrences.add(4);
    occurrences.clear();
    assertThat(occurrences.told()).isEmpty();

    occurrences.add(7);
    assertThat(occurrences.told()).containsExactly(7, 1, 0);
  }

  @Test
  void ofManyTouchpointsTheLatestAreTold() {
    for (int code = 0; code < 100; code++) {
      occurrences.add(code);
    }

    int[] told = occurrences.told();

    assertThat(Occurrences.count(told)).isEqualTo(32);
    assertThat(Occurrences.find(told, 99)).isZero();
    assertThat(Occurrences.find(told, 68)).isEqualTo(31);
    assertThat(Occurrences.find(told, 67)).isNegative();
  }

  @Test
  void whatIsToldAgreesWithTheEvents() {
    Random random = new Random(3);
    for (int round = 0; round < 200; round++) {
      occurrences.clear();
      List<Integer> events = new ArrayList<>();
      for (int event = 0; event <= random.nextInt(60); event++) {
        events.add(random.nextInt(20));
        occurrences.add(events.get(event));
      }

      int[] told = occurrences.told();

      assertThat(Occurrences.count(told)).isEqualTo((int) events.stream().distinct().count());
      for (int code : events) {
        int at = Occurrences.find(told, code);
        assertThat(Occurrences.times(told, at))
            .isEqualTo((int) events.stream().filter(one -> one == code).count());
        assertThat(Occurrences.eventsSince(told, at))
            .isEqualTo(events.size() - 1 - events.lastIndexOf(code));
      }
    }
  }
}
