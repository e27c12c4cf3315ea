package org.desirepath.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hadoop.conf.Configuration;
import org.desirepath.lake.LakeException.CannotWrite;
import org.desirepath.lake.LakeException.NotFound;
import org.desirepath.lake.LakeException.NotPermitted;
import org.desirepath.lake.LakeException.TryAgain;
import org.desirepath.testing.MemoryObjectStore;
import org.desirepath.testing.MemoryObjectStore.Fault;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An object store that answers as a busy, a broken or a closed one does. */
class DisturbedStoreTest {

  private static final String VERSIONS = "warehouse/_versions/";

  private MemoryObjectStore store;
  private Configuration configuration;
  private Warehouse warehouse;
  private Versions versions;

  @BeforeEach
  void open() throws IOException {
    store = new MemoryObjectStore("lake-test");
    configuration = new Configuration();
    store.configure(configuration);
    configuration.setBoolean("fs.s3a.impl.disable.cache", true);
    // A client that gives up soon; how often it tries is its own affair.
    configuration.set("fs.s3a.attempts.maximum", "2");
    configuration.set("fs.s3a.retry.limit", "2");
    configuration.set("fs.s3a.retry.interval", "5ms");
    configuration.set("fs.s3a.retry.throttle.limit", "2");
    configuration.set("fs.s3a.retry.throttle.interval", "5ms");
    warehouse = Warehouse.at("s3a://lake-test/warehouse", configuration);
    versions = new Versions(warehouse);
    versions.publish(run(1), 0);
  }

  @AfterEach
  void close() throws IOException {
    warehouse.files().close();
    store.close();
  }

  @Test
  void anAnswerThatIsLostDoesNotLoseTheVersion() {
    AtomicInteger puts = new AtomicInteger();
    store.disturb(
        (method, name) ->
            isPut(method, name) && puts.getAndIncrement() == 0 ? Fault.LOST_ANSWER : Fault.NONE);

    assertThat(versions.publish(run(2), 1).number()).isEqualTo(2);
    assertThat(puts.get()).isGreaterThan(1);
    assertThat(versions.list()).extracting(Version::runId).containsExactly(run(1), run(2));
  }

  @Test
  void whereEveryAnswerIsLostTheStoreIsAskedWhatItHas() {
    store.disturb((method, name) -> isPut(method, name) ? Fault.LOST_ANSWER : Fault.NONE);

    assertThat(versions.publish(run(2), 1).number()).isEqualTo(2);
  }

  @Test
  void aConflictWithAnUploadUnderWayIsTriedAgain() {
    AtomicInteger puts = new AtomicInteger();
    store.disturb(
        (method, name) ->
            isPut(method, name) && puts.getAndIncrement() < 3
                ? Fault.refused(409, "ConditionalRequestConflict")
                : Fault.NONE);

    assertThat(versions.publish(run(2), 1).number()).isEqualTo(2);
    assertThat(puts).hasValue(4);
  }

  @Test
  void aConflictThatSomebodyElseWonIsToldAsSuch() {
    versions.publish(run(2), 1);
    store.disturb(
        (method, name) ->
            isPut(method, name) ? Fault.refused(409, "ConditionalRequestConflict") : Fault.NONE);

    assertThatThrownBy(() -> versions.publish(run(3), 1))
        .isInstanceOf(TryAgain.class)
        .hasMessageContaining("version 2 of run " + run(2) + " was published meanwhile");
  }

  @Test
  void aStoreThatFailsForAWhileIsTriedAgainAndOneThatStaysAwayIsTold() {
    AtomicInteger puts = new AtomicInteger();
    store.disturb(
        (method, name) ->
            isPut(method, name) && puts.getAndIncrement() == 0
                ? Fault.refused(503, "SlowDown")
                : Fault.NONE);
    assertThat(versions.publish(run(2), 1).number()).isEqualTo(2);

    for (Fault fault :
        new Fault[] {Fault.refused(500, "InternalError"), Fault.refused(503, "SlowDown")}) {
      store.disturb((method, name) -> fault);
      assertThatThrownBy(() -> versions.publish(run(3), 2))
          .isInstanceOf(TryAgain.class)
          .hasMessageContaining("storage failed")
          .hasMessageContaining(Integer.toString(fault.status()));
      assertThatThrownBy(versions::current)
          .isInstanceOf(TryAgain.class)
          .hasMessageStartingWith("Cannot read versions of s3a://lake-test/warehouse");
      store.disturb((method, name) -> Fault.NONE);
      assertThat(versions.current()).map(Version::runId).contains(run(2));
    }
  }

  @Test
  void credentialsThatHaveExpiredAreToldAsSuch() {
    for (Fault fault :
        new Fault[] {
          Fault.refused(400, "ExpiredToken"),
          Fault.refused(403, "InvalidAccessKeyId"),
          Fault.refused(403, "AccessDenied")
        }) {
      store.disturb((method, name) -> fault);

      assertThatThrownBy(versions::current)
          .as(fault.code())
          .isInstanceOf(NotPermitted.class)
          .hasMessageContaining("storage refuses the credentials");
      assertThatThrownBy(() -> versions.publish(run(2), 1)).isInstanceOf(NotPermitted.class);
    }
    store.disturb((method, name) -> Fault.NONE);
    assertThat(versions.publish(run(2), 1).number()).isEqualTo(2);
  }

  @Test
  void aBucketThatIsNotThereIsToldAsSuch() {
    store.disturb((method, name) -> Fault.refused(404, "NoSuchBucket"));

    assertThatThrownBy(versions::current)
        .isInstanceOf(NotFound.class)
        .hasMessageContaining("NoSuchBucket");
  }

  @Test
  void aRequestThatMakesNoSenseIsNotTriedAgainForEver() {
    store.disturb((method, name) -> Fault.refused(400, "InvalidArgument"));

    assertThatThrownBy(() -> versions.publish(run(2), 1)).isInstanceOf(CannotWrite.class);
  }

  private static boolean isPut(String method, String name) {
    return method.equals("PUT") && name.startsWith(VERSIONS) && name.endsWith(".json");
  }

  private static RunId run(int number) {
    return RunId.of(LocalDate.of(2026, 1, 5), Instant.parse("2026-01-05T02:00:00Z"), number);
  }
}
