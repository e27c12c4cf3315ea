package org.desirepath.lake;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PromotionsTest {

  @TempDir private Path warehouse;

  @Test
  void theLastOneCounts() {
    assertThat(promotions().current()).isEmpty();

    promotions().promote("one");
    promotions().promote("two");

    assertThat(promotions().current()).contains("two");
  }

  @Test
  void whatIsWithdrawnNoLongerCounts() {
    promotions().promote("one");

    promotions().withdraw();

    assertThat(promotions().current()).isEmpty();
    promotions().promote("two");
    assertThat(promotions().current()).contains("two");
  }

  @Test
  void ofSeveralAtTheSameTimeNoneIsLostUnsaid() {
    AtomicInteger refused = new AtomicInteger();
    IntStream.range(0, 40)
        .parallel()
        .forEach(
            i -> {
              try {
                promotions().promote("model " + i);
              } catch (LakeException.TryAgain taken) {
                refused.incrementAndGet();
              }
            });

    String[] kept =
        warehouse
            .resolve("_promotions")
            .toFile()
            .list((folder, name) -> name.matches("\\d+\\.json"));
    assertThat(kept).hasSize(40 - refused.get());
    assertThat(promotions().current().orElseThrow()).startsWith("model ");
  }

  private Promotions promotions() {
    return Promotions.at(warehouse.toString(), new Configuration());
  }
}
