package org.desirepath.source;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.apache.spark.sql.SparkSession;
import org.desirepath.settings.IdentifierRules;
import org.desirepath.settings.SourceSettings;
import org.desirepath.table.Records;
import org.desirepath.table.Refusals;

/** A small vendor: visits as json lines, customers, groups and orders as csv. */
final class Shop {

  static final String MAPPING =
      """
      source: shop
      kind: web
      folder: shop
      functions:
        - shout(word STRING) RETURNS STRING RETURN upper(word)
      records:
        - record: visit
          files: ["visits*.json{,.gz}"]
          format: json
          columns:
            at: timestamp
            what: string
            who: string
            login: string
            agent: string
            page: string
            tags: ARRAY<STRING>
          required: [at, what, who]
          key: concat_ws('|', who, at, what)
          seen-at: at
          visitor: who
          bot: contains(agent, 'bot')
          when: what IN ('view', 'buy')
          identifiers:
            - email: login
            - cookie: who
          events:
            - type-of: what
              occurred-at: at
              direction: customer
              page: page
              label: shout(tags[0])
        - record: customer
          files: ["customers*.csv"]
          format: csv
          columns:
            id: string
            mail: string
            title: string
            group_id: string
            created: timestamp
            changed: timestamp
            merged: string?
          required: [id, created]
          key: id
          seen-at: created
          version: changed
          lookups:
            team: {record: group, where: group_id, take: [label]}
          identifiers:
            - contact: id
            - email: mail
          merged-into:
            contact: merged
          person:
            title: title
            department: team.label
            created-at: created
        - record: group
          files: ["groups.csv"]
          may-be-missing: true
          format: csv
          columns: {id: string, label: string, created: timestamp}
          required: [id]
          key: id
          seen-at: created
      """;

  static final Instant AS_OF = Instant.parse("2026-03-01T00:00:00Z");

  static final SourceSettings SETTINGS =
      new SourceSettings(
          "exports",
          List.of("shop.yaml"),
          Duration.ofDays(365),
          LocalDate.of(2015, 1, 1),
          Duration.ofDays(30),
          1000,
          5,
          0.5);

  private final Path exports;

  Shop(Path exports) {
    this.exports = exports;
  }

  /** Writes a text file below the shop's folder, compressed if its name says so. */
  Shop with(String name, String text) {
    return with(name, text.getBytes(StandardCharsets.UTF_8));
  }

  /** Writes a file below the shop's folder, compressed if its name says so. */
  Shop with(String name, byte[] content) {
    try {
      Files.createDirectories(exports.resolve("shop"));
      Files.write(
          exports.resolve("shop").resolve(name), name.endsWith(".gz") ? gzip(content) : content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return this;
  }

  /** Writes only the first half of a compressed file. */
  Shop withHalfOf(String name, String text) {
    byte[] whole = gzip(text.getBytes(StandardCharsets.UTF_8));
    try {
      Files.createDirectories(exports.resolve("shop"));
      Files.write(exports.resolve("shop").resolve(name), Arrays.copyOf(whole, whole.length / 2));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return this;
  }

  String folder() {
    return exports.toString();
  }

  /** Reads the exports and stores what was read, as a run does. */
  Records read(SparkSession spark) {
    String stored = exports.resolve("stored").toString();
    ReadRecords.from(
            spark,
            ExportListing.of(spark, List.of(Mapping.read(MAPPING, "shop.yaml")), folder()),
            SETTINGS,
            new IdentifierRules(List.of("info"), List.of("null", "test@test.com")),
            AS_OF)
        .rows()
        .write()
        .mode("overwrite")
        .parquet(stored);
    return new Records(spark.read().parquet(stored));
  }

  /** Judges the stored rows, and stores that as well. */
  Refusals judge(SparkSession spark, Records records) {
    String stored = exports.resolve("judged").toString();
    JudgeRecords.from(records, SETTINGS).rows().write().mode("overwrite").parquet(stored);
    return new Refusals(spark.read().parquet(stored));
  }

  private static byte[] gzip(byte[] content) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
