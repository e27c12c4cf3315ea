package org.desirepath.source;

import java.time.Instant;
import java.time.ZoneOffset;
import org.desirepath.settings.SourceSettings;

/**
 * The times between which rows are plausible, and events count.
 *
 * @param plausibleFrom rows before are refused
 * @param plausibleTo rows after are refused
 * @param from events before do not count
 * @param asOf events at this moment or later do not count
 */
record Window(Instant plausibleFrom, Instant plausibleTo, Instant from, Instant asOf) {

  static Window of(SourceSettings settings, Instant asOf) {
    return new Window(
        settings.plausibleFrom().atStartOfDay(ZoneOffset.UTC).toInstant(),
        asOf.plus(settings.plausibleAhead()),
        asOf.minus(settings.history()),
        asOf);
  }
}
