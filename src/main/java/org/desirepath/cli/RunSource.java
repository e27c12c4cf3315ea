package org.desirepath.cli;

import com.codahale.metrics.Gauge;
import com.codahale.metrics.MetricRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import org.apache.spark.metrics.MetricsSystem;
import org.apache.spark.metrics.source.Source;
import org.desirepath.lake.StageListener;
import org.desirepath.lake.Version;

/**
 * Figures of a run while it goes on, among those of Spark's driver: for whatever sinks the
 * cluster's {@code conf/metrics.properties} names, such as Prometheus, Graphite, JMX or CSV.
 */
final class RunSource implements Source, StageListener, AutoCloseable {

  /** The name before those of the figures. */
  static final String NAME = "desirepath";

  private final MetricsSystem system;
  private final Clock clock;
  private final MetricRegistry registry = new MetricRegistry();

  /** The tables that are being made, and since when. */
  private final Map<String, Instant> running = new HashMap<>();

  private long tables;
  private long rows;
  private long version;

  private RunSource(MetricsSystem system, Clock clock, Instant startedAt) {
    this.system = system;
    this.clock = clock;
    show("tables_stored", () -> tables);
    show("tables_running", () -> (long) running.size());
    show("rows_stored", () -> rows);
    show("seconds_since_start", () -> secondsSince(startedAt));
    show("longest_running_seconds", this::longest);
    show("published_version", () -> version);
  }

  /** Begins to show the figures of a run. */
  static RunSource open(MetricsSystem system, Clock clock, Instant startedAt) {
    RunSource source = new RunSource(system, clock, startedAt);
    system.registerSource(source);
    return source;
  }

  @Override
  public String sourceName() {
    return NAME;
  }

  @Override
  public MetricRegistry metricRegistry() {
    return registry;
  }

  @Override
  public synchronized void started(String stage) {
    running.put(stage, clock.instant());
  }

  @Override
  public synchronized void stored(String stage, long stored, double seconds) {
    running.remove(stage);
    tables++;
    rows += stored;
  }

  /** Readers follow this version now. */
  synchronized void published(Version current) {
    version = current.number();
  }

  /**
   * Shows the last figures and takes them away, so that the next run of the session has its own.
   */
  @Override
  public void close() {
    try {
      system.report();
    } finally {
      system.removeSource(this);
    }
  }

  private void show(String name, Gauge<Long> figure) {
    Gauge<Long> consistent =
        () -> {
          synchronized (this) {
            return figure.getValue();
          }
        };
    registry.register(name, consistent);
  }

  private long longest() {
    return running.isEmpty() ? 0 : secondsSince(Collections.min(running.values()));
  }

  private long secondsSince(Instant moment) {
    return Duration.between(moment, clock.instant()).toSeconds();
  }
}
