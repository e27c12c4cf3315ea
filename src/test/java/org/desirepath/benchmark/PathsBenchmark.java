package org.desirepath.benchmark;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.LongSupplier;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.mllib.fpm.PrefixSpan;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.StorageLevel;
import org.desirepath.path.MeasuredPaths;
import org.desirepath.settings.PathSettings;
import org.desirepath.table.JourneySequences;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Measures the mining of journeys of growing number beside MLlib's PrefixSpan over the same ones,
 * in one process, all of it in memory and warmed up. Ours mine contiguous paths as well, and tell
 * which are closed and maximal.
 */
@Command(
    name = "--paths",
    mixinStandardHelpOptions = true,
    description = "Times the path miner beside MLlib's PrefixSpan.")
final class PathsBenchmark implements Callable<Integer> {

  private static final long JOURNEYS_TO_WARM_UP = 20_000;
  private static final double SUPPORT_TO_WARM_UP = 0.02;
  private static final int MOST_PATHS = 1_000_000;

  @Option(
      names = "--journeys",
      split = ",",
      defaultValue = "100000,1000000",
      description = "Journeys of each size, smallest first; default: ${DEFAULT-VALUE}.")
  private List<Long> sizes;

  @Option(
      names = "--support",
      defaultValue = "0.01",
      description = "Least share of the journeys that hold a path; default: ${DEFAULT-VALUE}.")
  private double support;

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
      names = "--json",
      defaultValue = "target/benchmark/paths.json",
      description = "File for the figures; default: ${DEFAULT-VALUE}.")
  private Path json;

  @Override
  public Integer call() throws IOException {
    try (SparkSession spark = ComponentsBenchmark.session()) {
      for (int round = 0; round < 2; round++) {
        measure(spark, JOURNEYS_TO_WARM_UP, SUPPORT_TO_WARM_UP);
      }
      Map<Long, Map<String, Double>> all = new LinkedHashMap<>();
      for (long size : sizes) {
        all.put(size, measure(spark, size, support));
      }
      System.out.print(table(all));
      Files.createDirectories(json.toAbsolutePath().getParent());
      new ObjectMapper().writerWithDefaultPrettyPrinter().writeValue(json.toFile(), all);
      System.out.println("Figures: " + json);
    }
    return 0;
  }

  private Map<String, Double> measure(SparkSession spark, long journeys, double share) {
    Dataset<Row> rows = DrawnJourneys.of(spark, journeys).persist(StorageLevel.MEMORY_ONLY());
    rows.count();
    PathSettings settings = new PathSettings(share, 1, maxLength, MOST_PATHS, MOST_PATHS);
    Map<String, Double> figures = new LinkedHashMap<>();
    long ours =
        time(
            figures,
            "ours, seconds",
            () ->
                MeasuredPaths.mine(
                    new JourneySequences(rows),
                    settings,
                    2 * spark.sparkContext().defaultParallelism()));
    figures.put("ours, gapped paths", (double) ours);
    if (peer) {
      JavaRDD<List<List<String>>> sequences =
          rows.javaRDD()
              .map(row -> row.<String>getList(6).stream().map(List::of).toList())
              .persist(StorageLevel.MEMORY_ONLY());
      sequences.count();
      PrefixSpan prefixSpan = new PrefixSpan().setMinSupport(share).setMaxPatternLength(maxLength);
      long theirs =
          time(figures, "MLlib, seconds", () -> prefixSpan.run(sequences).freqSequences().count());
      figures.put("MLlib, gapped paths", (double) theirs);
      figures.put("MLlib / ours", figures.get("MLlib, seconds") / figures.get("ours, seconds"));
      sequences.unpersist();
      if (ours != theirs) {
        throw new IllegalStateException("MLlib finds %d paths, ours %d".formatted(theirs, ours));
      }
    }
    rows.unpersist();
    return figures;
  }

  private static long time(Map<String, Double> figures, String what, LongSupplier work) {
    long began = System.nanoTime();
    long made = work.getAsLong();
    figures.put(what, (System.nanoTime() - began) / 1e9);
    return made;
  }

  private static String table(Map<Long, Map<String, Double>> all) {
    StringBuilder text = new StringBuilder(String.format(Locale.ROOT, "%-24s", "journeys"));
    List<Long> sizes = new ArrayList<>(all.keySet());
    sizes.forEach(size -> text.append(String.format(Locale.ROOT, "%,14d", size)));
    text.append(System.lineSeparator());
    for (String what : all.get(sizes.get(0)).keySet()) {
      text.append(String.format(Locale.ROOT, "%-24s", what));
      for (long size : sizes) {
        text.append(String.format(Locale.ROOT, "%,14.2f", all.get(size).get(what)));
      }
      text.append(System.lineSeparator());
    }
    return text.toString();
  }
}
