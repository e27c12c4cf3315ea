package org.desirepath.benchmark;

import static org.apache.spark.sql.functions.col;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.desirepath.benchmark.GraphMeasurement.Outcome;
import org.desirepath.benchmark.TimeLimit.Timed;
import org.desirepath.identity.MeasuredComponents;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Measures connected components beside GraphX's, in one process and session, and what a cookie that
 * a crowd shares costs the step that resolves identities.
 *
 * <p>Both read the same names from the same Parquet files, give every node the name of a component,
 * and are forced by the same aggregate. Rounds alone are timed as well, as of a graph that is too
 * large for one task.
 */
@Command(
    name = "--components",
    mixinStandardHelpOptions = true,
    description = "Times connected components beside GraphX, and a cookie that a crowd shares.")
final class ComponentsBenchmark implements Callable<Integer> {

  private static final long EDGES_TO_WARM_UP = 20_000;

  @Option(
      names = "--edges",
      split = ",",
      defaultValue = "100000,1000000",
      description = "Edges of each size, smallest first; default: ${DEFAULT-VALUE}.")
  private List<Long> sizes;

  @Option(
      names = "--shapes",
      split = ",",
      defaultValue = "CHAINS,ONE_CHAIN,STARS,POWER_LAW,SUPER_NODE",
      description = "Shapes of graphs, of ${COMPLETION-CANDIDATES}; default: all.")
  private List<GraphShape> shapes;

  @Option(
      names = "--visitors",
      defaultValue = "1000000",
      description = "Visitors that share one cookie, 0 for none; default: ${DEFAULT-VALUE}.")
  private long visitors;

  @Option(
      names = "--limit",
      defaultValue = "PT10M",
      description = "What takes longer is ended and said so; default: ${DEFAULT-VALUE}.")
  private Duration limit;

  @Option(
      names = "--work",
      defaultValue = "target/benchmark",
      description = "Folder for the edges; default: ${DEFAULT-VALUE}.")
  private Path work;

  @Option(
      names = "--json",
      defaultValue = "target/benchmark/components.json",
      description = "File for the figures; default: ${DEFAULT-VALUE}.")
  private Path json;

  /** What is written as JSON. */
  record Figures(
      long heapMegabytes,
      int processors,
      List<GraphMeasurement> graphs,
      SharedCookie.Measurement sharedCookie) {}

  private record Answer(Partition partition, List<Long> changedEdges) {}

  @Override
  public Integer call() throws IOException, InterruptedException {
    try (SparkSession spark = session()) {
      TimeLimit time = new TimeLimit(spark.sparkContext(), limit);
      List<GraphMeasurement> graphs = new ArrayList<>();
      GraphShape usual = GraphShape.POWER_LAW;
      measure(time, usual, edges(spark, usual, EDGES_TO_WARM_UP), EDGES_TO_WARM_UP);
      System.out.print(GraphMeasurement.HEADER);
      for (GraphShape shape : shapes) {
        GraphMeasurement smaller = null;
        for (long size : sizes) {
          GraphMeasurement graph = measure(time, shape, edges(spark, shape, size), size);
          System.out.print(graph.line(smaller));
          graphs.add(graph);
          smaller = graph;
        }
      }
      SharedCookie.Measurement cookie = null;
      if (visitors > 0) {
        cookie = SharedCookie.measure(spark, visitors, work);
        System.out.print(cookie.text());
      }
      Files.createDirectories(json.toAbsolutePath().getParent());
      Runtime runtime = Runtime.getRuntime();
      new ObjectMapper()
          .writerWithDefaultPrettyPrinter()
          .writeValue(
              json.toFile(),
              new Figures(
                  runtime.maxMemory() / 1_000_000, runtime.availableProcessors(), graphs, cookie));
      System.out.println("Figures: " + json);
    }
    return 0;
  }

  static SparkSession session() throws IOException {
    Properties defaults = new Properties();
    try (Reader file = Files.newBufferedReader(Path.of("conf", "spark-defaults.conf"))) {
      defaults.load(file);
    }
    SparkConf conf = new SparkConf().setMaster("local[*]").setAppName("benchmark");
    defaults.forEach((key, value) -> conf.set(key.toString(), value.toString().strip()));
    conf.set("spark.sql.shuffle.partitions", "8");
    conf.set("spark.driver.host", "127.0.0.1");
    conf.set("spark.driver.bindAddress", "127.0.0.1");
    return SparkSession.builder().config(conf).getOrCreate();
  }

  /** Makes the edges of a graph unless they are there. */
  private Dataset<Row> edges(SparkSession spark, GraphShape shape, long size) {
    Path folder = work.resolve("edges-%s-%d".formatted(shape.title().replace(' ', '-'), size));
    if (!Files.exists(folder.resolve("_SUCCESS"))) {
      shape.edges(spark, size).write().mode(SaveMode.Overwrite).parquet(folder.toString());
    }
    return spark.read().parquet(folder.toString());
  }

  private static GraphMeasurement measure(
      TimeLimit time, GraphShape shape, Dataset<Row> edges, long size) throws InterruptedException {
    Dataset<Row> named = edges.select(col(GraphShape.LEFT_NAME), col(GraphShape.RIGHT_NAME));
    Timed<Answer> ours = time.time(() -> answer(MeasuredComponents.of(named)));
    Timed<Answer> rounds = time.time(() -> answer(MeasuredComponents.inRounds(named)));
    Timed<Answer> peer =
        time.time(() -> new Answer(Partition.of(GraphXPeer.components(named)), List.of()));
    List<Partition> partitions =
        Stream.of(ours, rounds, peer)
            .filter(timed -> timed.failure() == null)
            .map(timed -> timed.value().partition())
            .distinct()
            .toList();
    if (partitions.size() > 1) {
      throw new IllegalStateException("Unlike answers for %s: %s".formatted(shape, partitions));
    }
    return new GraphMeasurement(
        shape.title(),
        size,
        partitions.isEmpty() ? null : partitions.get(0),
        Outcome.of(ours),
        Outcome.of(rounds),
        rounds.failure() == null ? rounds.value().changedEdges() : List.of(),
        Outcome.of(peer));
  }

  private static Answer answer(MeasuredComponents found) {
    return new Answer(Partition.of(found.rows()), found.changedEdges());
  }
}
