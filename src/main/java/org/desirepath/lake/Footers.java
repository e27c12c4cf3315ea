package org.desirepath.lake;

import static org.apache.parquet.schema.LogicalTypeAnnotation.dateType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.decimalType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.stringType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.timestampType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;
import org.apache.parquet.HadoopReadOptions;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Types;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.desirepath.lake.LakeException.BrokenLaw;
import org.desirepath.lake.Manifest.StoredFile;

/**
 * The footers of the Parquet files of a table, held against its contract: they are what any reader
 * believes, whatever wrote the files.
 */
final class Footers {

  /** Reading a footer is waiting for storage. */
  private static final int READERS = 16;

  private Footers() {}

  /**
   * The files of a table, in order of their paths.
   *
   * @throws BrokenLaw if a file has a column that the schema has not, lacks one, or stores one as
   *     another type, such as INT96
   */
  static List<StoredFile> read(
      FileSystem files, Path folder, StructType schema, Configuration configuration)
      throws IOException {
    MessageType promised = parquet(schema);
    ExecutorService readers = Executors.newFixedThreadPool(READERS);
    try {
      List<Future<StoredFile>> footers = new ArrayList<>();
      RemoteIterator<LocatedFileStatus> found = files.listFiles(folder, true);
      while (found.hasNext()) {
        FileStatus file = found.next();
        if (file.getPath().getName().endsWith(".parquet")) {
          footers.add(readers.submit(() -> read(folder, file, promised, configuration)));
        }
      }
      List<StoredFile> stored = new ArrayList<>();
      for (Future<StoredFile> footer : footers) {
        stored.add(footer.get());
      }
      stored.sort(Comparator.comparing(StoredFile::path));
      return stored;
    } catch (ExecutionException fault) {
      if (fault.getCause() instanceof BrokenLaw broken) {
        throw broken;
      }
      throw new IOException(fault.getCause());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted while reading " + folder, interrupted);
    } finally {
      readers.shutdownNow();
    }
  }

  private static StoredFile read(
      Path folder, FileStatus file, MessageType promised, Configuration configuration)
      throws IOException {
    try (ParquetFileReader reader =
        ParquetFileReader.open(
            HadoopInputFile.fromStatus(file, configuration),
            // Options of their own would read Hadoop's defaults again, once a file.
            HadoopReadOptions.builder(configuration).build())) {
      String path = folder.toUri().relativize(file.getPath().toUri()).getPath();
      compare(folder.getName() + "/" + path, promised, reader.getFileMetaData().getSchema());
      long rows =
          reader.getFooter().getBlocks().stream().mapToLong(BlockMetaData::getRowCount).sum();
      return new StoredFile(path, rows, file.getLen());
    }
  }

  /** Refuses other names, types or order; whether a column may be null is not compared. */
  static void compare(String file, MessageType promised, MessageType found) {
    List<String> wanted = columns(promised);
    List<String> stored = columns(found);
    if (!wanted.equals(stored)) {
      List<String> lacking = wanted.stream().filter(column -> !stored.contains(column)).toList();
      List<String> unknown = stored.stream().filter(column -> !wanted.contains(column)).toList();
      throw new BrokenLaw(
          "File %s lacks %s and has %s, in the order %s"
              .formatted(file, lacking, unknown, String.join(", ", stored)));
    }
  }

  private static List<String> columns(MessageType message) {
    return message.getFields().stream()
        .map(
            column ->
                column.isPrimitive() && !column.isRepetition(Type.Repetition.REPEATED)
                    ? "%s %s %s"
                        .formatted(
                            column.getName(),
                            column.asPrimitiveType().getPrimitiveTypeName(),
                            column.getLogicalTypeAnnotation())
                    : column.getName() + " nested")
        .toList();
  }

  /**
   * The schema as every reader of Parquet understands it: optional flat columns, times in UTC.
   *
   * @see <a href="https://github.com/apache/parquet-format/blob/master/LogicalTypes.md">Parquet
   *     logical types</a>
   */
  static MessageType parquet(StructType schema) {
    Types.MessageTypeBuilder message = Types.buildMessage();
    for (StructField column : schema.fields()) {
      if (column.dataType() instanceof ArrayType || column.dataType() instanceof StructType) {
        // Staged tables may nest; of such a column only the name is compared.
        message.addField(
            Types.optionalGroup()
                .addField(Types.optional(PrimitiveTypeName.BOOLEAN).named("any"))
                .named(column.name()));
        continue;
      }
      LogicalTypeAnnotation meaning = meaning(column.dataType());
      message.addField(
          Types.optional(primitive(column.dataType())).as(meaning).named(column.name()));
    }
    return message.named("spark_schema");
  }

  private static PrimitiveTypeName primitive(DataType type) {
    if (type.equals(DataTypes.StringType)) {
      return PrimitiveTypeName.BINARY;
    } else if (type.equals(DataTypes.BooleanType)) {
      return PrimitiveTypeName.BOOLEAN;
    } else if (type.equals(DataTypes.IntegerType) || type.equals(DataTypes.DateType)) {
      return PrimitiveTypeName.INT32;
    } else if (type.equals(DataTypes.LongType) || type.equals(DataTypes.TimestampType)) {
      return PrimitiveTypeName.INT64;
    } else if (type.equals(DataTypes.DoubleType)) {
      return PrimitiveTypeName.DOUBLE;
    } else if (type instanceof DecimalType decimal && decimal.precision() == 18) {
      return PrimitiveTypeName.INT64;
    }
    throw new IllegalArgumentException(
        "A published column cannot be of type " + type.simpleString());
  }

  private static LogicalTypeAnnotation meaning(DataType type) {
    if (type.equals(DataTypes.StringType)) {
      return stringType();
    } else if (type.equals(DataTypes.DateType)) {
      return dateType();
    } else if (type.equals(DataTypes.TimestampType)) {
      return timestampType(true, TimeUnit.MICROS);
    } else if (type instanceof DecimalType decimal) {
      return decimalType(decimal.scale(), decimal.precision());
    }
    return null;
  }

  /** Hash of the names and types of the columns, in order. */
  static String fingerprint(StructType schema) {
    try {
      MessageDigest hash = MessageDigest.getInstance("SHA-256");
      for (StructField column : schema.fields()) {
        hash.update(
            "%s %s\n"
                .formatted(column.name(), column.dataType().simpleString())
                .getBytes(StandardCharsets.UTF_8));
      }
      return HexFormat.of().formatHex(hash.digest()).substring(0, 32);
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException("Every Java platform has SHA-256", missing);
    }
  }
}
