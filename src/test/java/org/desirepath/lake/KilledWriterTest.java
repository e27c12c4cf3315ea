package org.desirepath.lake;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;
import org.desirepath.table.PersonAliases;
import org.desirepath.testing.Soak;
import org.desirepath.testing.SparkExtension;
import org.desirepath.testing.TextTable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Writers are killed at any moment; readers always see one whole version. */
class KilledWriterTest {

  private static final int KILLS = Soak.isOn() ? 200 : 12;
  private static final int KEPT = 3;
  private static final int MOST_VERSIONS = 8;
  private static final int LONGEST_LIFE_MILLIS = 20;
  private static final int RACES = 100;

  @TempDir Path folder;
  private Versions versions;

  @BeforeEach
  void open() {
    versions = Versions.at(folder.toString(), new Configuration());
  }

  @Test
  void readersSeeAWholeVersionWhileWritersAreKilledAtAnyMoment() throws Exception {
    Random random = new Random(7);
    List<Long> seen = new ArrayList<>();
    for (int kill = 0; kill < KILLS; kill++) {
      Process writer = start(1_000_000 * (kill + 1), "files");
      awaitWord(writer, "warm");
      long last = versions.current().orElseThrow().number() + random.nextInt(MOST_VERSIONS);
      while (writer.isAlive() && versions.current().orElseThrow().number() < last) {
        checkCurrent().ifPresent(seen::add);
      }
      long dies = System.nanoTime() + random.nextInt(LONGEST_LIFE_MILLIS) * 1_000_000L;
      while (System.nanoTime() < dies) {
        checkCurrent().ifPresent(seen::add);
      }
      writer.destroyForcibly().waitFor();
      checkCurrent().ifPresent(seen::add);
    }

    assertThat(seen).isSorted();
    List<Version> listed = versions.list();
    assertThat(listed.size()).isGreaterThan(2 * KILLS);
    PlainRun.assertHistory(folder, listed);
    assertNothingIsLeftToPeople(listed);
  }

  /** After a day vacuum alone has brought the warehouse to what the kept versions need. */
  private void assertNothingIsLeftToPeople(List<Version> listed) throws IOException {
    Vacuum vacuum = Vacuum.at(folder.toString(), new Configuration());
    try (Stream<Path> found = Files.walk(folder)) {
      for (Path path : found.toList()) {
        Files.getFileAttributeView(path, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
            .setTimes(FileTime.from(Instant.now().minus(Duration.ofHours(25))), null, null);
      }
    }
    vacuum.remove(vacuum.leftovers(KEPT, Duration.ofHours(24)));

    Set<Path> needed = new HashSet<>();
    needed.add(folder.resolve("latest"));
    for (Version version : listed) {
      needed.add(folder.resolve("_versions/%020d.json".formatted(version.number())));
    }
    for (Version version : listed.subList(listed.size() - KEPT, listed.size())) {
      Path run = folder.resolve("runs").resolve(version.runId().text());
      needed.add(run.resolve(Manifest.FILE_NAME));
      needed.add(run.resolve(PlainRun.TABLE).resolve("part-0"));
      PlainRun.assertWhole(folder, version);
    }
    try (Stream<Path> found = Files.walk(folder)) {
      assertThat(
              found
                  .filter(path -> !Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS))
                  // Hadoop's checksums of local files, which go with them.
                  .filter(path -> !path.toString().endsWith(".crc")))
          .containsExactlyInAnyOrderElementsOf(needed);
    }
  }

  @Test
  void ofWritersAtOnceOneComesFirstAndTheOtherTriesAgain() throws Exception {
    Process one = start(1_000_000, "files");
    Process other = start(2_000_000, "files");
    awaitWord(one, "warm");
    awaitWord(other, "warm");
    long last = versions.current().orElseThrow().number() + RACES;
    while (one.isAlive() && other.isAlive() && versions.current().orElseThrow().number() < last) {
      checkCurrent();
    }
    one.destroyForcibly().waitFor();
    other.destroyForcibly().waitFor();

    List<Version> listed = versions.list();
    assertThat(listed.size()).isGreaterThanOrEqualTo(RACES);
    PlainRun.assertHistory(folder, listed);
  }

  @Test
  void aRunKilledBetweenItsTablesLeavesTheVersionBeforeAndTheNextRunGoesOn() throws Exception {
    Process writer = start(1, "spark");
    awaitWord(writer, "stored");
    writer.destroyForcibly().waitFor();

    assertThat(versions.list()).extracting(Version::runId).containsExactly(PlainRun.run(1));
    checkCurrent();
    Path dead = folder.resolve("_work").resolve(PlainRun.run(2).text());
    assertThat(dead.resolve(PlainRun.TABLE)).isDirectory();
    Files.setLastModifiedTime(
        dead.resolve(Lease.FILE_NAME),
        FileTime.from(Instant.now().minus(Lease.DEAD_AFTER).minusSeconds(60)));
    SparkSession spark = SparkExtension.session();
    try (Lake lake =
        Lake.open(spark, folder.toString(), PlainRun.run(3), (stage, rows, seconds) -> {})) {
      assertThat(dead).doesNotExist();
      assertThat(
              TextTable.show(
                  lake.previous(PersonAliases.CONTRACT).orElseThrow(), "retired_person_id"))
          .isEqualTo("ada\nbob");
      lake.publish(LakeTest.aliases(spark, "cora"), PersonAliases::new);
      assertThat(lake.commit().number()).isEqualTo(2);
    }
    assertThat(
            Vacuum.at(folder.toString(), new Configuration())
                .leftovers(2, Duration.ofHours(1), Instant.now().plus(Duration.ofHours(2))))
        .singleElement()
        .satisfies(leftover -> assertThat(leftover.folder()).endsWith(PlainRun.run(2).text()));
  }

  private Optional<Long> checkCurrent() throws IOException {
    Optional<Version> current = versions.current();
    if (current.isPresent()) {
      PlainRun.assertWhole(folder, current.get());
    }
    return current.map(Version::number);
  }

  private Process start(int firstRun, String kind) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
            .filter(argument -> !argument.startsWith("-javaagent"))
            .toList());
    command.addAll(
        List.of(
            "-cp",
            System.getProperty("java.class.path"),
            DyingWriter.class.getName(),
            folder.toString(),
            Integer.toString(firstRun),
            kind));
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
  }

  private static void awaitWord(Process writer, String word) throws IOException {
    BufferedReader said =
        new BufferedReader(new InputStreamReader(writer.getInputStream(), StandardCharsets.UTF_8));
    String line = said.readLine();
    while (line != null && !line.equals(word)) {
      line = said.readLine();
    }
    assertThat(line).as("what the writer said before it ended").isEqualTo(word);
  }
}
