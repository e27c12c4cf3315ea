package org.desirepath.cli;

import java.time.Clock;
import java.time.LocalDate;
import org.desirepath.settings.JobSettings;
import picocli.CommandLine.Option;

/** The day whose data a command takes. */
final class SnapshotOption {

  @Option(
      names = "--as-of",
      paramLabel = "DATE",
      description = "Take the data as of this day, such as 2026-04-03; default: today.")
  private LocalDate asOf;

  /** The day that was given, or else that of the settings, or else today. */
  LocalDate day(JobSettings settings, Clock clock) {
    if (asOf != null) {
      return asOf;
    }
    return settings.asOf() == null
        ? LocalDate.now(clock.withZone(settings.timeZone()))
        : settings.asOf();
  }
}
