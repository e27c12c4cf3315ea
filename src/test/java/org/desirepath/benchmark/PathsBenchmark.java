package org.desirepath.benchmark;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.mllib.fpm.PrefixSpan;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.StorageLevel;
import org.desirepath.benchmark.TimeLimit.Timed;
import org.desirepath.path.MeasuredPaths;
import org.desirepath.table.JourneySequences;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Measures the path miner beside MLlib's PrefixSpan over the same sequences, in one process, all of
 * it in memory and warmed up.
 *
 * <p>Ours mine contiguous paths as well, and tell which are closed and maximal; the core is one
 * thread without Spark that merges and mines. Where two find unlike numbers of paths the benchmark
 * fails.
 */
@Command(
    name = "--paths",
    mixinStandardHelpOptions = true,
    description = "Times the path miner beside MLlib's PrefixSpan.")
final class PathsBenchmark implements Callable<Integer> {

  private static final long TO_WARM_UP = 20_000;

  /** Few journeys share much more at a small share than many do; to warm up this one is enough. */
  private static final BigDecimal SUPPORT_TO_WARM_UP = new BigDecimal("0.01");

  private static final int ROUNDS_TO_WARM_UP = 3;

  @Option(
      names = "--journeys",
      split = ",",
      defaultValue = "100000,1000000",
      description =
          "Journeys of the demo's people, about so many of each size, smallest first; default:"
              + " ${DEFAULT-VALUE}.")
  private List<Long> sizes;

  @Option(
      names = "--days",
      defaultValue = "7",
      description = "Days that a journey lasts at most; default: ${DEFAULT-VALUE}.")
  private int days;

  @Option(
      names = "--log",
      description =
          "Mine this file instead: a sequence a line, items apart by -1, -2 at the end, as SPMF"
              + " writes them.")
  private Path log;

  @Option(
      names = "--support",
      defaultValue = "0.01",
      description = "Least share of the sequences that hold a path; default: ${DEFAULT-VALUE}.")
  private BigDecimal support;

  @Option(
      names = "--max-length",
      defaultValue = "10",
      description = "Longest path, in touchpoints; default: ${DEFAULT-VALUE}.")
  private int maxLength;

  @Option(
      names = "--peer",
      negatable = true,
      defaultValue = "true",
      fallbackValue = "true",
      description = "Run the peer, too; default: ${DEFAULT-VALUE}.")
  private boolean peer;

  @Option(
      names = "--limit",
      defaultValue = "PT10M",
      description = "What takes longer is ended and said so; default: ${DEFAULT-VALUE}.")
  private Duration limit;

  @Option(
      names = "--json",
      defaultValue = "target/benchmark/paths.json",
      description = "File for the figures; default: ${DEFAULT-VALUE}.")
  private Path json;

  @Override
  public Integer call() throws IOException, InterruptedException {
    try (SparkSession spark = ComponentsBenchmark.session()) {
      TimeLimit time = new TimeLimit(spark.sparkContext(), limit);
      Map<Dataset<Row>, String> logs = new LinkedHashMap<>();
      if (log == null) {
        sizes.forEach(
            size -> logs.put(BenchmarkJourneys.of(spark, size, days), "demo, " + days + " days"));
      } else {
        logs.put(read(spark, log), log.getFileName().toString());
      }
      Dataset<Row> warmUp =
          log == null ? BenchmarkJourneys.of(spark, TO_WARM_UP, days) : read(spark, log);
      for (int round = 0; round < ROUNDS_TO_WARM_UP; round++) {
        measure(time, "warm-up", warmUp, log == null ? support.max(SUPPORT_TO_WARM_UP) : support);
      }
      System.out.print(PathMeasurement.HEADER);
      List<PathMeasurement> all = new ArrayList<>();
      for (Map.Entry<Dataset<Row>, String> one : logs.entrySet()) {
        PathMeasurement measured = measure(time, one.getValue(), one.getKey(), support);
        System.out.print(measured.line());
        all.add(measured);
      }
      Files.createDirectories(json.toAbsolutePath().getParent());
      new ObjectMapper().writerWithDefaultPrettyPrinter().writeValue(json.toFile(), all);
      System.out.println("Figures: " + json);
    }
    return 0;
  }

  private PathMeasurement measure(
      TimeLimit time, String name, Dataset<Row> rows, BigDecimal support)
      throws InterruptedException {
    rows.persist(StorageLevel.MEMORY_ONLY());
    long count = rows.count();
    int minSupport =
        support
            .multiply(BigDecimal.valueOf(count))
            .setScale(0, RoundingMode.CEILING)
            .intValueExact();
    resetPeaks();
    Timed<Long> ours =
        time.time(
            () -> MeasuredPaths.mine(new JourneySequences(rows), support.doubleValue(), maxLength));
    if (ours.failure() != null) {
      throw new IllegalStateException(ours.failure());
    }
    long heap = peaks() / 1_000_000;
    Map<String, Integer> codes = new HashMap<>();
    List<int[]> coded = coded(rows, codes);
    Timed<Long> core =
        time.time(() -> MeasuredPaths.core(coded, codes.size(), minSupport, maxLength));
    coded.clear();
    Timed<Long> theirs = peer ? time.time(peer(rows, support.doubleValue())) : null;
    rows.unpersist(true);
    if (Stream.of(ours, core, theirs)
            .filter(Objects::nonNull)
            .map(Timed::value)
            .filter(Objects::nonNull)
            .distinct()
            .count()
        > 1) {
      throw new IllegalStateException(
          "Unlike: ours %s, %s, MLlib %s".formatted(ours, core, theirs));
    }
    return new PathMeasurement(
        name,
        count,
        minSupport,
        ours.value(),
        PathMeasurement.seconds(ours),
        PathMeasurement.seconds(core),
        PathMeasurement.seconds(theirs),
        theirs == null ? null : theirs.failure(),
        heap);
  }

  /** The peer's work on sequences that are in memory in its own shape before it is timed. */
  private Supplier<Long> peer(Dataset<Row> rows, double share) {
    JavaRDD<List<List<String>>> sequences =
        rows.javaRDD()
            .map(row -> row.<String>getList(6).stream().map(List::of).toList())
            .persist(StorageLevel.MEMORY_ONLY());
    sequences.count();
    PrefixSpan prefixSpan = new PrefixSpan().setMinSupport(share).setMaxPatternLength(maxLength);
    return () -> {
      try {
        return prefixSpan.run(sequences).freqSequences().count();
      } finally {
        sequences.unpersist();
      }
    };
  }

  private static List<int[]> coded(Dataset<Row> rows, Map<String, Integer> codes) {
    List<int[]> coded = new ArrayList<>();
    rows.select(JourneySequences.TOUCHPOINT_IDS.col())
        .toLocalIterator()
        .forEachRemaining(
            row ->
                coded.add(
                    row.<String>getList(0).stream()
                        .mapToInt(item -> codes.computeIfAbsent(item, any -> codes.size()))
                        .toArray()));
    return coded;
  }

  private static Dataset<Row> read(SparkSession spark, Path file) {
    MapFunction<String, Row> split =
        line -> {
          List<String> items = Arrays.asList(line.split(" -1 ?"));
          return BenchmarkJourneys.row(items.subList(0, items.size() - 1));
        };
    return spark
        .read()
        .textFile(file.toString())
        .map(split, Encoders.row(JourneySequences.CONTRACT.schema()))
        .repartition(8);
  }

  private static void resetPeaks() {
    System.gc();
    pools().forEach(MemoryPoolMXBean::resetPeakUsage);
  }

  private static long peaks() {
    return pools().mapToLong(pool -> pool.getPeakUsage().getUsed()).sum();
  }

  private static Stream<MemoryPoolMXBean> pools() {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(pool -> pool.getType() == MemoryType.HEAP);
  }
}
