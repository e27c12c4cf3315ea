package org.desirepath.lake;

import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;
import org.desirepath.lake.LakeException.TryAgain;
import org.desirepath.table.PersonAliases;
import org.desirepath.testing.SparkExtension;

/** A process that publishes until it is killed, and says where it stands. */
final class DyingWriter {

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
    boolean isWarm = false;
    for (int i = first; ; i++) {
      try {
        PlainRun.publish(warehouse, i);
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
      try (Lake lake = Lake.open(spark, location, PlainRun.run(i), (stage, rows, seconds) -> {})) {
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

  private static void say(String word) {
    System.out.println(word);
    System.out.flush();
  }
}
