package org.desirepath.benchmark;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.apache.spark.SparkContext;

/** Times work on Spark and ends it where it takes too long. */
record TimeLimit(SparkContext spark, Duration limit) {

  /**
   * What work gave and how long it took.
   *
   * @param value null if it failed or was ended
   * @param failure why there is no value, null if there is one
   */
  record Timed<T>(T value, double seconds, String failure) {}

  /** Runs work; a failure of it is told, not thrown. */
  <T> Timed<T> time(Supplier<T> work) throws InterruptedException {
    String group = UUID.randomUUID().toString();
    ExecutorService thread = Executors.newSingleThreadExecutor();
    Instant start = Instant.now();
    Future<T> result =
        thread.submit(
            () -> {
              spark.setJobGroup(group, "benchmark", false);
              return work.get();
            });
    try {
      T value = result.get(limit.toMillis(), TimeUnit.MILLISECONDS);
      return new Timed<>(value, secondsSince(start), null);
    } catch (TimeoutException late) {
      spark.cancelJobGroupAndFutureJobs(group);
      return new Timed<>(null, secondsSince(start), "ended after " + limit);
    } catch (ExecutionException failed) {
      return new Timed<>(null, secondsSince(start), failed.getCause().toString());
    } finally {
      thread.shutdown();
      thread.awaitTermination(1, TimeUnit.MINUTES);
    }
  }

  private static double secondsSince(Instant start) {
    return Night.seconds(Duration.between(start, Instant.now()));
  }
}
