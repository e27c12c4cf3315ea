package org.desirepath.report;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** Has something done every half minute, on a thread of its own, until it is closed. */
final class Heartbeat implements AutoCloseable {

  /** Between two beats; what takes as long deserves a sign of life. */
  static final Duration EVERY = Duration.ofSeconds(30);

  private final ScheduledExecutorService heart =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread thread = new Thread(work, "progress");
            thread.setDaemon(true);
            return thread;
          });
  private final ScheduledFuture<?> beats;

  Heartbeat(Runnable beat) {
    this.beats =
        heart.scheduleAtFixedRate(beat, EVERY.toSeconds(), EVERY.toSeconds(), TimeUnit.SECONDS);
  }

  @Override
  public void close() {
    beats.cancel(false);
    heart.shutdown();
  }
}
