package org.desirepath.cli;

import java.time.LocalDate;
import java.time.Period;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import org.desirepath.lake.RunId;
import org.desirepath.lake.Version;

/**
 * What becomes of the dates of a range; each is in one of the three lists, which go by time.
 *
 * @param dates all of them
 * @param current the version that readers follow; none in an empty warehouse
 * @param toRun those to be published
 * @param published those that are published already, and are passed over
 * @param refused those that are not published and lie before the day of the current version
 */
record BackfillPlan(
    List<LocalDate> dates,
    Optional<Version> current,
    List<LocalDate> toRun,
    List<LocalDate> published,
    List<LocalDate> refused) {

  /** More dates are told by their number. */
  private static final int MOST_SPANS = 5;

  /** The dates of a range, the last one included if the steps meet it. */
  static List<LocalDate> dates(LocalDate from, LocalDate to, Period every) {
    return from.datesUntil(to.plusDays(1), every).toList();
  }

  /**
   * What becomes of dates in a warehouse.
   *
   * @param dates by time
   * @param versions of the warehouse, oldest first
   * @param again whether all dates are run, whatever is published
   */
  static BackfillPlan of(List<LocalDate> dates, List<Version> versions, boolean again) {
    Optional<Version> current =
        versions.isEmpty() ? Optional.empty() : Optional.of(versions.get(versions.size() - 1));
    if (again || current.isEmpty()) {
      return new BackfillPlan(dates, current, dates, List.of(), List.of());
    }
    LocalDate shown = current.get().runId().snapshotDate();
    NavigableSet<LocalDate> told = published(versions);
    return new BackfillPlan(
        dates,
        current,
        dates.stream().filter(date -> date.isAfter(shown)).toList(),
        dates.stream().filter(told::contains).toList(),
        dates.stream().filter(date -> !date.isAfter(shown) && !told.contains(date)).toList());
  }

  /**
   * The days that the tables of the current version go back to: its own, that of the version its
   * run inherited from, and so on; later ones than its own apart, which readers saw before the run
   * of an earlier day. What was rolled back from is not among them; what was vacuumed is.
   *
   * @param versions all of a warehouse, oldest first; one or more
   */
  static NavigableSet<LocalDate> published(List<Version> versions) {
    Map<Long, Version> byNumber = new HashMap<>();
    Map<RunId, Version> firstOf = new HashMap<>();
    for (Version version : versions) {
      byNumber.put(version.number(), version);
      firstOf.putIfAbsent(version.runId(), version);
    }
    Version current = versions.get(versions.size() - 1);
    NavigableSet<LocalDate> days = new TreeSet<>();
    Version version = current;
    while (version != null) {
      days.add(version.runId().snapshotDate());
      // A rollback shows a run that inherited when it was first shown.
      version = byNumber.get(firstOf.get(version.runId()).baseVersion());
    }
    return days.headSet(current.runId().snapshotDate(), true);
  }

  /**
   * Refuses to go back in time.
   *
   * @throws UserError if any date is refused
   */
  void check() {
    if (!refused.isEmpty()) {
      Version version = current.orElseThrow();
      throw new UserError(
          ExitCode.USAGE,
          ("The current version, %d, tells of %s; %d earlier %s not published:"
                  + " %s. Readers are not sent back in time, and no night inherits from a later day:"
                  + " give a later --from, an empty --warehouse for a history anew, or --again,"
                  + " which computes all dates of the range in their order while readers see"
                  + " earlier days")
              .formatted(
                  version.number(),
                  version.runId().snapshotDate(),
                  refused.size(),
                  refused.size() == 1 ? "date was" : "dates were",
                  spans(refused)));
    }
  }

  /** The range, and what is passed over, for people. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    String range =
        "%d %s, %s to %s"
            .formatted(
                dates.size(),
                dates.size() == 1 ? "night" : "nights",
                dates.get(0),
                dates.get(dates.size() - 1));
    if (published.isEmpty()) {
      lines.add(range);
    } else {
      lines.add("%s, %d already published".formatted(range, published.size()));
      lines.add("Passed over: " + spans(published));
    }
    return lines;
  }

  /** Some of the dates, those in a row as from and to. */
  String spans(List<LocalDate> some) {
    List<String> spans = new ArrayList<>();
    int at = 0;
    while (at < some.size()) {
      int begin = dates.indexOf(some.get(at));
      int length = 1;
      while (at + length < some.size() && some.get(at + length).equals(dates.get(begin + length))) {
        length++;
      }
      LocalDate first = some.get(at);
      spans.add(
          length == 1 ? first.toString() : "%s to %s".formatted(first, some.get(at + length - 1)));
      at += length;
    }
    return spans.size() <= MOST_SPANS
        ? String.join(", ", spans)
        : String.join(", ", spans.subList(0, MOST_SPANS)) + " and others";
  }
}
