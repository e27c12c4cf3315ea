package org.desirepath;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.SparkException;
import org.apache.spark.sql.SparkSession;
import org.desirepath.Strands.Strand;
import org.desirepath.lake.Lake;
import org.desirepath.lake.RunId;
import org.desirepath.lake.StepContext;
import org.desirepath.testing.SparkExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.MDC;

@ExtendWith(SparkExtension.class)
class StrandsTest {

  private static final String LOST_ROWS =
      "Job aborted due to stage failure: Task 0 in stage 3.0 failed 4 times, most recent failure:"
          + " Lost task 0.3 in stage 3.0 (TID 9) (10.0.0.1 executor 3):"
          + " org.apache.spark.SparkException: [CHECKPOINT_RDD_BLOCK_ID_NOT_FOUND] Checkpoint block"
          + " rdd_5_0 not found!";

  private final List<String> told = new CopyOnWriteArrayList<>();
  private static final RunId RUN = new RunId("2026-01-05T021503-1a2b3c4d");

  @TempDir private Path folder;
  private final AtomicInteger abandoned = new AtomicInteger();
  private Lake lake;

  @BeforeEach
  void openLake(SparkSession spark) {
    lake = Lake.open(spark, folder.toString(), RUN, (stage, rows, seconds) -> {});
  }

  @AfterEach
  void closeLake() {
    lake.close();
  }

  @Test
  void stepsThatWaitForEarlierOnesEndEvenOneAtATime() {
    try (Strands strands = strands(1)) {
      Strand<Integer> first = strands.start("step", () -> 1);
      Strand<Integer> second = strands.start("step", () -> first.get() + 1);
      Strand<Integer> third = strands.start("step", () -> first.get() + second.get());

      assertThat(third.get()).isEqualTo(3);
    }
    assertThat(abandoned).hasValue(0);
  }

  @Test
  void aStepIsToldByItsName() {
    try (Strands strands = strands(1)) {
      Strand<String> model =
          strands.start(
              "role_model", () -> MDC.get(StepContext.RUN_ID) + " " + MDC.get(StepContext.STEP));

      assertThat(model.get()).isEqualTo(RUN + " role_model");
    }
  }

  @Test
  void theFirstFailureEndsTheWaitForEveryStep() {
    CountDownLatch never = new CountDownLatch(1);
    try (Strands strands = strands(2)) {
      Strand<Integer> endless = strands.start("step", () -> waitFor(never));
      strands.start(
          "step",
          () -> {
            throw new IllegalStateException("broken");
          });

      assertThatThrownBy(endless::get)
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("broken");
    }
    assertThat(abandoned).hasValue(1);
  }

  @Test
  void aCheckedExceptionThatIsNotDeclaredIsAFailureToo() {
    CountDownLatch never = new CountDownLatch(1);
    try (Strands strands = strands(2)) {
      Strand<Integer> endless = strands.start("step", () -> waitFor(never));
      strands.start("step", () -> StrandsTest.<RuntimeException>sneak(new IOException("full")));

      assertThatThrownBy(endless::get).hasRootCauseMessage("full");
    }
  }

  @Test
  void aStepWhoseRowsWereLostIsDoneAgain() {
    AtomicInteger tries = new AtomicInteger();
    try (Strands strands = strands(1)) {
      Strand<Integer> made =
          strands.start(
              "model",
              () ->
                  tries.incrementAndGet() < 3
                      ? StrandsTest.<RuntimeException>sneak(lost(LOST_ROWS))
                      : tries.get());

      assertThat(made.get()).isEqualTo(3);
    }
    assertThat(told)
        .containsOnly("model is made again: an executor that it needed was lost")
        .hasSize(2);
    assertThat(abandoned).hasValue(0);
  }

  @Test
  void aStepThatLosesExecutorsEachTimeEndsTheNightToBeTriedAgain() {
    AtomicInteger tries = new AtomicInteger();
    AtomicInteger later = new AtomicInteger();
    try (Strands strands = strands(2)) {
      Strand<Integer> losing =
          strands.start(
              "model",
              () -> {
                tries.incrementAndGet();
                return StrandsTest.<RuntimeException>sneak(lost(LOST_ROWS));
              });
      Strand<Integer> waiting =
          strands.start(
              "model",
              () -> {
                later.incrementAndGet();
                return losing.get();
              });

      assertThatThrownBy(waiting::get)
          .isInstanceOf(ExecutorsLost.class)
          .hasMessageStartingWith(
              "A step was done 4 times and lost executors each time; try again.");
    }
    assertThat(tries).hasValue(4);
    assertThat(later).as("what waits for it is not done again").hasValue(1);
    assertThat(told).hasSize(3);
    assertThat(abandoned).hasValue(1);
  }

  @Test
  void aDefectIsNotDoneAgain() {
    AtomicInteger tries = new AtomicInteger();
    try (Strands strands = strands(1)) {
      Strand<Integer> made =
          strands.start(
              "model",
              () -> {
                tries.incrementAndGet();
                return StrandsTest.<RuntimeException>sneak(
                    lost("java.lang.ArithmeticException: / by zero"));
              });

      assertThatThrownBy(made::get).hasRootCauseMessage("java.lang.ArithmeticException: / by zero");
    }
    assertThat(tries).hasValue(1);
    assertThat(told).isEmpty();
  }

  @Test
  void whereTheClusterEndedTheApplicationNobodyIsLeftToDoAStepAgain() {
    AtomicInteger tries = new AtomicInteger();
    try (Strands strands = strands(1)) {
      Strand<Integer> made =
          strands.start(
              "model",
              () -> {
                tries.incrementAndGet();
                return StrandsTest.<RuntimeException>sneak(
                    lost("Job 7 cancelled because SparkContext was shut down"));
              });

      assertThatThrownBy(made::get)
          .isInstanceOf(ExecutorsLost.class)
          .hasMessageStartingWith("The cluster ended the application");
    }
    assertThat(tries).hasValue(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        LOST_ROWS,
        "Job aborted due to stage failure: Task 0 in stage 3.0 failed 4 times, most recent failure:"
            + " Lost task 0.3 in stage 3.0 (TID 9) (10.0.0.1 executor 3): ExecutorLostFailure"
            + " (executor 3 exited caused by one of the running tasks) Reason: Command exited with"
            + " code 137",
        "Job aborted due to stage failure: Task 0 in stage 3.0 failed 4 times, most recent failure:"
            + " Lost task 0.3 in stage 3.0 (TID 9) (10.0.0.1 executor 3): TaskResultLost (result"
            + " lost from block manager)",
        "Job aborted due to stage failure: ResultStage 4 (parquet at TableFiles.java:117) has failed"
            + " the maximum allowable number of times: 4. Most recent failure reason:",
        "Job aborted due to stage failure: A shuffle map stage with indeterminate output was failed"
            + " and retried. However, Spark cannot rollback the ResultStage 4 to re-process"
      })
  void whatSparkSaysOfLostExecutorsIsUnderstoodHoweverItIsWrapped(String message) {
    assertThat(ExecutorsLost.sign(new IllegalStateException("wrapped", lost(message))))
        .hasValue(message);
    assertThat(ExecutorsLost.sign(new IllegalStateException(message)))
        .as("somebody else says the same")
        .isEmpty();
  }

  private static SparkException lost(String message) {
    return new SparkException(message, new SparkException(message));
  }

  private Strands strands(int atOnce) {
    return new Strands(atOnce, lake, told::add, abandoned::incrementAndGet);
  }

  private static int waitFor(CountDownLatch latch) {
    try {
      latch.await();
      return 0;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return -1;
    }
  }

  @SuppressWarnings("unchecked")
  private static <E extends Throwable> int sneak(Throwable fault) throws E {
    throw (E) fault;
  }
}
