package org.desirepath;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
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
import org.slf4j.MDC;

@ExtendWith(SparkExtension.class)
class StrandsTest {

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

  private Strands strands(int atOnce) {
    return new Strands(atOnce, lake, abandoned::incrementAndGet);
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
