package org.desirepath.source;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.endswith;
import static org.apache.spark.sql.functions.from_json;
import static org.apache.spark.sql.functions.get_json_object;
import static org.apache.spark.sql.functions.length;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.monotonically_increasing_id;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.nullif;
import static org.apache.spark.sql.functions.octet_length;
import static org.apache.spark.sql.functions.rtrim;
import static org.apache.spark.sql.functions.startswith;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.substring;
import static org.apache.spark.sql.functions.try_parse_json;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.types.DataTypes.BooleanType;
import static org.apache.spark.sql.types.DataTypes.StringType;
import static org.desirepath.source.ShapeRecords.own;
import static org.desirepath.table.Quarantine.FIELD;
import static org.desirepath.table.Quarantine.FILE_NAME;
import static org.desirepath.table.Quarantine.REASON_CODE;
import static org.desirepath.table.Records.BLOCK_START;
import static org.desirepath.table.Records.ROW_ID;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.desirepath.table.Field;

/**
 * Reads the files of one record: its columns, typed, and what is wrong with a row so far. No
 * shuffle; every file is read once.
 */
final class TypedRows {

  /** What is wrong with a row: code and field; null if nothing is. */
  static final Field FAULT =
      Field.optional(
          "__fault",
          new StructType().add(REASON_CODE.name(), StringType).add(FIELD.name(), StringType),
          "Why the row is refused");

  /** The start of the row as it stands in the file. */
  static final Field START = Field.optional("__start", StringType, "Start of the row, in plain");

  /** Rows are numbered within one reading; readings are numbered by the bits above. */
  private static final int ROW_BITS = 52;

  private static final int EXCERPT_CHARACTERS = 200;
  private static final int EXCERPT_COLUMNS = 12;

  private static final Field LINE = Field.optional("__line", StringType, "A line of a json file");
  private static final Field PARSED = Field.optional("__parsed", StringType, "The line, parsed");
  private static final Field CORRUPT =
      Field.optional("__corrupt", StringType, "The text of a row that could not be parsed");
  private static final Field IS_MALFORMED =
      Field.required("__malformed", BooleanType, "Whether the row is not of the file's format");
  private static final Field IS_TOO_LONG =
      Field.required("__too_long", BooleanType, "Whether the row is longer than allowed");
  private static final Field MISTYPED =
      Field.optional("__mistyped", StringType, "A nested column of another type");
  private static final String FILE_PATH = "_metadata.file_path";
  private static final String FILE_BLOCK_START = "_metadata.file_block_start";

  private final SparkSession spark;
  private final RecordMapping record;
  private final int maxCharacters;

  TypedRows(SparkSession spark, RecordMapping record, int maxCharacters) {
    this.spark = spark;
    this.record = record;
    this.maxCharacters = maxCharacters;
  }

  /**
   * The rows of the files.
   *
   * @param files the record's files that can be read; at least one
   * @param firstReading number of the first reading; one is used for each shape of files
   */
  Dataset<Row> from(List<ProbedFile> files, int firstReading) {
    Map<List<String>, List<ProbedFile>> byShape = new LinkedHashMap<>();
    for (ProbedFile file : files) {
      byShape.computeIfAbsent(file.shape(), shape -> new ArrayList<>()).add(file);
    }
    int reading = firstReading;
    Dataset<Row> all = null;
    for (Map.Entry<List<String>, List<ProbedFile>> alike : byShape.entrySet()) {
      Dataset<Row> rows = read(alike.getKey(), alike.getValue(), reading++);
      all = all == null ? rows : all.unionAll(rows);
    }
    return all;
  }

  /** As many readings as {@link #from} uses. */
  static int readings(Collection<ProbedFile> files) {
    return (int) files.stream().map(ProbedFile::shape).distinct().count();
  }

  /** No rows, in the columns that {@link #from} gives. */
  Dataset<Row> none() {
    StructType raw = new StructType();
    for (Map.Entry<String, String> column : record.columns().entrySet()) {
      raw = raw.add(column.getKey(), ColumnType.of(column.getValue()).rawType());
    }
    Dataset<Row> rows =
        spark
            .createDataFrame(List.of(), raw)
            .select(
                col("*"),
                own(FILE_NAME).isNull(),
                own(BLOCK_START).isNull(),
                own(ROW_ID).isNull(),
                START.isNull(),
                IS_MALFORMED.is(lit(false)),
                IS_TOO_LONG.is(lit(false)),
                MISTYPED.isNull());
    return typed(rows);
  }

  private Dataset<Row> read(List<String> shape, List<ProbedFile> files, int reading) {
    String[] paths = files.stream().map(file -> file.file().path()).toArray(String[]::new);
    ExportFile any = files.get(0).file();
    int prefix = any.path().length() - any.name().length();
    Column fileName = substring(col(FILE_PATH), prefix + 1, Integer.MAX_VALUE);
    Column rowId = monotonically_increasing_id().plus(lit((long) reading << ROW_BITS));
    Column[] place = {
      own(FILE_NAME).is(fileName), own(BLOCK_START).is(col(FILE_BLOCK_START)), own(ROW_ID).is(rowId)
    };
    return typed(
        switch (record.format()) {
          case "json" -> json(paths, place);
          case "csv" -> csv(shape, paths, place);
          default -> parquet(paths, place);
        });
  }

  private Dataset<Row> json(String[] paths, Column[] place) {
    StructType schema = new StructType();
    for (Map.Entry<String, String> column : record.columns().entrySet()) {
      schema = schema.add(column.getKey(), ColumnType.of(column.getValue()).rawType());
    }
    Column line = LINE.col();
    Column isTooLong = octet_length(line).gt(maxCharacters).and(length(line).gt(maxCharacters));
    Column parsed =
        from_json(
            when(isTooLong, null).otherwise(line),
            schema.add(CORRUPT.name(), StringType),
            Map.of(
                "mode", "PERMISSIVE",
                "columnNameOfCorruptRecord", CORRUPT.name(),
                "allowSingleQuotes", "false"));
    Column value = col("value");
    Column corrupt = col(PARSED.name() + "." + CORRUPT.name());
    Dataset<Row> rows =
        spark
            .read()
            .text(paths)
            .where(value.notEqual(""))
            .select(
                Stream.concat(
                        Stream.of(
                            LINE.is(
                                when(
                                        startswith(value, lit("\uFEFF")),
                                        substring(value, 2, Integer.MAX_VALUE))
                                    .otherwise(value))),
                        Arrays.stream(place))
                    .toArray(Column[]::new))
            .withColumn(IS_TOO_LONG.name(), isTooLong)
            .withColumn(PARSED.name(), parsed);
    return rows.select(
            col(PARSED.name() + ".*"),
            own(FILE_NAME).col(),
            own(BLOCK_START).col(),
            own(ROW_ID).col(),
            START.is(substring(line, 1, EXCERPT_CHARACTERS)),
            IS_MALFORMED.is(
                when(corrupt.isNotNull(), try_parse_json(line).isNull())
                    .otherwise(not(endswith(rtrim(line), lit("}"))))),
            IS_TOO_LONG.col(),
            MISTYPED.is(when(corrupt.isNotNull(), mistyped(line))))
        .drop(CORRUPT.name());
  }

  /** The first nested column that stands in the line and could not be taken from it. */
  private Column mistyped(Column line) {
    Column found = lit("");
    List<String> nested = new ArrayList<>();
    record
        .columns()
        .forEach(
            (name, type) -> {
              if (ColumnType.of(type).isNested()) {
                nested.add(0, name);
              }
            });
    for (String name : nested) {
      found =
          when(
                  col(PARSED.name())
                      .getField(name)
                      .isNull()
                      .and(get_json_object(line, "$." + name).isNotNull()),
                  lit(name))
              .otherwise(found);
    }
    return found;
  }

  private Dataset<Row> csv(List<String> header, String[] paths, Column[] place) {
    List<String> names = unique(header);
    StructType schema = new StructType();
    for (String name : names) {
      schema = schema.add(name, StringType);
    }
    Dataset<Row> read =
        spark
            .read()
            .schema(schema.add(CORRUPT.name(), StringType))
            .option("header", true)
            .option("sep", record.delimiter())
            .option("escape", "\"")
            .option("multiLine", true)
            .option("mode", "PERMISSIVE")
            .option("columnNameOfCorruptRecord", CORRUPT.name())
            .option("columnPruning", false)
            .csv(paths);
    Column[] cells = names.stream().map(name -> quoted(name)).toArray(Column[]::new);
    Column characters = characters(Arrays.asList(cells));
    Column start =
        concat_ws(
            record.delimiter(), Arrays.copyOf(cells, Math.min(cells.length, EXCERPT_COLUMNS)));
    List<Column> columns = new ArrayList<>();
    for (String column : record.columns().keySet()) {
      columns.add(
          named(column, names)
              .map(TypedRows::quoted)
              .orElseGet(() -> lit(null).cast(StringType))
              .as(column));
    }
    columns.addAll(List.of(place));
    columns.add(START.is(substring(coalesce(CORRUPT.col(), start), 1, EXCERPT_CHARACTERS)));
    columns.add(IS_MALFORMED.is(CORRUPT.col().isNotNull()));
    columns.add(IS_TOO_LONG.is(characters.gt(maxCharacters)));
    columns.add(MISTYPED.isNull());
    return read.select(columns.toArray(Column[]::new));
  }

  /** All bytes; halves are added up, as a sum that nests once a column grows too deep. */
  private static Column characters(List<Column> cells) {
    int half = cells.size() / 2;
    return half == 0
        ? coalesce(octet_length(cells.get(0)), lit(0))
        : characters(cells.subList(0, half)).plus(characters(cells.subList(half, cells.size())));
  }

  private Dataset<Row> parquet(String[] paths, Column[] place) {
    StructType stored = spark.read().parquet(paths[0]).schema();
    StructType read = new StructType();
    List<Column> columns = new ArrayList<>();
    for (Map.Entry<String, String> column : record.columns().entrySet()) {
      DataType wanted = ColumnType.of(column.getValue()).rawType();
      Optional<StructField> found = field(stored, column.getKey());
      if (found.isPresent()) {
        DataType type =
            wanted.equals(StringType)
                ? found.get().dataType()
                : narrowed(wanted, found.get().dataType());
        read = read.add(found.get().name(), type);
        columns.add(quoted(found.get().name()).as(column.getKey()));
      } else {
        columns.add(lit(null).cast(wanted).as(column.getKey()));
      }
    }
    columns.addAll(List.of(place));
    columns.add(START.isNull());
    columns.add(IS_MALFORMED.is(lit(false)));
    columns.add(IS_TOO_LONG.is(lit(false)));
    columns.add(MISTYPED.isNull());
    return spark.read().schema(read).parquet(paths).select(columns.toArray(Column[]::new));
  }

  /** The parts of a nested type that are wanted, in their order, in the types that are stored. */
  private static DataType narrowed(DataType wanted, DataType stored) {
    if (wanted instanceof ArrayType list && stored instanceof ArrayType storedList) {
      return DataTypes.createArrayType(narrowed(list.elementType(), storedList.elementType()));
    }
    if (wanted instanceof StructType parts && stored instanceof StructType storedParts) {
      StructType narrow = new StructType();
      for (StructField part : parts.fields()) {
        narrow =
            narrow.add(
                part.name(),
                field(storedParts, part.name())
                    .map(found -> narrowed(part.dataType(), found.dataType()))
                    .orElse(part.dataType()));
      }
      return narrow;
    }
    return stored;
  }

  private static Optional<StructField> field(StructType type, String name) {
    return Arrays.stream(type.fields())
        .filter(field -> field.name().equalsIgnoreCase(name))
        .findFirst();
  }

  /** Types the columns, and tells the first thing that is wrong with a row. */
  private Dataset<Row> typed(Dataset<Row> rows) {
    StructType read = rows.schema();
    List<Column> columns = new ArrayList<>();
    Column fault =
        when(IS_TOO_LONG.col(), fault(ReasonCode.TOO_LONG, null))
            .when(IS_MALFORMED.col(), fault(ReasonCode.MALFORMED_ROW, null));
    for (String name : record.required()) {
      DataType rawType = read.apply(name).dataType();
      Column isGiven = ColumnType.of(record.columns().get(name)).isGiven(quoted(name), rawType);
      fault = fault.when(not(isGiven), fault(ReasonCode.MISSING_KEY, name));
    }
    fault =
        fault.when(
            MISTYPED.col().isNotNull(),
            struct(
                lit(ReasonCode.WRONG_TYPE.code()).as(REASON_CODE.name()),
                nullif(MISTYPED.col(), lit("")).as(FIELD.name())));
    for (Map.Entry<String, String> column : record.columns().entrySet()) {
      String name = column.getKey();
      ColumnType type = ColumnType.of(column.getValue());
      DataType rawType = read.apply(name).dataType();
      Column value = type.typed(quoted(name), rawType);
      columns.add(value.as(name));
      if (!type.name().equals("string") && !type.isNested()) {
        ReasonCode code = type.isTime() ? ReasonCode.BAD_TIMESTAMP : ReasonCode.WRONG_TYPE;
        fault =
            fault.when(type.isGiven(quoted(name), rawType).and(value.isNull()), fault(code, name));
      }
    }
    columns.add(own(FILE_NAME).col());
    columns.add(own(BLOCK_START).col());
    columns.add(own(ROW_ID).col());
    columns.add(START.col());
    columns.add(fault.cast(FAULT.type()).as(FAULT.name()));
    return rows.select(columns.toArray(Column[]::new));
  }

  /** What is wrong, as a value of {@link #FAULT}. */
  static Column fault(ReasonCode code, String field) {
    return struct(
        lit(code.code()).as(REASON_CODE.name()), lit(field).cast(StringType).as(FIELD.name()));
  }

  /** The header's names with later ones of the same name, and those without one, told apart. */
  static List<String> unique(List<String> header) {
    Set<String> seen = new HashSet<>();
    List<String> names = new ArrayList<>();
    for (int i = 0; i < header.size(); i++) {
      String name = header.get(i);
      boolean fresh = !name.isEmpty() && seen.add(name.toLowerCase(Locale.ROOT));
      names.add(fresh ? name : "_column_" + (i + 1));
    }
    return names;
  }

  private static Optional<String> named(String column, List<String> names) {
    return names.stream().filter(name -> name.equalsIgnoreCase(column)).findFirst();
  }

  private static Column quoted(String name) {
    return col("`" + name.replace("`", "``") + "`");
  }
}
