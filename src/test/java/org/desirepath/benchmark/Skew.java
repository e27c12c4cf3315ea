package org.desirepath.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** What may have far more rows than all others of its kind. */
enum Skew {
  /** One person does as much on the web as all others together. */
  PERSON {
    @Override
    void lay(Path exports, List<Path> days) throws IOException {
      HeavyPerson.layBeside(days);
    }
  },

  /** Half of all people belong to one account; there are no more rows than before. */
  ACCOUNT {
    @Override
    void lay(Path exports, List<Path> days) throws IOException {
      HeavyAccount.gather(exports.resolve("salesforce/Contact.csv"));
    }
  },

  /** One cookie sends a million events, those of a day within one hour. */
  BOT {
    @Override
    void lay(Path exports, List<Path> days) throws IOException {
      BusyBot.layBeside(days);
    }
  };

  /** Changes exports, whose web files are those of a day each. */
  abstract void lay(Path exports, List<Path> days) throws IOException;

  /** Makes the same exports with this skew; the files of vendors alone are copied. */
  void addTo(Path exports, Path copy) throws IOException {
    try (Stream<Path> files = Files.walk(exports)) {
      for (Path file : files.filter(file -> isOfVendor(exports, file)).toList()) {
        Path target = copy.resolve(exports.relativize(file));
        Files.createDirectories(target.getParent());
        Files.copy(file, target);
      }
    }
    try (Stream<Path> files = Files.list(copy.resolve("ga4"))) {
      lay(copy, files.sorted().toList());
    }
  }

  private static boolean isOfVendor(Path exports, Path file) {
    return Files.isRegularFile(file) && !file.getParent().equals(exports);
  }

  /** As options and folders name it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
