package org.desirepath.prediction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class DecayTest {

  private static final long DAY = Duration.ofDays(1).toMillis();

  @Test
  void weightsHalveInEachHalfLifeAndTheirMeanIsOne() {
    assertThat(new Decay(Duration.ofDays(10), 20 * DAY).weights(lessons(0, 10, 20)))
        .containsExactly(new float[] {3 / 7f, 6 / 7f, 12 / 7f}, within(1e-6f));
    assertThat(new Decay(null, 20 * DAY).weights(lessons(0, 10, 20))).containsExactly(1, 1, 1);
  }

  @Test
  void whatCameLongAfterTheReferenceDoesNotOutweighEverythingWithoutBounds() {
    float[] weights = new Decay(Duration.ofDays(1), 0).weights(lessons(1000, 2000, -1000));

    assertThat(weights[0]).isEqualTo(weights[1]);
    assertThat(weights[2]).isNotNegative();
    assertThat(weights).doesNotContain(Float.NaN, Float.POSITIVE_INFINITY);
  }

  private static List<Lesson> lessons(long... days) {
    return LongStream.of(days)
        .mapToObj(day -> new Lesson(new AskedCase.Place("c", day, 0), 1, day * DAY, null))
        .toList();
  }
}
