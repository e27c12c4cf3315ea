package org.desirepath.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class WindowTest {

  /** Four days around the change to summer time on 29 March 2026. */
  private final Window window =
      new Window(new DemoSettings(1, 4, 1, false, false, LocalDate.of(2026, 3, 31)));

  @Test
  void daysBeginAtMidnightInBerlin() {
    assertThat(window.dayOf(millis("2026-03-28T22:59:59.999Z"))).isEqualTo(1);
    assertThat(window.dayOf(millis("2026-03-28T23:00:00Z"))).isEqualTo(2);
    assertThat(window.dayOf(millis("2026-03-29T21:59:59.999Z"))).isEqualTo(2);
    assertThat(window.dayOf(millis("2026-03-29T22:00:00Z"))).isEqualTo(3);
  }

  @Test
  void theSnapshotIsTheFirstMomentThatIsNoLongerExported() {
    assertThat(window.start()).isEqualTo(millis("2026-03-26T23:00:00Z"));
    assertThat(window.end()).isEqualTo(millis("2026-03-30T22:00:00Z"));
    assertThat(window.fileDay(3)).isEqualTo("20260330");
  }

  @Test
  void momentsAreWrittenAsEachExportWritesThem() {
    long at = millis("2026-03-29T08:05:00.700Z");
    assertThat(Window.crmMoment(at)).isEqualTo("2026-03-29T08:05:00.000Z");
    assertThat(Window.helpdeskMoment(at)).isEqualTo("2026-03-29T08:05:00Z");
  }

  private static long millis(String moment) {
    return Instant.parse(moment).toEpochMilli();
  }
}
