package org.desirepath.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.apache.hadoop.conf.Configuration;
import org.desirepath.lake.LakeException.NotFound;
import org.desirepath.lake.LakeException.TryAgain;
import org.desirepath.table.PublishedTables;
import org.desirepath.testing.Soak;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VersionsTest {

  private static final int THREADS = 8;
  private static final int COMMITS = Soak.isOn() ? 50 : 20;

  @TempDir Path folder;
  private Warehouse warehouse;
  private Versions versions;

  @BeforeEach
  void open() throws IOException {
    warehouse = Warehouse.at(folder.toString(), new Configuration());
    versions = new Versions(warehouse);
  }

  @Test
  void anEmptyWarehouseHasNoVersion() {
    assertThat(versions.current()).isEmpty();
    assertThat(versions.list()).isEmpty();
    assertThatThrownBy(versions::rollback).isInstanceOf(NotFound.class);
  }

  @Test
  void aVersionKeepsItsRunAndBase() {
    versions.publish(run(1), 0);
    versions.publish(run(2), 1);

    assertThat(versions.current()).contains(new Version(2, run(2), 1, Version.PUBLISHED_BY_RUN));
    assertThat(folder.resolve("_versions/00000000000000000002.json")).isRegularFile();
  }

  @Test
  void aNumberIsGivenOnce() {
    versions.publish(run(1), 0);

    assertThatThrownBy(() -> versions.publish(run(2), 0))
        .isInstanceOf(TryAgain.class)
        .hasMessage(
            "Run %s started from version 0, but version 1 of run %s was published meanwhile;"
                    .formatted(run(2), run(1))
                + " nothing was published, try again");
  }

  @Test
  void aRequestThatIsSentAgainAfterItsAnswerWasLostSucceeds() {
    versions.publish(run(1), 0);

    assertThat(versions.publish(run(1), 0).number()).isEqualTo(1);
  }

  @Test
  void draftsOfVersionsAreNoVersions() throws IOException {
    versions.publish(run(1), 0);
    Files.writeString(folder.resolve("_versions/.00000000000000000002.json.x.draft"), "{");
    Files.writeString(folder.resolve("_versions/00000000000000000003.json.copy"), "{");

    assertThat(versions.list()).extracting(Version::number).containsExactly(1L);
  }

  @Test
  void latestPointsToTheCurrentRun() throws IOException {
    versions.publish(run(1), 0);
    versions.publish(run(2), 1);

    assertThat(Files.readSymbolicLink(folder.resolve("latest")))
        .isEqualTo(Path.of("runs", run(2).text()));
    try (var files = Files.list(folder)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("_versions", "latest");
    }
  }

  @Test
  void rollbackGoesBackOneRunEachTimeAndRemovesNothing() throws IOException {
    for (int i = 1; i <= 3; i++) {
      whole(run(i));
      versions.publish(run(i), i - 1);
    }

    assertThat(versions.rollback()).isEqualTo(new Version(4, run(2), 3, "rollback to version 2"));
    assertThat(versions.rollback()).isEqualTo(new Version(5, run(1), 4, "rollback to version 1"));
    assertThatThrownBy(versions::rollback)
        .isInstanceOf(NotFound.class)
        .hasMessage("No version was published before run " + run(1));
    assertThat(versions.rollback(3)).isEqualTo(new Version(6, run(3), 5, "rollback to version 3"));
    assertThat(versions.list()).hasSize(6);
  }

  @Test
  void aRollbackGivesWayToARemovalThatHasBegunAndLeavesNoClaim() throws IOException {
    whole(run(1));
    whole(run(2));
    versions.publish(run(1), 0);
    versions.publish(run(2), 1);

    Claim removal = Claim.toRemove(warehouse, run(1));
    assertThatThrownBy(versions::rollback)
        .isInstanceOf(NotFound.class)
        .hasMessageContaining("were removed");
    assertThat(versions.list()).hasSize(2);
    removal.close();
    assertThat(versions.rollback().runId()).isEqualTo(run(1));
    assertThat(warehouse.list(warehouse.works())).isEmpty();
    assertThat(warehouse.list(warehouse.run(run(1)))).hasSize(1);
  }

  @Test
  void aRunThatWasRemovedIsNotRolledBackTo() {
    versions.publish(run(1), 0);
    versions.publish(run(2), 1);

    assertThatThrownBy(versions::rollback)
        .isInstanceOf(NotFound.class)
        .hasMessage("The tables of version 1, run %s, were removed".formatted(run(1)));
    assertThatThrownBy(() -> versions.rollback(7))
        .isInstanceOf(NotFound.class)
        .hasMessageStartingWith("There is no version 7");
  }

  @Test
  void ofManyWritersAtOnceEachGetsItsOwnNumberAndNoneIsLost() throws Exception {
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

      Long[] all = LongStream.rangeClosed(1, (long) THREADS * COMMITS).boxed().toArray(Long[]::new);
      assertThat(numbers).containsExactlyInAnyOrder(all);
      List<Version> listed = versions.list();
      assertThat(listed).extracting(Version::number).containsExactly(all);
      assertThat(listed).extracting(Version::runId).doesNotHaveDuplicates();
      assertThat(Files.readSymbolicLink(folder.resolve("latest")))
          .isEqualTo(Path.of("runs", listed.get(listed.size() - 1).runId().text()));
    } finally {
      writers.shutdownNow();
    }
  }

  @Test
  void whereRenameIsTheAtomicStepTheSecondIsRefusedAndNoDraftStays() throws IOException {
    org.apache.hadoop.fs.Path target = new org.apache.hadoop.fs.Path(warehouse.root(), "file");
    byte[] first = "first".getBytes(StandardCharsets.UTF_8);

    assertThat(AtomicCreate.renameIfFree(warehouse.files(), target, first)).isTrue();
    assertThat(AtomicCreate.renameIfFree(warehouse.files(), target, new byte[] {1})).isFalse();
    assertThat(AtomicCreate.read(warehouse.files(), target)).isEqualTo(first);
    assertThat(warehouse.list(warehouse.root())).hasSize(1);
  }

  private List<Long> publishAll(int first) {
    List<Long> numbers = new ArrayList<>();
    for (int i = first; i < first + COMMITS; i++) {
      while (true) {
        long base = versions.current().map(Version::number).orElse(Version.NONE);
        try {
          numbers.add(versions.publish(run(i), base).number());
          break;
        } catch (TryAgain late) {
          assertThat(late).hasMessageContaining("try again");
        }
      }
    }
    return numbers;
  }

  private void whole(RunId run) throws IOException {
    warehouse.files().mkdirs(warehouse.run(run));
    new Manifest(run, PublishedTables.VERSION, List.of(), List.of()).write(warehouse);
  }

  private static RunId run(int entropy) {
    return RunId.of(LocalDate.of(2026, 1, 5), Instant.parse("2026-01-06T02:03:04Z"), entropy);
  }
}
