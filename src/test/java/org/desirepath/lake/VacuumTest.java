package org.desirepath.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.desirepath.lake.Vacuum.Leftover;
import org.desirepath.table.PublishedTables;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VacuumTest {

  private static final Instant NOW = Instant.parse("2026-02-01T12:00:00Z");
  private static final Duration GRACE = Duration.ofHours(24);

  @TempDir Path folder;
  private Warehouse warehouse;
  private Vacuum vacuum;

  @BeforeEach
  void open() throws IOException {
    warehouse = Warehouse.at(folder.toString(), new Configuration());
    vacuum = Vacuum.at(folder.toString(), new Configuration());
  }

  @Test
  void runsOfOldVersionsGoAndTheNewestStay() throws IOException {
    published(4, Duration.ofDays(10));

    assertThat(folders(vacuum.leftovers(2, GRACE, NOW))).containsExactly(run(1), run(2));
    assertThat(folders(vacuum.leftovers(9, GRACE, NOW))).isEmpty();
    assertThatThrownBy(() -> vacuum.leftovers(0, GRACE, NOW))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void lookingRemovesNothingAndRemovingLeavesTheHistory() throws IOException {
    published(2, Duration.ofDays(10));
    Files.createDirectories(folder.resolve("quarantine/" + run(1)));

    List<Leftover> leftovers = vacuum.leftovers(1, GRACE, NOW);
    assertThat(folder.resolve("runs/" + run(1))).isDirectory();
    vacuum.remove(leftovers);

    assertThat(folder.resolve("runs/" + run(1))).doesNotExist();
    assertThat(folder.resolve("quarantine/" + run(1))).doesNotExist();
    assertThat(folder.resolve("runs/" + run(2))).isDirectory();
    assertThat(new Versions(warehouse).list()).hasSize(2);
    assertThat(vacuum.leftovers(1, GRACE, NOW)).isEmpty();
  }

  @Test
  void theRunOfARollbackStays() throws IOException {
    published(3, Duration.ofDays(10));
    new Versions(warehouse).rollback(1);
    versionAged(4, Duration.ofDays(9));

    assertThat(folders(vacuum.leftovers(1, GRACE, NOW))).containsExactly(run(2), run(3));
  }

  @Test
  void whoReadsTheCurrentVersionReadsOnForTheGraceAfterAnotherCame() throws IOException {
    published(3, Duration.ofDays(10));
    versionAged(3, Duration.ofHours(23));

    assertThat(folders(vacuum.leftovers(1, GRACE, NOW))).containsExactly(run(1));
    versionAged(3, Duration.ofHours(25));
    assertThat(folders(vacuum.leftovers(1, GRACE, NOW))).containsExactly(run(1), run(2));
  }

  @Test
  void aRunThatSomebodyClaimsMeanwhileStaysWhole() throws IOException {
    published(3, Duration.ofDays(10));
    List<Leftover> leftovers = vacuum.leftovers(1, GRACE, NOW);
    lease(1, Duration.ZERO);
    new Versions(warehouse).rollback(2);

    assertThat(vacuum.remove(leftovers)).isZero();
    for (int i = 1; i <= 2; i++) {
      assertThat(Manifest.read(warehouse, run(i))).isPresent();
    }
  }

  @Test
  void whatKilledWritersLeaveGoes() throws IOException {
    published(1, Duration.ofDays(10));
    Path draft = Files.writeString(folder.resolve("_versions/.2.json.x.draft"), "{");
    Path young = Files.writeString(folder.resolve("_versions/.2.json.y.draft"), "{");
    Path link =
        Files.createSymbolicLink(folder.resolve(".latest.x"), Path.of("runs", run(1).text()));
    aged(draft, Duration.ofHours(1));
    aged(young, Duration.ofMinutes(1));
    aged(link, Duration.ofHours(1));

    assertThat(vacuum.remove(vacuum.leftovers(1, GRACE, NOW))).isEqualTo(2);
    assertThat(draft).doesNotExist();
    assertThat(young).exists();
    assertThat(Files.isSymbolicLink(link)).isFalse();
    assertThat(Manifest.read(warehouse, run(1))).isPresent();
    assertThat(Files.readSymbolicLink(folder.resolve("latest")).getFileName())
        .hasToString(run(1).text());
  }

  @Test
  void aRunThatNeverWasPublishedStaysForTheGrace() throws IOException {
    whole(1, Duration.ofHours(23));
    whole(2, Duration.ofHours(25));

    assertThat(vacuum.leftovers(1, GRACE, NOW))
        .singleElement()
        .satisfies(
            leftover -> {
              assertThat(leftover.folder()).endsWith(run(2).text());
              assertThat(leftover.reason()).isEqualTo("it was never published");
              assertThat(leftover.bytes()).isPositive();
            });
  }

  @Test
  void aLiveRunStaysHoweverLongItTakesAndADeadOneGoesWithItsWork() throws IOException {
    whole(1, Duration.ofDays(3));
    lease(1, Lease.DEAD_AFTER.minusSeconds(1));
    whole(2, Duration.ofDays(3));
    lease(2, Lease.DEAD_AFTER.plusSeconds(1));

    assertThat(vacuum.leftovers(1, GRACE, NOW))
        .extracting(
            leftover ->
                folder
                    .toUri()
                    .relativize(new org.apache.hadoop.fs.Path(leftover.folder()).toUri())
                    .getPath())
        .containsExactly("_work/" + run(2), "runs/" + run(2));
  }

  @Test
  void aDeadRunThatSomebodyTakesUpMeanwhileStays() throws IOException {
    published(2, Duration.ofDays(10));
    lease(1, Duration.ofDays(10));
    List<Leftover> leftovers = vacuum.leftovers(1, GRACE, NOW);
    assertThat(leftovers).hasSize(2);

    try (Claim claim = Claim.of(warehouse, run(1))) {
      assertThat(vacuum.remove(leftovers)).isZero();
      assertThat(claim.isLate()).isFalse();
    }
    assertThat(Manifest.read(warehouse, run(1))).isPresent();
    assertThat(vacuum.remove(vacuum.leftovers(1, GRACE))).isEqualTo(2);
    assertThat(folder.resolve("runs/" + run(1))).doesNotExist();
  }

  @Test
  void foldersThatAreNoRunsAreNobodysBusiness() throws IOException {
    published(2, Duration.ofDays(10));
    Path stray = Files.createDirectories(folder.resolve("runs/backup"));

    assertThat(folders(vacuum.leftovers(1, GRACE, NOW))).containsExactly(run(1));
    assertThat(stray).isDirectory();
  }

  @Test
  void noGraceIsShorterThanTheSignOfLife() throws IOException {
    whole(1, Lease.DEAD_AFTER.minusSeconds(1));

    assertThat(vacuum.leftovers(1, Duration.ZERO, NOW)).isEmpty();
  }

  private void published(int number, Duration age) throws IOException {
    for (int i = 1; i <= number; i++) {
      whole(i, age);
      new Versions(warehouse).publish(run(i), i - 1);
      versionAged(i, age);
    }
  }

  private void versionAged(int number, Duration age) throws IOException {
    aged(folder.resolve("_versions/%020d.json".formatted(number)), age);
  }

  private static void aged(Path file, Duration age) throws IOException {
    Files.getFileAttributeView(file, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
        .setTimes(FileTime.from(NOW.minus(age)), null, null);
  }

  private void whole(int number, Duration age) throws IOException {
    warehouse.files().mkdirs(warehouse.run(run(number)));
    new Manifest(run(number), PublishedTables.VERSION, List.of(), List.of()).write(warehouse);
    Files.setLastModifiedTime(
        folder.resolve("runs/" + run(number) + "/" + Manifest.FILE_NAME),
        FileTime.from(NOW.minus(age)));
  }

  private void lease(int number, Duration age) throws IOException {
    Path work = Files.createDirectories(folder.resolve("_work/" + run(number)));
    Path lease = Files.writeString(work.resolve(Lease.FILE_NAME), "");
    Files.setLastModifiedTime(lease, FileTime.from(NOW.minus(age)));
  }

  private static List<RunId> folders(List<Leftover> leftovers) {
    return leftovers.stream()
        .map(leftover -> new RunId(new org.apache.hadoop.fs.Path(leftover.folder()).getName()))
        .sorted(java.util.Comparator.comparing(RunId::text))
        .toList();
  }

  private static RunId run(int number) {
    return RunId.of(LocalDate.of(2026, 1, 5), Instant.parse("2026-01-05T02:00:00Z"), number);
  }
}
