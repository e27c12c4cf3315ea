package org.desirepath.report;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** The tables that are being made, in the order in which they were begun. One thread at a time. */
final class TablesAtWork {

  /** What none of the tables shows, such as a model that is fitted. */
  static final String BETWEEN = "working between tables";

  private final Map<String, Instant> begun = new LinkedHashMap<>();

  /** When a table was last begun or made. */
  private Instant changed;

  TablesAtWork(Instant now) {
    this.changed = now;
  }

  void started(String table, Instant now) {
    begun.put(table, now);
    changed = now;
  }

  void finished(String table, Instant now) {
    begun.remove(table);
    changed = now;
  }

  Collection<String> names() {
    return Collections.unmodifiableSet(begun.keySet());
  }

  /**
   * How long each of those has taken that have taken long; {@link #BETWEEN} where there is no table
   * and has not been for as long.
   */
  Map<String, Duration> lasting(Instant now) {
    Map<String, Duration> lasting = new LinkedHashMap<>();
    (begun.isEmpty() ? Map.of(BETWEEN, changed) : begun)
        .forEach(
            (table, since) -> {
              Duration taken = Duration.between(since, now);
              if (taken.compareTo(Heartbeat.EVERY) >= 0) {
                lasting.put(table, taken);
              }
            });
    return lasting;
  }
}
