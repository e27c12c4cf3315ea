package org.desirepath.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.desirepath.lake.RunId;
import org.desirepath.lake.Version;
import org.junit.jupiter.api.Test;

class BackfillPlanTest {

  private static final LocalDate FIRST = LocalDate.of(2026, 2, 25);
  private static final int HISTORIES = 500;

  /** A warehouse that remembers, for each of its versions, the days that led to it. */
  private static final class History {

    private final List<Version> versions = new ArrayList<>();
    private final List<List<LocalDate>> days = new ArrayList<>();

    void run(LocalDate day) {
      List<LocalDate> led = new ArrayList<>(days.isEmpty() ? List.of() : last());
      led.add(day);
      int number = versions.size() + 1;
      versions.add(new Version(number, RunId.of(day, Instant.EPOCH, number), number - 1L, "run"));
      days.add(led);
    }

    void rollback(int to) {
      int number = versions.size() + 1;
      versions.add(
          new Version(
              number, versions.get(to - 1).runId(), number - 1L, "rollback to version " + to));
      days.add(days.get(to - 1));
    }

    List<LocalDate> last() {
      return days.get(days.size() - 1);
    }

    static History of(Random random) {
      History history = new History();
      LocalDate next = day(random);
      for (int i = random.nextInt(12); i > 0; i--) {
        if (!history.versions.isEmpty() && random.nextInt(4) == 0) {
          history.rollback(1 + random.nextInt(history.versions.size()));
        } else {
          history.run(random.nextInt(5) == 0 ? day(random) : next);
          next = history.last().get(history.last().size() - 1).plusDays(1);
        }
      }
      return history;
    }
  }

  @Test
  void theDatesOfARangeAreStepsFromItsFirst() {
    assertThat(BackfillPlan.dates(FIRST, FIRST.plusDays(4), Period.ofDays(1)))
        .containsExactly(
            FIRST,
            LocalDate.of(2026, 2, 26),
            LocalDate.of(2026, 2, 27),
            LocalDate.of(2026, 2, 28),
            LocalDate.of(2026, 3, 1));
    assertThat(BackfillPlan.dates(FIRST, LocalDate.of(2026, 3, 12), Period.ofDays(7)))
        .containsExactly(FIRST, LocalDate.of(2026, 3, 4), LocalDate.of(2026, 3, 11));
    assertThat(BackfillPlan.dates(FIRST, FIRST, Period.ofDays(7))).containsExactly(FIRST);
  }

  @Test
  void everyDateIsRunPassedOverOrRefusedWhateverTheHistory() {
    Random random = new Random(1);
    for (int i = 0; i < HISTORIES; i++) {
      History history = History.of(random);
      List<LocalDate> dates = range(random);
      BackfillPlan plan = BackfillPlan.of(dates, history.versions, false);

      List<LocalDate> all = new ArrayList<>(plan.published());
      all.addAll(plan.refused());
      all.addAll(plan.toRun());
      assertThat(all).containsExactlyInAnyOrderElementsOf(dates).doesNotHaveDuplicates();
      assertThat(plan.toRun()).isSorted();
      if (history.versions.isEmpty()) {
        assertThat(plan.toRun()).isEqualTo(dates);
      } else {
        LocalDate shown = history.last().get(history.last().size() - 1);
        assertThat(plan.toRun()).isEqualTo(dates.stream().filter(shown::isBefore).toList());
        assertThat(plan.published())
            .isEqualTo(
                dates.stream()
                    .filter(date -> history.last().contains(date) && !date.isAfter(shown))
                    .toList());
      }
      assertThat(BackfillPlan.of(dates, history.versions, true).toRun()).isEqualTo(dates);
    }
  }

  @Test
  void givenAgainAfterAnyNightOnlyTheRestIsRun() {
    Random random = new Random(2);
    for (int i = 0; i < HISTORIES; i++) {
      History history = History.of(random);
      List<LocalDate> dates = range(random);
      boolean again = random.nextBoolean();
      BackfillPlan plan = BackfillPlan.of(dates, history.versions, again);
      List<LocalDate> rest = new ArrayList<>(plan.toRun());
      List<LocalDate> published = new ArrayList<>(plan.published());
      for (LocalDate date : plan.toRun()) {
        history.run(date);
        rest.remove(date);
        published.add(date);

        BackfillPlan next = BackfillPlan.of(dates, history.versions, false);
        assertThat(next.toRun()).isEqualTo(rest);
        assertThat(next.published()).isEqualTo(published);
        assertThat(next.refused()).isEqualTo(plan.refused());
      }
    }
  }

  @Test
  void afterARollbackTheLaterDaysAreMissingAgain() {
    History history = new History();
    for (int i = 0; i < 4; i++) {
      history.run(FIRST.plusDays(i));
    }
    history.rollback(2);
    history.run(FIRST.plusDays(3));

    assertThat(BackfillPlan.published(history.versions))
        .isEqualTo(new TreeSet<>(List.of(FIRST, FIRST.plusDays(1), FIRST.plusDays(3))));
  }

  @Test
  void earlierDatesAreRefusedInOneMessage() {
    History history = new History();
    history.run(FIRST.plusDays(2));
    history.run(FIRST.plusDays(5));
    BackfillPlan plan =
        BackfillPlan.of(
            BackfillPlan.dates(FIRST, FIRST.plusDays(6), Period.ofDays(1)),
            history.versions,
            false);

    assertThatThrownBy(plan::check)
        .isInstanceOfSatisfying(
            UserError.class, error -> assertThat(error.exitCode()).isEqualTo(ExitCode.USAGE))
        .hasMessageStartingWith(
            "The current version, 2, tells of 2026-03-02; 4 earlier dates were not published:"
                + " 2026-02-25 to 2026-02-26, 2026-02-28 to 2026-03-01. ")
        .hasMessageContainingAll("--from", "--warehouse", "--again");
    assertThat(plan.lines())
        .containsExactly(
            "7 nights, 2026-02-25 to 2026-03-03, 2 already published",
            "Passed over: 2026-02-27, 2026-03-02");
  }

  @Test
  void timeLeftIsToldInWholeUnits() {
    assertThat(Backfill.told(Duration.ofSeconds(89))).isEqualTo("89 s");
    assertThat(Backfill.told(Duration.ofSeconds(90))).isEqualTo("2 min");
    assertThat(Backfill.told(Duration.ofSeconds(3569))).isEqualTo("59 min");
    assertThat(Backfill.told(Duration.ofSeconds(3570))).isEqualTo("1 h 0 min");
    assertThat(Backfill.told(Duration.ofMinutes(72))).isEqualTo("1 h 12 min");
  }

  private static List<LocalDate> range(Random random) {
    return BackfillPlan.dates(
        day(random), FIRST.plusDays(25 + random.nextInt(10)), Period.ofDays(1 + random.nextInt(3)));
  }

  private static LocalDate day(Random random) {
    return FIRST.plusDays(random.nextInt(25));
  }
}
