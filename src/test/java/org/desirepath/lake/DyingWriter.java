package org.desirepath.lake;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;
import org.desirepath.lake.LakeException.TryAgain;
import org.desirepath.table.PersonAliases;
import org.desirepath.table.PublishedTables;
import org.desirepath.testing.SparkExtension;

/** A process that publishes until it is killed, and says where it stands. */
final class DyingWriter {

  static final String TABLE = "map_person_alias";

  private DyingWriter() {}

  /** Arguments: the warehouse, the number of the first run, and {@code files} or {@code spark}. */
  public static void main(String[] arguments) throws IOException {
    int first = Integer.parseInt(arguments[1]);
    if (arguments[2].equals("spark")) {
      publishTables(arguments[0], first);
    } else {
      publishFiles(arguments[0], first);
    }
  }

  /** Publishes runs of one plain file as fast as it can; one that comes too late it gives up. */
  private static void publishFiles(String location, int first) throws IOException {
    Warehouse warehouse = Warehouse.at(location, new Configuration());
    Versions versions = new Versions(warehouse);
    boolean isWarm = false;
    for (int i = first; ; i++) {
      RunId run = run(i);
      long base = versions.current().map(Version::number).orElse(Version.NONE);
      byte[] rows = "row\n".repeat(1 + i % 5000).getBytes(StandardCharsets.UTF_8);
      Path file = new Path(warehouse.table(run, TABLE), "part-0");
      try (var out = warehouse.files().create(file, false)) {
        out.write(rows);
      }
      var stored = new Manifest.StoredFile("part-0", 1 + i % 5000, rows.length);
      var table =
          new Manifest.StoredTable(
              TABLE, stored.rows(), stored.bytes(), "", List.of(), List.of(stored));
      new Manifest(run, PublishedTables.VERSION, List.of(table), List.of()).write(warehouse);
      try {
        versions.publish(run, base);
      } catch (TryAgain lost) {
        continue;
      }
      if (!isWarm) {
        say("warm");
        isWarm = true;
      }
    }
  }

  /** Publishes one run with Spark, then dies between the tables of the second. */
  private static void publishTables(String location, int first) throws IOException {
    SparkSession spark = SparkExtension.session();
    for (int i = first; ; i++) {
      try (Lake lake = Lake.open(spark, location, run(i), (stage, rows, seconds) -> {})) {
        lake.stage(LakeTest.aliases(spark, "ada"), PersonAliases::new);
        lake.publish(LakeTest.aliases(spark, "ada", "bob"), PersonAliases::new);
        if (i == first + 1) {
          say("stored");
          if (System.in.read() < 0) {
            return;
          }
        }
        lake.commit();
      }
    }
  }

  static RunId run(int number) {
    return RunId.of(LocalDate.of(2026, 1, 5), Instant.parse("2026-01-05T02:00:00Z"), number);
  }

  private static void say(String word) {
    System.out.println(word);
    System.out.flush();
  }
}
