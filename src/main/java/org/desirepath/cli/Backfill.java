package org.desirepath.cli;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.desirepath.ExecutorsLost;
import org.desirepath.lake.Manifest.StoredTable;
import org.desirepath.lake.RunId;
import org.desirepath.lake.Version;
import org.desirepath.lake.Versions;
import org.desirepath.table.TouchpointFacts;

/** Nights of several dates, one after another in the order of time. */
final class Backfill {

  private final Nights nights;
  private final Versions versions;
  private final List<LocalDate> dates;
  private final boolean again;
  private final List<Done> done = new ArrayList<>();

  /** A night that was published; how many touchpoints it told of is empty where nobody knows. */
  private record Done(Version version, Duration took, Optional<Long> touchpoints) {}

  /**
   * The nights of a job.
   *
   * @param nights where it is told how they go
   * @param versions of the job's warehouse
   * @param dates by time
   * @param again whether all dates are run, whatever is published
   */
  Backfill(Nights nights, Versions versions, List<LocalDate> dates, boolean again) {
    this.nights = nights;
    this.versions = versions;
    this.dates = dates;
    this.again = again;
  }

  /**
   * Publishes a version a date, and passes over what is published already.
   *
   * @param night publishes the tables of a day
   * @throws UserError if a date lies before the day of the current version and was not published
   */
  void run(Function<LocalDate, RunId> night) {
    BackfillPlan plan = plan(dates);
    plan.lines().forEach(nights::tell);
    plan.check();
    int total = plan.toRun().size();
    progress(total);
    for (int i = 0; i < total; i++) {
      LocalDate date = plan.toRun().get(i);
      if (isToRun(date)) {
        nights.tell("");
        nights.tell(
            "Night %d of %d, data as of %s%s".formatted(i + 1, total, date, left(total - i)));
        publish(night, date);
        progress(total);
      }
    }
    summarize();
  }

  private BackfillPlan plan(List<LocalDate> some) {
    return BackfillPlan.of(some, versions.list(), again);
  }

  /** Asked before every night: others may have published meanwhile. */
  private boolean isToRun(LocalDate date) {
    BackfillPlan plan = plan(List.of(date));
    plan.check();
    if (plan.toRun().isEmpty()) {
      nights.tell(date + " was published meanwhile and is passed over");
    }
    return !plan.toRun().isEmpty();
  }

  /** Publishes a date; where another try may help, there is one. */
  private void publish(Function<LocalDate, RunId> night, LocalDate date) {
    Instant startedAt = nights.clock().instant();
    RunId run;
    try {
      run = night.apply(date);
    } catch (Throwable fault) {
      // Spark throws checked exceptions that it does not declare.
      if (!helpsToTryAgain(fault)) {
        stop(date, fault);
        throw fault;
      }
      nights.tell(Failure.of(fault).message());
      nights.tell("It is tried once more");
      if (!isToRun(date)) {
        return;
      }
      try {
        run = night.apply(date);
      } catch (Throwable again) {
        stop(date, again);
        throw again;
      }
    }
    done.add(done(run, Duration.between(startedAt, nights.clock().instant())));
  }

  private static boolean helpsToTryAgain(Throwable fault) {
    boolean hasSession = !(fault instanceof ExecutorsLost lost && lost.isOfAll());
    return hasSession && Failure.of(fault).exitCode() == ExitCode.TRY_AGAIN;
  }

  private Done done(RunId run, Duration took) {
    Version version =
        versions.list().stream().filter(one -> one.runId().equals(run)).findFirst().orElseThrow();
    Optional<Long> touchpoints =
        versions
            .manifest(version)
            .flatMap(manifest -> manifest.table(TouchpointFacts.CONTRACT.name()))
            .map(StoredTable::rows);
    return new Done(version, took, touchpoints);
  }

  /**
   * Tells how far it came.
   *
   * @throws UserError with it and what failed, unless that is a defect, which goes on with its
   *     trace
   */
  private void stop(LocalDate date, Throwable fault) {
    summarize();
    Failure failure = Failure.of(fault);
    String told =
        "%d %s published, that of %s failed; the same command%s goes on from there"
            .formatted(
                done.size(),
                done.size() == 1 ? "night was" : "nights were",
                date,
                again && !done.isEmpty() ? ", without --again," : "");
    if (!failure.isDefect()) {
      throw new UserError(failure.exitCode(), failure.message() + System.lineSeparator() + told);
    }
    nights.tell(told);
  }

  private void progress(int total) {
    LocalDate last = dates.get(dates.size() - 1);
    nights.status().nights(dates.get(0), last, done.size(), total);
    nights.metrics().nights(done.size(), total);
  }

  /** About how long so many nights take, if any has been. */
  private String left(int nightsLeft) {
    if (done.isEmpty()) {
      return "";
    }
    Duration spent = done.stream().map(Done::took).reduce(Duration.ZERO, Duration::plus);
    return "; about %s left".formatted(told(spent.multipliedBy(nightsLeft).dividedBy(done.size())));
  }

  /** A duration as people tell it. */
  static String told(Duration duration) {
    long minutes = Math.round(duration.toSeconds() / 60.0);
    if (duration.toSeconds() < 90) {
      return "%d s".formatted(duration.toSeconds());
    }
    return minutes < 60
        ? "%d min".formatted(minutes)
        : "%d h %d min".formatted(minutes / 60, minutes % 60);
  }

  private void summarize() {
    if (done.isEmpty()) {
      return;
    }
    nights.tell("");
    nights.tell(
        "%-10s  %7s  %-27s  %8s  %14s"
            .formatted("Date", "Version", "Run", "Seconds", "Touchpoints"));
    for (Done night : done) {
      nights.tell(
          "%s  %7d  %-27s  %8d  %14s"
              .formatted(
                  night.version().runId().snapshotDate(),
                  night.version().number(),
                  night.version().runId(),
                  night.took().toSeconds(),
                  night
                      .touchpoints()
                      .map(rows -> String.format(Locale.ROOT, "%,d", rows))
                      .orElse("")));
    }
  }
}
