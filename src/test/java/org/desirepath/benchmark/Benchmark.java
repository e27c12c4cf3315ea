package org.desirepath.benchmark;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.ToDoubleFunction;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Measures the nightly job over demo exports of growing size, beside DuckDB where it does the same
 * work, and prints seconds, rows a second, growth and peak memory.
 *
 * <p>Every size is a run of the real command in a process of its own, so that start-up and memory
 * are what a scheduler sees.
 */
@Command(
    name = "benchmark",
    mixinStandardHelpOptions = true,
    subcommands = {
      ComponentsBenchmark.class,
      LoopsBenchmark.class,
      PathsBenchmark.class,
      PersonasBenchmark.class,
      PredictionsBenchmark.class,
      WorkersBenchmark.class
    },
    description = "Times the nightly job over demo exports of growing size.")
final class Benchmark implements Callable<Integer> {

  @Option(
      names = "--events",
      split = ",",
      defaultValue = "100000,1000000",
      description = "Web events of each size, smallest first; default: ${DEFAULT-VALUE}.")
  private List<Long> sizes;

  @Option(
      names = "--work",
      defaultValue = "target/benchmark",
      description =
          "Folder for exports and warehouses; exports are kept; default: ${DEFAULT-VALUE}.")
  private Path work;

  @Option(
      names = "--json",
      defaultValue = "target/benchmark/benchmark.json",
      description = "File for the figures; default: ${DEFAULT-VALUE}.")
  private Path json;

  @Option(
      names = "--memory",
      defaultValue = "2g",
      description = "Heap of the job; default: ${DEFAULT-VALUE}.")
  private String memory;

  @Option(
      names = "--skew",
      split = ",",
      arity = "0..1",
      fallbackValue = "person,account,bot",
      paramLabel = "person,account,bot",
      description =
          "Run again with each of these, all if none is named: one person who does as much on the web"
              + " as all others together, one account of half of all people, one cookie"
              + " that sends a million events.")
  private List<Skew> skews = List.of();

  private Benchmark() {}

  /** Runs the benchmark. */
  public static void main(String[] arguments) {
    System.exit(new CommandLine(new Benchmark()).execute(arguments));
  }

  @Override
  public Integer call() throws IOException, InterruptedException, SQLException {
    List<Measurement> measurements = new ArrayList<>();
    for (long events : sizes) {
      Path exports = Night.exports(events, work, memory);
      Measurement measurement = Night.measure(exports, work, memory);
      for (Skew skew : skews) {
        measurement = measurement.beside(skew, Night.measureSkewed(exports, skew, work, memory));
      }
      measurements.add(measurement);
    }
    System.out.print(table(measurements));
    Files.createDirectories(json.toAbsolutePath().getParent());
    new ObjectMapper().writerWithDefaultPrettyPrinter().writeValue(json.toFile(), measurements);
    System.out.println("Figures: " + json);
    return 0;
  }

  /** One line a stage, one group of columns a size; the last column is the growth. */
  static String table(List<Measurement> measurements) {
    StringBuilder text = new StringBuilder();
    Set<String> stages = new LinkedHashSet<>();
    measurements.forEach(measurement -> stages.addAll(measurement.stageSeconds().keySet()));
    text.append("%-28s".formatted("seconds (share)"));
    for (Measurement measurement : measurements) {
      text.append(String.format(Locale.ROOT, "%,22d rows", measurement.whole().rowsRead()));
    }
    text.append(measurements.size() > 1 ? "      growth\n" : "\n");
    for (String stage : stages) {
      text.append("%-28s".formatted(stage));
      for (Measurement measurement : measurements) {
        double seconds = measurement.stageSeconds().getOrDefault(stage, 0.0);
        text.append(
            String.format(
                Locale.ROOT,
                "%17.1f (%4.1f %%)",
                seconds,
                100 * seconds / measurement.oneByOneSeconds()));
      }
      text.append(growth(measurements, m -> m.stageSeconds().getOrDefault(stage, 0.0)));
    }
    line(text, "between tables, seconds", measurements, Measurement::secondsBetween);
    line(text, "one by one, seconds", measurements, Measurement::oneByOneSeconds);
    line(text, "whole night, seconds", measurements, m -> m.whole().seconds());
    line(text, "rows a second", measurements, m -> m.whole().rowsPerSecond());
    line(text, "peak memory, MB", measurements, m -> m.whole().peakMemoryBytes() / 1e6);
    for (String compared : measurements.get(0).compared().keySet()) {
      line(text, compared + ", ours", measurements, m -> m.compared().get(compared).ours());
      line(text, compared + ", DuckDB", measurements, m -> m.compared().get(compared).peer());
      line(text, compared + ", ratio", measurements, m -> m.compared().get(compared).ratio());
    }
    for (Skew skew : measurements.get(0).skewed().keySet()) {
      String night = "one %s, ".formatted(skew);
      line(text, night + "rows", measurements, m -> m.skewed().get(skew).rowsRead());
      line(text, night + "seconds", measurements, m -> m.skewed().get(skew).seconds());
      line(text, night + "times rows", measurements, m -> m.times(skew, Whole::rowsRead));
      line(text, night + "times seconds", measurements, m -> m.times(skew, Whole::seconds));
    }
    return text.toString();
  }

  private static void line(
      StringBuilder text, String name, List<Measurement> measurements, Figure figure) {
    text.append("%-28s".formatted(name));
    for (Measurement measurement : measurements) {
      text.append(String.format(Locale.ROOT, "%,17.1f         ", figure.of(measurement)));
    }
    text.append(growth(measurements, figure));
  }

  private static String growth(List<Measurement> measurements, Figure figure) {
    if (measurements.size() < 2) {
      return "\n";
    }
    double before = figure.of(measurements.get(measurements.size() - 2));
    double last = figure.of(measurements.get(measurements.size() - 1));
    return String.format(Locale.ROOT, "  %8.2f x%n", last / before);
  }

  /** A number that a measurement has. */
  interface Figure {
    double of(Measurement measurement);
  }

  /**
   * What a night took as it is scheduled.
   *
   * @param rowsRead rows of all files
   * @param rowsOfBots of these, those that are taken for bots'
   * @param seconds wall time of the whole command, start-up included
   * @param peakMemoryBytes the largest resident size of the process
   */
  record Whole(long rowsRead, long rowsOfBots, double seconds, long peakMemoryBytes) {

    double rowsPerSecond() {
      return rowsRead / seconds;
    }
  }

  /**
   * What one size took.
   *
   * @param whole as it is scheduled
   * @param oneByOneSeconds the same where steps do not run side by side
   * @param stageSeconds seconds of each stage, in order, one by one
   * @param compared the same work beside a peer, ours where steps do not run side by side
   * @param skewed the same exports with a skew
   */
  record Measurement(
      Whole whole,
      double oneByOneSeconds,
      Map<String, Double> stageSeconds,
      Map<String, Comparison> compared,
      Map<Skew, Whole> skewed) {

    Measurement beside(Skew skew, Whole night) {
      Map<Skew, Whole> all = new LinkedHashMap<>(skewed);
      all.put(skew, night);
      return new Measurement(whole, oneByOneSeconds, stageSeconds, compared, all);
    }

    /** How many times as much a figure is in a skewed night. */
    double times(Skew skew, ToDoubleFunction<Whole> figure) {
      return figure.applyAsDouble(skewed.get(skew)) / figure.applyAsDouble(whole);
    }

    /** Start of the process and of Spark, models that are fitted before a table is written. */
    double secondsBetween() {
      return oneByOneSeconds
          - stageSeconds.values().stream().mapToDouble(Double::doubleValue).sum();
    }
  }

  /**
   * The same work by us and by a peer.
   *
   * @param ours our seconds
   * @param peer the peer's seconds
   */
  record Comparison(double ours, double peer) {

    double ratio() {
      return ours / peer;
    }
  }
}
