package org.desirepath.golden;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.desirepath.testing.Distribution;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The archive that is installed: it has what it should, and nothing in it tells who built it when,
 * so that two builds of the same files are the same to the byte.
 */
class DistributionTest {

  private static final int FILE = 0644;
  private static final int PROGRAM = 0755;
  private static final int RIGHTS = 0777;
  private static final Pattern TOP = Pattern.compile("desirepath-[^/]*/");

  private static final Map<String, byte[]> CONTENTS = new LinkedHashMap<>();
  private static final List<TarArchiveEntry> ENTRIES = new ArrayList<>();

  @BeforeAll
  static void read() throws IOException {
    try (InputStream file = Files.newInputStream(Distribution.archive());
        TarArchiveInputStream tar = new TarArchiveInputStream(new GZIPInputStream(file))) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        ENTRIES.add(entry);
        if (entry.isFile()) {
          CONTENTS.put(TOP.matcher(entry.getName()).replaceFirst(""), tar.readAllBytes());
        }
      }
    }
  }

  @Test
  void nothingTellsWhoBuiltItOrWhen() throws IOException {
    Set<Instant> times =
        ENTRIES.stream()
            .map(entry -> entry.getLastModifiedTime().toInstant())
            .collect(Collectors.toSet());

    assertThat(times).hasSize(1);
    for (TarArchiveEntry entry : ENTRIES) {
      assertThat(entry.getLongUserId()).as(entry.getName()).isZero();
      assertThat(entry.getLongGroupId()).as(entry.getName()).isZero();
      assertThat(entry.getUserName() + entry.getGroupName()).isEqualTo("rootroot");
      assertThat(entry.getMode() & RIGHTS)
          .as(entry.getName())
          .isEqualTo(entry.isFile() && !entry.getName().contains("/scripts/") ? FILE : PROGRAM);
    }
    assertThat(timesIn(ownJar())).hasSize(1);
  }

  @Test
  void theFilesPeopleEditAreThoseOfTheSources() throws IOException {
    for (String folder : List.of("conf", "jobs")) {
      try (Stream<Path> files = Files.walk(Path.of(folder))) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          assertThat(CONTENTS.get(file.toString()))
              .as(file.toString())
              .isEqualTo(Files.readAllBytes(file));
        }
      }
    }
    assertThat(CONTENTS.keySet().stream().filter(name -> !name.startsWith("lib/")))
        .allMatch(name -> name.matches("(conf|jobs|scripts)/.*|LICENSE|README.md"));
  }

  @Test
  void itBringsItselfAndS3AndNothingOfSpark() {
    List<String> jars =
        CONTENTS.keySet().stream()
            .filter(name -> name.startsWith("lib/"))
            .map(name -> name.substring("lib/".length()))
            .toList();

    assertThat(jars).anyMatch(jar -> jar.startsWith("desirepath-"));
    assertThat(jars).anyMatch(jar -> jar.startsWith("hadoop-aws-"));
    assertThat(jars).noneMatch(jar -> jar.matches("(spark|scala|hadoop-client|parquet|hive)-.*"));
  }

  private static byte[] ownJar() {
    return CONTENTS.entrySet().stream()
        .filter(file -> file.getKey().startsWith("lib/desirepath-"))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElseThrow();
  }

  private static Set<Long> timesIn(byte[] jar) throws IOException {
    Set<Long> times = new TreeSet<>();
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(jar))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        times.add(entry.getTime());
      }
    }
    return times;
  }
}
