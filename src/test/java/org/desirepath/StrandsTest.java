package org.desirepath;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.desirepath.Strands.Strand;
import org.junit.jupiter.api.Test;

class StrandsTest {

  private final AtomicInteger abandoned = new AtomicInteger();

  @Test
  void stepsThatWaitForEarlierOnesEndEvenOneAtATime() {
    try (Strands strands = strands(1)) {
      Strand<Integer> first = strands.start(() -> 1);
      Strand<Integer> second = strands.start(() -> first.get() + 1);
      Strand<Integer> third = strands.start(() -> first.get() + second.get());

      assertThat(third.get()).isEqualTo(3);
    }
    assertThat(abandoned).hasValue(0);
  }

  @Test
  void theFirstFailureEndsTheWaitForEveryStep() {
    CountDownLatch never = new CountDownLatch(1);
    try (Strands strands = strands(2)) {
      Strand<Integer> endless = strands.start(() -> waitFor(never));
      strands.start(
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
      Strand<Integer> endless = strands.start(() -> waitFor(never));
      strands.start(() -> StrandsTest.<RuntimeException>sneak(new IOException("full")));

      assertThatThrownBy(endless::get).hasRootCauseMessage("full");
    }
  }

  private Strands strands(int atOnce) {
    return new Strands(atOnce, null, abandoned::incrementAndGet);
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
