package org.desirepath.source;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_set;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.sort_array;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.types.DataTypes.StringType;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.desirepath.settings.IdentifierRules;
import org.desirepath.settings.SourceSettings;
import org.desirepath.table.Events;
import org.desirepath.table.Field;
import org.desirepath.table.Quarantine;
import org.desirepath.table.Records;

/** Reads every row of every export once. */
public final class ReadRecords {

  private static final int PLANNERS = 4;
  private static final String OTHER_KEY = "_key_of_";

  private ReadRecords() {}

  /**
   * Reads the exports as the mappings say.
   *
   * <p>Every row of every file becomes one row, whatever is wrong with it, and every file one more.
   * Compressed files are first read through once, so that none of the rows of a broken file is
   * used. Rows are neither compared nor dropped, so nothing is shuffled but what a lookup joins:
   * records with lookups are joined here and now and kept by the executors, so that the plan of all
   * readings together needs no exchange and is made once; where an executor is lost, the step fails
   * and is done again.
   *
   * @param spark the session to read with; the functions of the mappings are registered in it
   * @param exports their files, and how each source is read
   * @param settings which rows are refused
   * @param rules how single identifiers are judged
   * @param asOf the moment the data is taken as of
   */
  public static Records from(
      SparkSession spark,
      ExportListing exports,
      SourceSettings settings,
      IdentifierRules rules,
      Instant asOf) {
    List<Mapping> mappings = exports.mappings();
    Map<String, Mapping> bySource = new LinkedHashMap<>();
    List<ExportFile> files = new ArrayList<>();
    for (Mapping mapping : mappings) {
      bySource.put(mapping.source(), mapping);
      files.addAll(exports.files(mapping));
    }
    List<ProbedFile> probed = ProbeFiles.of(spark, files, bySource);
    Window window = Window.of(settings, asOf);
    List<Dataset<Row>> all = new ArrayList<>();
    all.add(files(spark, probed, bySource));
    int reading = 1;
    for (Mapping mapping : mappings) {
      Functions.register(spark, mapping);
      List<Supplier<Dataset<Row>>> readings = new ArrayList<>();
      for (RecordMapping record : mapping.records()) {
        TypedRows rows = new TypedRows(spark, record, settings.maxRecordCharacters());
        List<ProbedFile> readable =
            probed.stream()
                .filter(file -> file.refusal() == null)
                .filter(file -> file.file().source().equals(mapping.source()))
                .filter(file -> file.file().record().equals(record.record()))
                .toList();
        int first = reading;
        readings.add(() -> readable.isEmpty() ? rows.none() : rows.from(readable, first));
        reading += TypedRows.readings(readable);
      }
      List<Dataset<Row>> read = sideBySide(readings);
      Map<String, Dataset<Row>> typed = new LinkedHashMap<>();
      for (RecordMapping record : mapping.records()) {
        typed.put(record.record(), read.get(typed.size()));
      }
      List<Supplier<Dataset<Row>>> shapes = new ArrayList<>();
      for (RecordMapping record : mapping.records()) {
        shapes.add(() -> shaped(mapping, record, typed, window, rules));
      }
      all.addAll(sideBySide(shapes));
    }
    return new Records(together(all));
  }

  /**
   * The plans in their order. Spark resolves a plan while it is put together, which takes longer
   * than reading a small file; plans of different records need not wait for each other.
   */
  private static List<Dataset<Row>> sideBySide(List<Supplier<Dataset<Row>>> plans) {
    ExecutorService planners = Executors.newFixedThreadPool(PLANNERS);
    try {
      return plans.stream()
          .map(plan -> CompletableFuture.supplyAsync(plan, planners))
          .toList()
          .stream()
          .map(CompletableFuture::join)
          .toList();
    } catch (CompletionException fault) {
      throw fault.getCause() instanceof RuntimeException cause ? cause : fault;
    } finally {
      planners.shutdownNow();
    }
  }

  private static Dataset<Row> shaped(
      Mapping mapping,
      RecordMapping record,
      Map<String, Dataset<Row>> typed,
      Window window,
      IdentifierRules rules) {
    Dataset<Row> joined = joined(mapping, record, typed);
    if (!record.lookups().isEmpty()) {
      joined = joined.localCheckpoint();
    }
    return Records.CONTRACT.conform(new ShapeRecords(mapping, record, window, rules).from(joined));
  }

  /** All rows; halves are put together, as a plan that nests once a record grows too deep. */
  private static Dataset<Row> together(List<Dataset<Row>> parts) {
    int half = parts.size() / 2;
    return half == 0
        ? parts.get(0)
        : together(parts.subList(0, half)).unionByName(together(parts.subList(half, parts.size())));
  }

  /** The rows with what they look up in other records, each under its name. */
  static Dataset<Row> joined(
      Mapping mapping, RecordMapping record, Map<String, Dataset<Row>> typed) {
    Dataset<Row> rows = typed.get(record.record());
    for (Map.Entry<String, LookupMapping> entry : record.lookups().entrySet()) {
      LookupMapping lookup = entry.getValue();
      RecordMapping other = mapping.record(lookup.record());
      String key = OTHER_KEY + entry.getKey();
      Column version = expr(other.version() == null ? other.seenAt() : other.version());
      Column[] taken = lookup.take().stream().map(name -> col(name)).toArray(Column[]::new);
      Column theirs = expr(lookup.by() == null ? other.key() : lookup.by()).cast(StringType);
      Column found =
          lookup.every()
              ? sort_array(collect_set(struct(taken)))
              : max(struct(version.as("_version"), struct(taken).as("_taken"))).getField("_taken");
      Dataset<Row> latest =
          typed
              .get(lookup.record())
              .where(TypedRows.FAULT.col().isNull())
              .groupBy(theirs.as(key))
              .agg(found.as(entry.getKey()));
      rows =
          rows.join(latest, expr(lookup.where()).cast(StringType).equalTo(col(key)), "left_outer")
              .drop(key);
    }
    return rows;
  }

  private static Dataset<Row> files(
      SparkSession spark, List<ProbedFile> files, Map<String, Mapping> mappings) {
    StructType schema = Records.CONTRACT.schema();
    Map<String, Integer> position = new LinkedHashMap<>();
    for (Field field : Records.CONTRACT.fields()) {
      position.put(field.name(), position.size());
    }
    List<Row> rows = new ArrayList<>();
    for (ProbedFile file : files) {
      Object[] values = new Object[position.size()];
      values[position.get(Records.ROW_ID.name())] = -1L - rows.size();
      values[position.get(Records.IS_FILE.name())] = true;
      values[position.get(Events.SOURCE_NAME.name())] = file.file().source();
      values[position.get(Events.SOURCE_KIND.name())] = mappings.get(file.file().source()).kind();
      values[position.get(Events.RECORD_NAME.name())] = file.file().record();
      values[position.get(Quarantine.FILE_NAME.name())] = file.file().name();
      values[position.get(Records.BLOCK_START.name())] = 0L;
      values[position.get(Records.VERDICT.name())] =
          file.refusal() == null ? Records.ACCEPTED : Records.QUARANTINED;
      values[position.get(Quarantine.REASON_CODE.name())] = file.refusal();
      values[position.get(Records.CONTENT_HASH.name())] = 0L;
      values[position.get(Records.IS_BOT.name())] = false;
      for (Field list :
          List.of(
              Records.IDENTIFIERS,
              Records.VOID_KINDS,
              Records.TIES,
              Records.MAILBOXES,
              Records.EVENTS)) {
        values[position.get(list.name())] = List.of();
      }
      rows.add(RowFactory.create(values));
    }
    return spark.createDataFrame(rows, schema);
  }
}
