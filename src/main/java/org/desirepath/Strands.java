package org.desirepath;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.desirepath.lake.Lake;
import org.desirepath.table.Contract;
import org.desirepath.table.Table;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Steps of a night side by side, a few at a time: while one is planned on the driver, the cluster
 * works on another.
 *
 * <p>Steps are taken up in the order in which they are started, and may wait for any that was
 * started before them; so the first that is unfinished never waits, and the night goes on. The
 * first step that fails ends the night for all.
 *
 * <p>A step that failed because executors were lost is done again: all it reads lies in the lake.
 */
final class Strands implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Strands.class);
  private static final long SECONDS_TO_END = 30;
  private static final int MOST_REPEATS = 3;

  private final CompletableFuture<Object> failed = new CompletableFuture<>();
  private final ExecutorService threads;
  private final Lake lake;
  private final Consumer<String> people;
  private final Runnable abandon;

  /**
   * Begins a night.
   *
   * @param atOnce how many steps may run side by side
   * @param lake where tables are stored
   * @param people are told when a step is done again
   * @param abandon ends what failed steps leave running
   */
  Strands(int atOnce, Lake lake, Consumer<String> people, Runnable abandon) {
    this.threads = Executors.newFixedThreadPool(atOnce);
    this.lake = lake;
    this.people = people;
    this.abandon = abandon;
  }

  /** What a step makes, when it is ready. */
  interface Strand<T> {

    /** Waits until the step is done; throws what it threw, or what another step threw. */
    T get();
  }

  /** Starts a step whose table, which keeps the contract, only later steps of the night read. */
  <T extends Table> Strand<T> stage(
      Contract contract, Supplier<T> step, Function<Dataset<Row>, T> read) {
    return start(contract.name(), () -> lake.stage(step.get(), read));
  }

  /** Starts a step whose table, which keeps the contract, readers of the warehouse will see. */
  <T extends Table> Strand<T> publish(
      Contract contract, Supplier<T> step, Function<Dataset<Row>, T> read) {
    return start(contract.name(), () -> lake.publish(step.get(), read));
  }

  /** Starts a step that makes something else, such as a model; the log tells it by the name. */
  <T> Strand<T> start(String name, Supplier<T> step) {
    CompletableFuture<T> made =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return lake.step(name, () -> done(name, step));
              } catch (Throwable fault) {
                // Spark throws checked exceptions that it does not declare.
                failed.completeExceptionally(fault);
                throw fault;
              }
            },
            threads);
    return () -> {
      try {
        CompletableFuture.anyOf(made, failed).join();
        return made.join();
      } catch (CompletionException fault) {
        throw unwrapped(fault);
      }
    };
  }

  /** Does a step, and again where executors were lost, unless the night has failed meanwhile. */
  private <T> T done(String name, Supplier<T> step) {
    for (int repeats = 0; ; repeats++) {
      try {
        return step.get();
      } catch (Throwable fault) {
        Optional<String> sign = ExecutorsLost.sign(fault);
        if (ExecutorsLost.isTheEnd(fault) && !failed.isDone()) {
          throw ExecutorsLost.all(fault);
        }
        if (sign.isEmpty() || failed.isDone()) {
          throw fault;
        }
        if (repeats == MOST_REPEATS) {
          throw ExecutorsLost.eachOf(repeats + 1, fault);
        }
        LOG.warn("{} is made again, {} of {}: {}", name, repeats + 1, MOST_REPEATS, sign.get());
        people.accept(name + " is made again: an executor that it needed was lost");
      }
    }
  }

  /** The night has failed outside of its steps; none of them goes on. */
  void fail(Throwable fault) {
    failed.completeExceptionally(fault);
  }

  @Override
  public void close() {
    try {
      if (failed.isCompletedExceptionally()) {
        abandon.run();
      }
    } finally {
      threads.shutdownNow();
    }
    try {
      threads.awaitTermination(SECONDS_TO_END, TimeUnit.SECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** What a step threw, however many steps waited for it. */
  private static RuntimeException unwrapped(CompletionException fault) {
    Throwable cause = fault;
    while (cause instanceof CompletionException && cause.getCause() != null) {
      cause = cause.getCause();
    }
    if (cause instanceof Error error) {
      throw error;
    }
    return cause instanceof RuntimeException exception ? exception : fault;
  }
}
