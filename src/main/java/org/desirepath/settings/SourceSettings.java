package org.desirepath.settings;

import java.time.Duration;
import java.time.LocalDate;
import java.util.List;

/**
 * What is read, and when a row is refused.
 *
 * @param exports folder of the exports, any Hadoop URI; {@value #DATE} in it stands for the
 *     snapshot date
 * @param mappings mapping files, one per vendor, relative to the configuration folder
 * @param history how far back from the snapshot events count; older ones are out of window
 * @param plausibleFrom rows older than this day are quarantined as before_window
 * @param plausibleAhead rows later than the snapshot by more than this are quarantined as
 *     future_timestamp
 * @param maxRecordCharacters longer rows are quarantined as too_long
 * @param maxEventsPerHour a visitor with more events within one clock hour is a bot
 * @param maxQuarantinedShare the run fails when a larger share of a source's rows, bots apart, is
 *     refused
 */
public record SourceSettings(
    String exports,
    List<String> mappings,
    Duration history,
    LocalDate plausibleFrom,
    Duration plausibleAhead,
    int maxRecordCharacters,
    int maxEventsPerHour,
    double maxQuarantinedShare) {

  /** What stands for the snapshot date, such as 2026-04-03, in the folder of the exports. */
  public static final String DATE = "{date}";

  /** Refuses values that cannot be worked with. */
  public SourceSettings {
    Rules.of("sources")
        .present("exports", exports)
        .require(
            exports == null || !exports.replace(DATE, "").matches(".*[{}].*"),
            "exports",
            "must hold no braces but those of " + DATE + ", which stands for the snapshot date",
            exports)
        .present("mappings", mappings)
        .positive("history", history, "P730D")
        .present("plausible-from", plausibleFrom)
        .positive("plausible-ahead", plausibleAhead, "P366D")
        .between("max-record-characters", maxRecordCharacters, 100, 100_000_000)
        .between("max-events-per-hour", maxEventsPerHour, 1, 10_000_000)
        .between("max-quarantined-share", maxQuarantinedShare, 0, 1)
        .check();
  }

  /** The folder of the exports of a night. */
  public String exports(LocalDate snapshot) {
    return exports.replace(DATE, snapshot.toString());
  }
}
