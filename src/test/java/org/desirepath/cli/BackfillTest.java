package org.desirepath.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.desirepath.lake.RunId;
import org.desirepath.lake.Version;
import org.desirepath.lake.Versions;
import org.desirepath.testing.SuppliedClock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The order of nights, whatever they do; each takes half an hour. */
class BackfillTest {

  private static final LocalDate FIRST = LocalDate.of(2026, 3, 1);

  @TempDir private Path warehouse;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  /** What the next nights throw; empty is a night that is published. */
  private final Deque<Optional<RuntimeException>> ends = new ArrayDeque<>();

  /** A run that another publishes before a night fails. */
  private LocalDate other;

  private Instant now = Instant.parse("2026-04-01T00:00:00Z");

  @Test
  void everyDateIsPublishedInItsOrderAndTheTimeLeftIsTold() {
    backfill(3, false);

    assertThat(days()).containsExactly(FIRST, FIRST.plusDays(1), FIRST.plusDays(2));
    assertThat(said())
        .contains(
            "3 nights, 2026-03-01 to 2026-03-03\n",
            "\nNight 1 of 3, data as of 2026-03-01\n",
            "\nNight 2 of 3, data as of 2026-03-02; about 1 h 0 min left\n",
            "\nNight 3 of 3, data as of 2026-03-03; about 30 min left\n")
        .containsPattern("2026-03-03        3  2026-03-03T010000-00000003 +1800 +\n");

    backfill(3, false);
    assertThat(days()).hasSize(3);
    backfill(3, true);
    assertThat(days()).hasSize(6).endsWith(FIRST, FIRST.plusDays(1), FIRST.plusDays(2));
  }

  @Test
  void aFailureTellsHowFarItCameAndTheSameCommandGoesOn() {
    ends.add(Optional.empty());
    ends.add(Optional.of(new UserError(ExitCode.DATA, "Too much was refused")));

    assertThatThrownBy(() -> backfill(3, false))
        .isInstanceOfSatisfying(
            UserError.class, error -> assertThat(error.exitCode()).isEqualTo(ExitCode.DATA))
        .hasMessage(
            "Too much was refused"
                + System.lineSeparator()
                + "1 night was published, that of 2026-03-02 failed; the same command goes on from"
                + " there");
    assertThat(days()).containsExactly(FIRST);
    assertThat(said()).contains("\n2026-03-01        1  ");

    backfill(3, false);
    assertThat(days()).containsExactly(FIRST, FIRST.plusDays(1), FIRST.plusDays(2));
  }

  @Test
  void whatWasComputedAgainGoesOnWithoutAskingForItAgain() {
    backfill(3, false);
    ends.add(Optional.empty());
    ends.add(Optional.of(new UserError(ExitCode.NO_INPUT, "No file")));

    assertThatThrownBy(() -> backfill(3, true))
        .hasMessageEndingWith("the same command, without --again, goes on from there");

    backfill(3, false);
    assertThat(days().subList(3, 6)).containsExactly(FIRST, FIRST.plusDays(1), FIRST.plusDays(2));
  }

  @Test
  void aDefectGoesOnAsItIs() {
    ends.add(Optional.of(new IllegalStateException("A defect")));

    assertThatThrownBy(() -> backfill(2, false)).isInstanceOf(IllegalStateException.class);
    assertThat(said()).contains("0 nights were published, that of 2026-03-01 failed");
  }

  @Test
  void whereAnotherTryMayHelpThereIsOne() {
    Optional<RuntimeException> tryAgain =
        Optional.of(new UserError(ExitCode.TRY_AGAIN, "Another run was published"));
    ends.add(tryAgain);
    backfill(1, false);
    assertThat(days()).containsExactly(FIRST);
    assertThat(said()).contains("Another run was published\nIt is tried once more\n");

    ends.add(tryAgain);
    ends.add(tryAgain);
    assertThatThrownBy(() -> backfill(2, false))
        .isInstanceOfSatisfying(
            UserError.class, error -> assertThat(error.exitCode()).isEqualTo(ExitCode.TRY_AGAIN));
    assertThat(days()).containsExactly(FIRST);
  }

  @Test
  void aDateThatAnotherPublishedMeanwhileIsPassedOver() {
    other = FIRST;
    ends.add(Optional.of(new UserError(ExitCode.TRY_AGAIN, "Another run was published")));

    backfill(2, false);

    assertThat(days()).containsExactly(FIRST, FIRST.plusDays(1));
    assertThat(said()).contains("2026-03-01 was published meanwhile and is passed over");
  }

  @Test
  void nothingInheritsFromALaterDayThatAnotherPublishedMeanwhile() {
    other = FIRST.plusDays(9);
    ends.add(Optional.of(new UserError(ExitCode.TRY_AGAIN, "Another run was published")));

    assertThatThrownBy(() -> backfill(2, false))
        .isInstanceOfSatisfying(
            UserError.class, error -> assertThat(error.exitCode()).isEqualTo(ExitCode.USAGE))
        .hasMessageContaining("tells of 2026-03-10; 1 earlier date was not published: 2026-03-01");
    assertThat(days()).containsExactly(FIRST.plusDays(9));
  }

  private void backfill(int count, boolean again) {
    Clock clock = new SuppliedClock(() -> now);
    Nights nights =
        new Nights(
            null,
            clock,
            new PrintStream(out, true, UTF_8),
            LogFormat.TEXT,
            new StatusFile(
                warehouse.resolve("_STATUS.json").toString(), new Configuration(), clock, now),
            new RunMetrics());
    List<LocalDate> dates = BackfillPlan.dates(FIRST, FIRST.plusDays(count - 1), Period.ofDays(1));
    new Backfill(nights, versions(), dates, again).run(this::night);
  }

  private RunId night(LocalDate date) {
    now = now.plus(Duration.ofMinutes(30));
    Optional<RuntimeException> end = ends.isEmpty() ? Optional.empty() : ends.remove();
    if (end.isPresent()) {
      if (other != null) {
        publish(other);
        other = null;
      }
      throw end.get();
    }
    return publish(date);
  }

  private RunId publish(LocalDate date) {
    int number = versions().list().size() + 1;
    RunId run = RunId.of(date, Instant.parse("2026-04-01T01:00:00Z"), number);
    try {
      Files.createDirectories(warehouse.resolve("_versions"));
      Files.writeString(
          warehouse.resolve("_versions/%020d.json".formatted(number)),
          """
          {"number": %d, "run_id": "%s", "base_version": %d, "reason": "run"}
          """
              .formatted(number, run, number - 1));
    } catch (IOException fault) {
      throw new UncheckedIOException(fault);
    }
    return run;
  }

  private List<LocalDate> days() {
    return versions().list().stream().map(Version::runId).map(RunId::snapshotDate).toList();
  }

  private Versions versions() {
    return Versions.at(warehouse.toString(), new Configuration());
  }

  private String said() {
    return out.toString(UTF_8).replace(System.lineSeparator(), "\n");
  }
}
