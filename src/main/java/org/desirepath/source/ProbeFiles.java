package org.desirepath.source;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.compress.CompressionCodec;
import org.apache.hadoop.io.compress.CompressionCodecFactory;
import org.apache.parquet.HadoopReadOptions;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.SerializableConfiguration;

/**
 * Takes a first look at every file, spread over the cluster.
 *
 * <p>Spark notices a truncated file only after it has handed out its first rows, so each compressed
 * file is read through once before any row of it is used. This costs about a twentieth of reading.
 */
final class ProbeFiles {

  private static final int BUFFER = 1 << 16;
  private static final int LONGEST_HEADER = 1 << 20;

  private ProbeFiles() {}

  /** Looks at the files, in the order given. Bytes read: all of compressed files, else the head. */
  static List<ProbedFile> of(
      SparkSession spark, List<ExportFile> files, Map<String, Mapping> mappings) {
    if (files.isEmpty()) {
      return List.of();
    }
    SerializableConfiguration configuration =
        new SerializableConfiguration(spark.sessionState().newHadoopConf());
    Map<String, Mapping> known = Map.copyOf(mappings);
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    List<Task> tasks = new ArrayList<>();
    for (ExportFile file : files) {
      RecordMapping record = known.get(file.source()).record(file.record());
      tasks.add(new Task(file, record.format(), record.delimiter().charAt(0)));
    }
    int slices = Math.min(tasks.size(), 4 * context.defaultParallelism());
    return context
        .parallelize(tasks, slices)
        .map(task -> probe(task, configuration.value(), true))
        .collect();
  }

  /** Looks at the head of one file only, here and now. */
  static ProbedFile head(ExportFile file, RecordMapping record, Configuration configuration) {
    return probe(
        new Task(file, record.format(), record.delimiter().charAt(0)), configuration, false);
  }

  private static ProbedFile probe(Task task, Configuration configuration, boolean toTheEnd) {
    if (task.file().bytes() == 0) {
      return new ProbedFile(task.file(), ReasonCode.EMPTY_FILE.code(), List.of());
    }
    try {
      return task.format().equals("parquet")
          ? footer(task.file(), configuration)
          : text(task, configuration, toTheEnd);
    } catch (IOException e) {
      return new ProbedFile(task.file(), ReasonCode.CORRUPT_FILE.code(), List.of());
    }
  }

  private static ProbedFile footer(ExportFile file, Configuration configuration)
      throws IOException {
    try (ParquetFileReader reader =
        ParquetFileReader.open(
            HadoopInputFile.fromPath(new Path(file.path()), configuration),
            // Options of their own would read Hadoop's defaults again, once a file.
            HadoopReadOptions.builder(configuration).build())) {
      return new ProbedFile(
          file, null, List.of(reader.getFooter().getFileMetaData().getSchema().toString()));
    } catch (RuntimeException e) {
      // Parquet tells a missing magic number and a broken footer by a bare RuntimeException.
      return new ProbedFile(file, ReasonCode.CORRUPT_FILE.code(), List.of());
    }
  }

  private static ProbedFile text(Task task, Configuration configuration, boolean toTheEnd)
      throws IOException {
    Path path = new Path(task.file().path());
    CompressionCodec codec = new CompressionCodecFactory(configuration).getCodec(path);
    try (InputStream stored = path.getFileSystem(configuration).open(path);
        InputStream plain = codec == null ? stored : codec.createInputStream(stored);
        InputStream buffered = new BufferedInputStream(plain, BUFFER)) {
      List<String> header = List.of();
      if (task.format().equals("csv")) {
        header = header(buffered, task.delimiter());
        if (header.isEmpty()) {
          return new ProbedFile(task.file(), ReasonCode.EMPTY_FILE.code(), List.of());
        }
      }
      if (codec != null && toTheEnd) {
        long read = 0;
        byte[] buffer = new byte[BUFFER];
        for (int n = buffered.read(buffer); n >= 0; n = buffered.read(buffer)) {
          read += n;
        }
        if (read == 0 && header.isEmpty()) {
          return new ProbedFile(task.file(), ReasonCode.EMPTY_FILE.code(), List.of());
        }
      }
      return new ProbedFile(task.file(), null, header);
    }
  }

  /** The names in the first record of a csv, without byte order mark; empty if there is none. */
  static List<String> header(InputStream csv, char delimiter) throws IOException {
    ByteArrayOutputStream record = new ByteArrayOutputStream();
    boolean quoted = false;
    for (int b = csv.read();
        b >= 0 && (quoted || b != '\n') && record.size() < LONGEST_HEADER;
        b = csv.read()) {
      quoted ^= b == '"';
      record.write(b);
    }
    String text = record.toString(StandardCharsets.UTF_8);
    if (text.startsWith("\uFEFF")) {
      text = text.substring(1);
    }
    text = text.strip();
    return text.isEmpty() ? List.of() : cells(text, delimiter);
  }

  private static List<String> cells(String record, char delimiter) {
    List<String> cells = new ArrayList<>();
    StringBuilder cell = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < record.length(); i++) {
      char c = record.charAt(i);
      if (c == '"') {
        quoted = !quoted;
      } else if (c == delimiter && !quoted) {
        cells.add(cell.toString().strip());
        cell.setLength(0);
      } else {
        cell.append(c);
      }
    }
    cells.add(cell.toString().strip());
    return cells;
  }

  private record Task(ExportFile file, String format, char delimiter)
      implements java.io.Serializable {}
}
