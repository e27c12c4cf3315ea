package org.desirepath.lake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;
import org.desirepath.lake.LakeException.TryAgain;
import org.desirepath.table.PersonAliases;
import org.desirepath.table.SessionFacts;
import org.desirepath.testing.MemoryObjectStore;
import org.desirepath.testing.MemoryObjectStore.Fault;
import org.desirepath.testing.Soak;
import org.desirepath.testing.SparkExtension;
import org.desirepath.testing.TextTable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The lake on an object store, through the S3A client. */
class ObjectStoreTest {

  private static final String LOCATION = "s3a://lake-test/warehouse";
  private static final int THREADS = 8;
  private static final int COMMITS = Soak.isOn() ? 50 : 4;
  private static final int LOST = 10;

  private MemoryObjectStore store;
  private Configuration configuration;
  private Warehouse warehouse;

  @BeforeEach
  void open() throws IOException {
    store = new MemoryObjectStore("lake-test");
    configuration =
        new Configuration(SparkExtension.session().sparkContext().hadoopConfiguration());
    store.configure(configuration);
    configuration.setBoolean("fs.s3a.impl.disable.cache", true);
    warehouse = Warehouse.at(LOCATION, configuration);
  }

  @AfterEach
  void close() throws IOException {
    warehouse.files().close();
    store.close();
  }

  @Test
  void theSecondWriterOfAVersionIsRefusedByTheStoreItself() throws IOException {
    Path target = warehouse.version(1);

    assertThat(AtomicCreate.create(warehouse.files(), target, "first".getBytes(UTF_8))).isTrue();
    assertThat(AtomicCreate.create(warehouse.files(), target, "second".getBytes(UTF_8))).isFalse();
    assertThat(AtomicCreate.create(warehouse.files(), target, "first".getBytes(UTF_8))).isTrue();
    assertThat(AtomicCreate.read(warehouse.files(), target)).isEqualTo("first".getBytes(UTF_8));
    assertThat(store.refusals()).isEqualTo(2);
  }

  @Test
  void ofManyWritersAtOnceEachGetsItsOwnNumberThoughAnswersAreLost() throws Exception {
    AtomicInteger uploads = new AtomicInteger();
    store.disturb(
        (method, name) ->
            method.equals("PUT") && name.endsWith(".json") && uploads.incrementAndGet() % LOST == 0
                ? Fault.LOST_ANSWER
                : Fault.NONE);
    ExecutorService writers = Executors.newFixedThreadPool(THREADS);
    try {
      List<Callable<List<Long>>> work = new ArrayList<>();
      for (int thread = 0; thread < THREADS; thread++) {
        int first = thread * COMMITS;
        work.add(() -> publishAll(first));
      }
      List<Long> numbers = new ArrayList<>();
      for (Future<List<Long>> done : writers.invokeAll(work)) {
        numbers.addAll(done.get());
      }

      assertThat(numbers)
          .containsExactlyInAnyOrder(
              LongStream.rangeClosed(1, (long) THREADS * COMMITS).boxed().toArray(Long[]::new));
      List<Version> listed = new Versions(warehouse).list();
      assertThat(listed).extracting(Version::runId).doesNotHaveDuplicates();
      assertThat(listed).hasSize(THREADS * COMMITS);
      assertThat(uploads.get()).isGreaterThan(LOST);
    } finally {
      writers.shutdownNow();
    }
  }

  @Test
  void aRunIsPublishedAndInherited() {
    SparkSession spark = SparkExtension.session();
    Configuration shared = spark.sparkContext().hadoopConfiguration();
    store.configure(shared);
    shared.setBoolean("fs.s3a.impl.disable.cache", true);
    try (Lake lake = Lake.open(spark, LOCATION, PlainRun.run(1), (stage, rows, seconds) -> {})) {
      lake.stage(LakeTest.aliases(spark, "ada"), PersonAliases::new);
      lake.publish(LakeTest.aliases(spark, "ada"), PersonAliases::new);
      lake.publish(LakeTest.sessions(spark), SessionFacts::new);
      assertThat(lake.commit().number()).isEqualTo(1);
    }
    try (Lake lake = Lake.open(spark, LOCATION, PlainRun.run(2), (stage, rows, seconds) -> {})) {
      assertThat(
              TextTable.show(
                  lake.previous(SessionFacts.CONTRACT).orElseThrow(), "session_id", "session_date"))
          .isEqualTo("s1 | 2026-01-05\ns2 | 2026-01-05\ns3 | 2026-01-06");
      new Versions(warehouse).publish(PlainRun.run(3), 1);
      assertThatThrownBy(lake::commit).isInstanceOf(TryAgain.class);
    }
  }

  private List<Long> publishAll(int first) {
    Versions versions = new Versions(warehouse);
    List<Long> numbers = new ArrayList<>();
    for (int i = first; i < first + COMMITS; i++) {
      while (numbers.size() <= i - first) {
        long base = versions.current().map(Version::number).orElse(Version.NONE);
        try {
          numbers.add(versions.publish(PlainRun.run(i), base).number());
        } catch (TryAgain late) {
          assertThat(late).hasMessageContaining("try again");
        }
      }
    }
    return numbers;
  }
}
