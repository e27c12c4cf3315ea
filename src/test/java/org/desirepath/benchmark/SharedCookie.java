package org.desirepath.benchmark;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.count_distinct;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.sha2;
import static org.apache.spark.sql.functions.timestamp_seconds;
import static org.desirepath.table.Identifiers.IS_BRIDGE;
import static org.desirepath.table.Identifiers.PERSON_ID;
import static org.desirepath.table.Sightings.LEFT_KEY;
import static org.desirepath.table.Sightings.LEFT_KIND;
import static org.desirepath.table.Sightings.RIGHT_KEY;
import static org.desirepath.table.Sightings.RIGHT_KIND;
import static org.desirepath.table.Sightings.SEEN_AT;
import static org.desirepath.table.Sightings.SIGHTING_ID;
import static org.desirepath.table.Sightings.TIE;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.desirepath.identity.Stitched;
import org.desirepath.settings.IdentitySettings;
import org.desirepath.settings.InferredRoleSettings;
import org.desirepath.table.Mailboxes;
import org.desirepath.table.Sightings;

/** What one cookie that a crowd shares costs the steps that stitch identifiers into persons. */
final class SharedCookie {

  private static final IdentitySettings SETTINGS =
      new IdentitySettings(
          Map.of("cookie", 4, "email", 4, "login", 4, "ticket_user", 4, "lead", 4),
          List.of("contact"),
          "people.yaml",
          new InferredRoleSettings(10, 100, 0.6, 0.3, 1000, 1));

  private static final long VISITORS_TO_WARM_UP = 10_000;

  private SharedCookie() {}

  /**
   * The step over the same visitors, without and with the cookie.
   *
   * @param visitors each with a contact, an e-mail and two cookies of their own
   * @param secondsWithout the step without the shared cookie
   * @param secondsWith the step with it
   * @param persons without it; with it one more, the cookie's own
   */
  record Measurement(long visitors, double secondsWithout, double secondsWith, long persons) {

    double ratio() {
      return secondsWith / secondsWithout;
    }

    String text() {
      return String.format(
          Locale.ROOT,
          "%,d visitors, %,d persons, identities resolved in %.1f s; one cookie shared by all of"
              + " them: %.1f s, %.2f x, nobody merged%n",
          visitors,
          persons,
          secondsWithout,
          secondsWith,
          ratio());
    }
  }

  private record Found(double seconds, long persons, long shared) {}

  /** Measures both after a warm-up of both, and refuses answers that merge anybody. */
  static Measurement measure(SparkSession spark, long visitors, Path work) {
    compare(spark, VISITORS_TO_WARM_UP, work);
    return compare(spark, visitors, work);
  }

  private static Measurement compare(SparkSession spark, long visitors, Path work) {
    Dataset<Row> own = kept(own(spark, visitors), work.resolve("sightings-own-" + visitors));
    Dataset<Row> shared =
        kept(shared(spark, visitors), work.resolve("sightings-shared-" + visitors));
    Found without = resolve(own, work);
    Found with = resolve(own.unionByName(shared), work);
    if (without.persons() != visitors
        || without.shared() != 0
        || with.persons() != visitors + 1
        || with.shared() != 1) {
      throw new IllegalStateException("Not one person a visitor: " + without + ", " + with);
    }
    return new Measurement(visitors, without.seconds(), with.seconds(), without.persons());
  }

  /** Each table is stored as Parquet and read again, as in a night. */
  private static Found resolve(Dataset<Row> sightings, Path work) {
    Mailboxes none =
        new Mailboxes(
            sightings.sparkSession().createDataFrame(List.of(), Mailboxes.CONTRACT.schema()));
    AtomicInteger tables = new AtomicInteger();
    UnaryOperator<Dataset<Row>> stored =
        rows -> {
          String folder = work.resolve("stitched-" + tables.incrementAndGet()).toString();
          rows.write().mode(SaveMode.Overwrite).parquet(folder);
          return rows.sparkSession().read().parquet(folder);
        };
    Instant start = Instant.now();
    Row found =
        Stitched.of(new Sightings(sightings), none, SETTINGS, Optional.empty(), stored)
            .identifiers()
            .rows()
            .agg(count_distinct(PERSON_ID.col()), count_if(not(IS_BRIDGE.col())))
            .head();
    double seconds = Night.seconds(Duration.between(start, Instant.now()));
    return new Found(seconds, found.getLong(0), found.getLong(1));
  }

  /** Rows as the step finds them: in Parquet, made unless they are there. */
  private static Dataset<Row> kept(Dataset<Row> rows, Path folder) {
    if (!Files.exists(folder.resolve("_SUCCESS"))) {
      rows.write().mode(SaveMode.Overwrite).parquet(folder.toString());
    }
    return rows.sparkSession().read().parquet(folder.toString());
  }

  /** Three rows a visitor: the contact with the e-mail, the e-mail with each of two cookies. */
  private static Dataset<Row> own(SparkSession spark, long visitors) {
    Dataset<Row> visitor = spark.range(visitors).toDF();
    return sightings(visitor, "contact", key("contact"), "email", key("email"))
        .unionByName(sightings(visitor, "email", key("email"), "cookie", key("phone")))
        .unionByName(sightings(visitor, "email", key("email"), "cookie", key("desk")));
  }

  /** One row more a visitor: the e-mail with the same cookie. */
  private static Dataset<Row> shared(SparkSession spark, long visitors) {
    return sightings(
        spark.range(visitors).toDF(), "email", key("email"), "cookie", sha2(lit("shared"), 256));
  }

  private static Dataset<Row> sightings(
      Dataset<Row> visitors, String kind, Column key, String otherKind, Column otherKey) {
    return visitors.select(
        SIGHTING_ID.is(sha2(concat(key, otherKey), 256)),
        SEEN_AT.is(timestamp_seconds(col("id").plus(1_767_225_600))),
        TIE.is(lit("record")),
        LEFT_KIND.is(lit(kind)),
        LEFT_KEY.is(key),
        RIGHT_KIND.is(lit(otherKind)),
        RIGHT_KEY.is(otherKey));
  }

  private static Column key(String what) {
    return sha2(concat(lit(what), col("id").cast("string")), 256);
  }
}
